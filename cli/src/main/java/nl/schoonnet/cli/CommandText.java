// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command that makes the same figures again: where they are written and by how many threads makes no difference to them,
 * so it isn't part of it.
 */
final class CommandText {
    private CommandText() {}

    /** The command as it was given, in words that a POSIX shell takes. */
    static String of(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of("./schoonnet", spec.name()));
        Iterator<String> given =
                spec.commandLine().getParseResult().originalArgs().iterator();
        boolean named = false;
        while (given.hasNext()) {
            String word = given.next();
            if (!named && word.equals(spec.name())) {
                named = true;
            } else if (word.equals("--out") || word.equals("--threads")) {
                given.next();
            } else if (!word.startsWith("--out=") && !word.startsWith("--threads=")) {
                words.add(quoted(word));
            }
        }
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./*-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
