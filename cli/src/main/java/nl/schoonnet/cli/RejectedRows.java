// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a command that brings rows to a server tells of those that were rejected. */
final class RejectedRows {
    private static final int SHOWN = 10;

    private RejectedRows() {}

    /**
     * Tells of the first of them, and where the others stand.
     *
     * @param listed a line each; a server lists so many only
     * @param rejected how many there are
     * @param file in which they are listed; null if none was asked for
     * @return the exit status
     */
    static int tell(PrintWriter err, List<String> listed, long rejected, @Nullable Path file) {
        if (rejected == 0) {
            return ExitStatus.DONE;
        }
        listed.stream().limit(SHOWN).forEach(err::println);
        if (rejected > SHOWN) {
            err.println("... and " + (rejected - Math.min(SHOWN, listed.size())) + " more"
                    + (file == null ? "; --rejected FILE lists them." : "; see " + file + "."));
        }
        err.flush();
        return ExitStatus.ROWS_REJECTED;
    }
}
