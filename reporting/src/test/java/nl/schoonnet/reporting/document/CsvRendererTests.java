// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRendererTests {
    private static Table table(List<List<Cell>> rows) {
        return new Table(
                "t",
                "caption",
                List.of(
                        Column.text("name", "Naam"),
                        Column.count("items", "Items"),
                        Column.shareRange("within", "Binnen"),
                        Column.hours("median", "Mediaan")),
                rows,
                "");
    }

    @Test
    void numbers_are_for_machines_and_ranges_have_two_columns() {
        assertThat(CsvRenderer.render(table(List.of(List.of(
                        Cell.words("a"), Cell.value(18_238_918_979.0), Cell.range(1 / 3.0, 0.5), Cell.value(1e-7))))))
                .isEqualTo("name,items,within_low,within_high,median\r\na,18238918979,0.3333333333,0.5,1E-7\r\n");
    }

    @Test
    void what_is_missing_is_empty_in_every_column_it_would_fill() {
        assertThat(CsvRenderer.render(table(List.of(List.of(
                        Cell.words("a"), Cell.missing("te weinig"), Cell.missing(""), Cell.value(Double.NaN))))))
                .endsWith("\r\na,,,,\r\n");
    }

    @Test
    void words_never_start_a_formula_and_can_hold_every_sign() {
        List<String> hostile = List.of(
                "=1+1", "+A1", "-A1", "@SUM(A1)", "|x", "%x", "\uff1d1", "a,b", "a\"b", "'", "a\nb", "\t=1", "x=1");
        List<List<Cell>> rows = new ArrayList<>();
        for (String name : hostile) {
            rows.add(List.of(Cell.words(name), Cell.value(-1), Cell.range(-2, -1), Cell.value(-0.5)));
        }
        List<CsvRecord> read;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(CsvRenderer.render(table(rows)))) {
            read = reader.stream().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(read).hasSize(hostile.size());
        for (CsvRecord record : read) {
            assertThat(record.getField(0)).doesNotMatch("(?s)[=+\\-@|%\\t\\r\\n\uff1d].*");
            assertThat(record.getFields().subList(1, 5)).containsExactly("-1", "-2", "-1", "-0.5");
        }
        assertThat(read.get(0).getField(0)).isEqualTo("'=1+1");
        assertThat(read.get(7).getField(0)).isEqualTo("a,b");
        assertThat(read.get(8).getField(0)).isEqualTo("a\"b");
    }

    @Test
    void a_cell_of_another_kind_than_its_column_is_refused() {
        assertThatThrownBy(() -> table(List.of(List.of(Cell.value(1), Cell.value(1), Cell.range(0, 1), Cell.value(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table(List.of(List.of(Cell.words("a"), Cell.value(1), Cell.value(1), Cell.value(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> table(List.of(List.of(Cell.words("a"))))).isInstanceOf(IllegalArgumentException.class);
    }
}
