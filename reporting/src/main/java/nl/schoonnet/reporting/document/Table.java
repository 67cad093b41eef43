// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * A table; becomes {@code tables/<id>.csv} too.
 *
 * @param id anchor and file name, lower case words with hyphens
 * @param caption what it shows
 * @param columns at least one; the first names the row
 * @param rows each with one cell per column, of the column's kind
 * @param note source, method, what is left out; may be empty
 */
public record Table(String id, String caption, List<Column> columns, List<List<Cell>> rows, String note)
        implements Block {
    public Table {
        id = Identifier.checked(id);
        caption = CleanText.line(caption);
        note = CleanText.line(note);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table has columns");
        }
        if (columns.stream().map(Column::key).distinct().count() != columns.size()) {
            throw new IllegalArgumentException("the keys of a table's columns differ");
        }
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table " + id + ": each row has one cell per column");
            }
            for (int c = 0; c < row.size(); c++) {
                if (!fits(row.get(c), columns.get(c))) {
                    throw new IllegalArgumentException("table " + id + ": a cell isn't of the kind of its column "
                            + columns.get(c).key());
                }
            }
        }
    }

    private static boolean fits(Cell cell, Column column) {
        return switch (cell) {
            case Cell.Words words -> column.kind() == Column.Kind.TEXT;
            case Cell.Value value -> column.kind() != Column.Kind.TEXT && !column.range();
            case Cell.AtLeast bound -> column.kind() != Column.Kind.TEXT && !column.range();
            case Cell.Range range -> column.range();
            case Cell.Missing missing -> true;
        };
    }
}
