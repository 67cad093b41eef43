// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.input.SpreadsheetText;

/** {@code rejected.csv}: what was not used and why, never the value. */
public final class RejectedFile {
    private RejectedFile() {}

    /**
     * Writes {@code file,line,field,code} with LF line ends, in the order given. A text that a spreadsheet would take for a
     * formula gets an apostrophe before it.
     *
     * @param out is flushed and stays open
     * @throws IOException if it can't be written
     */
    public static void write(List<Rejection> rejections, Writer out) throws IOException {
        // Not closed: that would close the caller's writer.
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord("file", "line", "field", "code");
        for (Rejection rejection : rejections) {
            csv.writeRecord(
                    SpreadsheetText.harmless(rejection.file()),
                    Long.toString(rejection.line()),
                    SpreadsheetText.harmless(rejection.field()),
                    SpreadsheetText.harmless(rejection.code()));
        }
        csv.flush();
    }
}
