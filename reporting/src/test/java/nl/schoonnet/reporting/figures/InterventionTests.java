// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.InterventionKind;
import nl.schoonnet.reporting.source.ReadingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which items stand before and after an intervention. One item a day at one address, each gone at noon. */
class InterventionTests {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    @TempDir
    Path folder;

    private Population population(String mergers) throws IOException {
        Path registry = Files.writeString(folder.resolve("providers.yaml"), """
                providers:
                  - id: a
                    parts:
                      - {prefix: 192.0.2.0/24, evidence: "made up"}
                  - id: b
                    parts:
                      - {prefix: 198.51.100.0/24, evidence: "made up"}
                """ + mergers);
        StringBuilder notices = new StringBuilder("notice_id,item,url,delivered_at,channel,status,address\n");
        StringBuilder looks = new StringBuilder("item,url,observed_at,vantage,verdict,reason,address\n");
        for (int i = 0; i < 59; i++) {
            LocalDate day = FIRST.plusDays(i);
            notices.append(
                    "n%d,i%d,https://a.example/%d,%sT00:00:00Z,hotline,delivered,192.0.2.1\n".formatted(i, i, i, day));
            for (String time : List.of("12", "13")) {
                looks.append("i%d,https://a.example/%d,%sT%s:00:00Z,v,ABSENT,GONE_404,\n".formatted(i, i, day, time));
            }
        }
        return PopulationReader.read(
                new Selection(
                        new Facts.InFiles(
                                List.of(Files.writeString(folder.resolve("notices.csv"), notices)),
                                List.of(Files.writeString(folder.resolve("sightings.csv"), looks))),
                        List.of(),
                        List.of(),
                        registry,
                        null,
                        null,
                        null,
                        RankedRole.WEB_HOST,
                        new ClusterBy.ByItem(),
                        1),
                new ReadingLog());
    }

    private static List<Figures.Around> around(Population population, String... letters) {
        FigureSettings settings = new FigureSettings(
                Duration.ofDays(1), 20, 10, 0, 1, null, "all", "", "", new TreeMap<>(), "internal", null, null, false);
        List<Intervention> interventions = Stream.of(letters)
                .map(day -> new Intervention("a", Instant.parse(day + "T00:00:00Z"), InterventionKind.LETTER, ""))
                .toList();
        return FigureRun.of(population, settings, new TreeMap<>(), interventions, List.of(), part -> {})
                .interventions();
    }

    @Test
    void the_windows_of_neighbours_do_not_reach_over_each_other() throws IOException {
        assertThat(around(population(""), "2025-01-15", "2025-01-20", "2025-01-27"))
                .extracting(Figures.Around::date, Figures.Around::itemsBefore, Figures.Around::itemsAfter)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2025-01-15", 5L, 5L),
                        org.assertj.core.groups.Tuple.tuple("2025-01-20", 5L, 5L),
                        org.assertj.core.groups.Tuple.tuple("2025-01-27", 7L, 7L));
    }

    @Test
    void two_on_the_same_moment_leave_each_other_their_windows() throws IOException {
        assertThat(around(population(""), "2025-01-15", "2025-01-15"))
                .allSatisfy(a -> assertThat(a.itemsBefore()).isEqualTo(14));
    }

    @Test
    void an_intervention_on_a_provider_that_was_merged_counts_the_items_of_its_successor_since() throws IOException {
        Population merged =
                population("mergers:\n  - {from: a, into: b, on: \"2025-02-01T00:00:00Z\", evidence: \"made up\"}\n");
        assertThat(around(merged, "2025-02-11"))
                .extracting(Figures.Around::party, Figures.Around::itemsBefore, Figures.Around::itemsAfter)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("b", 10L, 10L));
        assertThat(around(merged, "2025-01-23"))
                .extracting(Figures.Around::party, Figures.Around::itemsBefore, Figures.Around::itemsAfter)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("a", 9L, 9L));
    }
}
