// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.internet.input.SpreadsheetText;

/**
 * A table as CSV by RFC 4180: comma, CRLF, quotes where needed; encode it as UTF-8. All of it is for machines and the same in
 * every language: codes instead of words, numbers with a point, shares 0-1, hours. Text that a spreadsheet would take for a
 * formula gets an apostrophe in front.
 */
public final class CsvRenderer {
    private CsvRenderer() {}

    public static String render(Table table) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(header(table));
            for (List<Cell> row : table.rows()) {
                csv.writeRecord(fields(table, row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> header(Table table) {
        List<String> names = new ArrayList<>();
        for (Column column : table.columns()) {
            if (column.range()) {
                names.add(column.key() + "_low");
                names.add(column.key() + "_high");
            } else {
                names.add(column.key());
            }
        }
        return names;
    }

    private static List<String> fields(Table table, List<Cell> row) {
        List<String> fields = new ArrayList<>();
        for (int c = 0; c < row.size(); c++) {
            switch (row.get(c)) {
                case Cell.Words words -> fields.add(SpreadsheetText.harmless(words.code()));
                case Cell.Value value -> fields.add(number(value.value()));
                case Cell.AtLeast bound -> fields.add(number(bound.value()));
                case Cell.Range range -> {
                    fields.add(number(range.low()));
                    fields.add(number(range.high()));
                }
                case Cell.Missing missing -> {
                    fields.add("");
                    if (table.columns().get(c).range()) {
                        fields.add("");
                    }
                }
            }
        }
        return fields;
    }

    /** Whole numbers in full, others with ten significant digits. */
    private static String number(double value) {
        boolean whole = Math.abs(value) < 1L << 53 && value == Math.rint(value);
        return whole ? Long.toString((long) value) : Digits.written(value);
    }
}
