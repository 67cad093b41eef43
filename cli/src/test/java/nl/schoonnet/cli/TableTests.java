// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What machines get doesn't depend on the reader's language. */
class TableTests {
    @TempDir
    Path folder;

    @Test
    void tables_are_the_same_in_both_languages_and_hold_codes_and_dates_by_iso_8601() throws IOException {
        Year year = Year.small(41, folder.resolve("year"));
        Object[] everything = {
            "--around",
            "all",
            "--compare",
            "2025-Q1:2025-Q3",
            "--archive",
            year.folder().resolve("archive.csv")
        };
        Map<String, String> dutch = tables(year, "nl", everything);
        Map<String, String> english = tables(year, "en", everything);
        assertThat(dutch.keySet())
                .contains("funnel.csv", "stock.csv", "months.csv", "interventions.csv", "league.csv", "archive.csv");
        assertThat(dutch).isEqualTo(english);
        assertThat(column(dutch, "stock.csv", "day")).allMatch(day -> day.matches("2025-\\d\\d-\\d\\d|2026-.*"));
        assertThat(column(dutch, "interventions.csv", "date")).allMatch(day -> day.matches("2025-\\d\\d-\\d\\d"));
        assertThat(column(dutch, "months.csv", "month")).contains("2025-03").allMatch(m -> m.matches("2025-\\d\\d"));
        assertThat(column(dutch, "funnel.csv", "step"))
                .contains("notices", "police_hold", "population")
                .allMatch(s -> s.matches("[a-z_]+"));
        assertThat(column(dutch, "league.csv", "ranks_low")).allMatch(rank -> rank.matches("\\d*"));
    }

    private Map<String, String> tables(Year year, String language, Object... asked) {
        Path out = folder.resolve(language);
        List<Object> words = year.words(asked);
        words.set(words.indexOf("--locale") + 1, language);
        Terminal.run(words, "--out", out).ended(ExitStatus.DONE);
        Map<String, String> tables = new TreeMap<>();
        Year.bytes(out.resolve("tables"))
                .forEach((name, bytes) -> tables.put(name, new String(bytes, StandardCharsets.UTF_8)));
        return tables;
    }

    private List<String> column(Map<String, String> tables, String table, String name) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), tables.getOrDefault(table, ""));
        List<String> values =
                Year.rows(file).stream().map(row -> row.getField(name)).toList();
        assertThat(values).as(table).isNotEmpty();
        return values;
    }
}
