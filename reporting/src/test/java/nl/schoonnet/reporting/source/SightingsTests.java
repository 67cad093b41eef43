// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingsTests {
    private static final String HEADER = "item,url,observed_at,vantage,verdict,reason,address";

    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void looks_are_grouped_by_item_and_ordered_by_instant() {
        Sightings sightings = read(
                "b,,2026-03-01T12:00:00.000000002Z,ams,ABSENT,GONE_404,",
                "a,,2026-03-01T11:00:00Z,ams,AVAILABLE,SAME,192.0.2.1",
                "b,,2026-03-01T13:00:00.000000001+01:00,fra,AVAILABLE,CHANGED,2001:db8::1");
        assertThat(sightings.size()).isEqualTo(3);
        assertThat(looks(sightings, 0)).containsExactly("2026-03-01T11:00:00Z ams SAME /192.0.2.1");
        assertThat(looks(sightings, 1))
                .containsExactly(
                        "2026-03-01T12:00:00.000000001Z fra CHANGED /2001:db8:0:0:0:0:0:1",
                        "2026-03-01T12:00:00.000000002Z ams GONE_404 null");
        assertThat(folder.rejected()).isEmpty();
    }

    @Test
    void a_row_without_an_item_is_found_by_its_url() {
        Sightings sightings = read(",https://a.example/,2026-03-01T12:00:00Z,,ABSENT,NXDOMAIN,");
        assertThat(looks(sightings, 2)).containsExactly("2026-03-01T12:00:00Z  NXDOMAIN null");
    }

    @Test
    void rows_of_no_item_are_counted_and_noted() {
        Sightings sightings = read(
                "z,,2026-03-01T12:00:00Z,,ABSENT,NXDOMAIN,",
                ",https://z.example/,2026-03-01T12:00:00Z,,ABSENT,NXDOMAIN,");
        assertThat(sightings.unmatched()).isEqualTo(2);
        assertThat(sightings.size()).isZero();
        assertThat(folder.log.notes()).containsExactly(new FileNote("s.csv", "item", "unknown_item", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a,,2026-03-01T12:00:00,,AVAILABLE,SAME, > 2:observed_at:time_without_zone",
                "a,,noon,,AVAILABLE,SAME, > 2:observed_at:not_a_time",
                "a,,,,AVAILABLE,SAME, > 2:observed_at:missing_value",
                "a,,2026-03-01T12:00:00Z,,ONLINE,SAME, > 2:verdict:unknown_verdict",
                "a,,2026-03-01T12:00:00Z,,available,SAME, > 2:verdict:unknown_verdict",
                "a,,2026-03-01T12:00:00Z,,AVAILABLE,FINE, > 2:reason:unknown_reason",
                "a,,2026-03-01T12:00:00Z,,AVAILABLE,, > 2:reason:missing_value",
                "a,,2026-03-01T12:00:00Z,,AVAILABLE,GONE_404, > 2:reason:reason_of_another_verdict",
                "a,,2026-03-01T12:00:00Z,,AVAILABLE,SAME,a.example > 2:address:not_an_address",
                ",,2026-03-01T12:00:00Z,,AVAILABLE,SAME, > 2:url:missing_value"
            })
    void a_faulty_row_is_rejected(String row, String expected) {
        Sightings sightings = read(row, "a,,2026-03-01T12:00:00Z,,AVAILABLE,SAME,");
        assertThat(folder.rejected()).containsExactly(expected);
        assertThat(sightings.size()).isEqualTo(1);
    }

    @Test
    void every_reason_comes_back_as_it_was_written() {
        String[] rows = new String[Reason.values().length];
        for (Reason reason : Reason.values()) {
            rows[List.of(Reason.values()).indexOf(reason)] =
                    "a,,2026-03-01T12:00:00Z,," + reason.verdict() + "," + reason + ",";
        }
        Sightings sightings = read(rows);
        assertThat(IntStream.range(0, sightings.size()).mapToObj(sightings::reason))
                .containsExactly(Reason.values());
    }

    @Test
    void the_order_of_files_and_rows_makes_no_difference() throws IOException {
        Random random = new Random(7);
        List<String> rows = new ArrayList<>();
        List<Reason> reasons = List.of(Reason.values());
        for (int i = 0; i < 70_000; i++) {
            Reason reason = reasons.get(random.nextInt(reasons.size()));
            rows.add((random.nextInt(4) == 0 ? "b" : "a") + ",,"
                    + Instant.ofEpochSecond(1_700_000_000L + random.nextInt(5_000)) + ",v" + random.nextInt(3) + ","
                    + reason.verdict() + "," + reason + ",192.0.2." + random.nextInt(3));
        }
        List<String> expected = rows.stream()
                .filter(row -> row.startsWith("a"))
                .map(row -> row.split(",", -1))
                .sorted(java.util.Comparator.<String[], Instant>comparing(cells -> Instant.parse(cells[2]))
                        .thenComparing(cells -> cells[3])
                        .thenComparing(cells -> Reason.valueOf(cells[5])))
                .map(cells -> cells[2] + " " + cells[3] + " " + cells[5])
                .toList();
        Sightings one = readFiles(write("one.csv", rows));
        Collections.shuffle(rows, random);
        Sightings two =
                readFiles(write("two.csv", rows.subList(0, 30_000)), write("three.csv", rows.subList(30_000, 70_000)));
        assertThat(withoutAddress(one)).isEqualTo(expected);
        assertThat(withoutAddress(two)).isEqualTo(expected);
    }

    @Test
    void a_missing_column_makes_the_log_unusable() {
        folder.lines("s.csv", "item,url,observed_at,vantage,verdict,reason", "a,,2026-03-01T12:00:00Z,,AVAILABLE,SAME");
        assertThatThrownBy(() -> readFiles(folder.path("s.csv")))
                .isInstanceOf(InputException.class)
                .hasMessage("s.csv has no column address; the columns known here are item, url, observed_at, vantage,"
                        + " verdict, reason and address.");
    }

    private Path write(String name, List<String> rows) throws IOException {
        Path file = folder.path(name);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(HEADER + "\n");
            for (String row : rows) {
                out.write(row + "\n");
            }
        }
        return file;
    }

    private Sightings read(String... rows) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        lines.addAll(List.of(rows));
        return readFiles(folder.lines("s.csv", lines.toArray(String[]::new)));
    }

    private Sightings readFiles(Path... files) {
        Map<String, Integer> items = Map.of("a", 0, "b", 1, "https://a.example/", 2);
        return Sightings.read(
                List.of(files), 3, (item, url) -> items.getOrDefault(item.isEmpty() ? url : item, -1), folder.log);
    }

    private static List<String> looks(Sightings sightings, int item) {
        return IntStream.range(sightings.first(item), sightings.first(item + 1))
                .mapToObj(look -> sightings.at(look) + " " + sightings.vantage(look) + " " + sightings.reason(look)
                        + " " + sightings.address(look))
                .toList();
    }

    private static List<String> withoutAddress(Sightings sightings) {
        return looks(sightings, 0).stream()
                .map(look -> look.substring(0, look.lastIndexOf(' ')))
                .toList();
    }
}
