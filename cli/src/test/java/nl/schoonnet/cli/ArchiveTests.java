// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Earlier rounds as government letters and the press printed them, through the command. */
class ArchiveTests {
    @TempDir
    Path folder;

    @Test
    void printed_shares_come_back_with_intervals_and_what_cannot_be_true_is_said() throws IOException {
        Path archive = Files.writeString(folder.resolve("archive.csv"), """
                period,source,method,subject,class,share_percent,count,total,bound,sample_size,providers,domains
                2021,letter,by hand,,within_24h,87,,,,6268,33,70
                2021,letter,by hand,,from_24h_to_48h,3,,,,6268,33,70
                2021,letter,by hand,,beyond_48h,10,,,,6268,33,70
                2021,letter,by hand,,top_4,95.97,,,,6268,33,70
                2022,letter,another way,,within_24h,40,,,,2971,39,188
                2022,letter,another way,,from_24h_to_48h,4,,,derived,2971,39,188
                2022,letter,another way,,beyond_48h,56,,,,2971,39,188
                2020-01/2020-08,letter,all notices,largest,volume,93.57,179610,185000,over,,,
                2020-01/2020-08,press,all notices,largest,volume,94.4,174652,185000,over,,,
                """);
        Year year = Year.small(31, folder.resolve("year"));
        Path out = folder.resolve("out");
        Terminal.run(year.bare("--bootstrap", 0, "--archive", archive, "--out", out))
                .ended(ExitStatus.DONE);
        Map<String, JsonNode> rounds = new HashMap<>();
        Year.json(out.resolve("figures.json"))
                .get("archive")
                .forEach(r -> rounds.put(
                        r.get("period").asText() + " " + r.get("source").asText(), r));
        shares(Objects.requireNonNull(rounds.get("2021 letter")), 6268, 87, 3, 10);
        shares(Objects.requireNonNull(rounds.get("2022 letter")), 2971, 40, 4, 56);
        JsonNode alone =
                Objects.requireNonNull(rounds.get("2021 letter")).get("shares").get(3);
        assertThat(alone.get("code").asText()).isEqualTo("top_4");
        assertThat(alone.get("verdict").asText())
                .as("95.97% of what isn't printed")
                .isEqualTo("not_checkable");
        JsonNode impossible = Objects.requireNonNull(rounds.get("2020-01/2020-08 (largest) letter"));
        assertThat(impossible.get("verdict").asText()).isEqualTo("inconsistent_total");
        // 179,610 at 93.57% (93.565 to 93.575) would need 191,942 to 191,963.
        assertThat(impossible.get("note").asText()).contains("191");
        assertThat(Objects.requireNonNull(rounds.get("2020-01/2020-08 (largest) press"))
                        .get("verdict")
                        .asText())
                .isEqualTo("consistent");
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page).containsIgnoringCase("cluster").containsIgnoringCase("inconsistent");
        String table = Files.readString(out.resolve("tables/archive.csv"));
        assertThat(table)
                .containsPattern("top_4,95.97,,,,not_checkable")
                .containsPattern("within_24,87,[0-9]+,0[.0-9]+,0[.0-9]+,consistent")
                .contains(",inconsistent_total");
    }

    private static void shares(JsonNode round, int sample, int... percents) {
        assertThat(round.get("verdict").asText()).isEqualTo("consistent");
        long all = 0;
        for (int i = 0; i < percents.length; i++) {
            JsonNode share = round.get("shares").get(i);
            long count = share.get("count").asLong();
            all += count;
            assertThat(Math.round(100.0 * count / sample)).isEqualTo(percents[i]);
            double p = (double) count / sample;
            JsonNode interval = share.get("interval");
            assertThat(interval.get("low").asDouble()).isCloseTo(wilson(p, sample, -1), within(1e-6));
            assertThat(interval.get("high").asDouble()).isCloseTo(wilson(p, sample, 1), within(1e-6));
        }
        assertThat(all).isEqualTo(sample);
    }

    /** Wilson 1927. */
    private static double wilson(double p, int n, int side) {
        double z = 1.959963984540054;
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return (p + z * z / (2.0 * n) + side * half) / (1 + z * z / n);
    }
}
