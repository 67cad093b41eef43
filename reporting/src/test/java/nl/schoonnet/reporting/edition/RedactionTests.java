// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.edition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import nl.schoonnet.reporting.document.JsonFigures;
import nl.schoonnet.reporting.figures.FigureRun;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.LeagueRow;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.source.ReadingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedactionTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    /** Items of the providers p0 to p4; the last one has too few to be a cell. */
    private static final int[] ITEMS = {61, 34, 33, 22, 3};

    private Map<String, String> names = Map.of();
    private final Path folder;
    private final Figures internal;

    RedactionTests(@TempDir Path folder) {
        this.folder = folder;
        internal = figures("public", new FigureSettings.Compared("p0", "p1"));
    }

    private Figures figures(String edition, FigureSettings.Compared compared) {
        StringBuilder providers = new StringBuilder("providers:\n");
        StringBuilder notices = new StringBuilder("notice_id,item,url,delivered_at,channel,address\n");
        StringBuilder looks = new StringBuilder("item,url,observed_at,vantage,verdict,reason,address\n");
        int number = 0;
        for (int p = 0; p < ITEMS.length; p++) {
            providers.append("  - id: p%d\n    name: \"Provider %s\"\n    seat: \"NL\"\n    parts:\n"
                    .formatted(p, (char) ('A' + p)));
            providers.append(
                    "      - {prefix: \"192.0.2.%d/32\", from: 2020-01-01, evidence: \"registry\"}\n".formatted(p));
            for (int i = 0; i < ITEMS[p]; i++) {
                number++;
                String day = "2025-%02d-%02d".formatted(1 + number % 12, 1 + number % 27);
                notices.append("n%d,i%d,https://h%d.example/,%sT08:00:00Z,%s,192.0.2.%d\n"
                        .formatted(
                                number,
                                number,
                                number,
                                day,
                                number <= 2 ? "police" : number <= 20 ? "authority" : "hotline",
                                p));
                String gone = (i + p) % 3 == 0 ? "2026-01-10" : day;
                looks.append("i%d,,%sT09:00:00Z,v,AVAILABLE,SAME,\n".formatted(number, day));
                looks.append("i%d,,%sT20:00:00Z,v,ABSENT,GONE_404,\n".formatted(number, gone));
                looks.append("i%d,,%sT20:30:00Z,v,ABSENT,GONE_404,\n".formatted(number, gone));
            }
        }
        try {
            Population population = PopulationReader.read(
                    new Selection(
                            new Facts.InFiles(
                                    List.of(Files.writeString(folder.resolve("notices.csv"), notices)),
                                    List.of(Files.writeString(folder.resolve("looks.csv"), looks))),
                            List.of(),
                            List.of(),
                            Files.writeString(folder.resolve("providers.yaml"), providers),
                            null,
                            null,
                            null,
                            RankedRole.WEB_HOST,
                            new ClusterBy.ByItem(),
                            1),
                    new ReadingLog());
            names = population.names();
            return FigureRun.of(
                    population,
                    new FigureSettings(
                            Duration.ofDays(1),
                            20,
                            10,
                            0,
                            1,
                            compared,
                            null,
                            "test",
                            "command p2",
                            new TreeMap<>(Map.of("notices p2.csv", "00")),
                            edition,
                            null,
                            null,
                            false),
                    new TreeMap<>(),
                    List.of(),
                    List.of(),
                    part -> {});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Edition.Public open(String... named) {
        Map<String, Edition.Basis> mayName = new TreeMap<>();
        for (String id : named) {
            mayName.put(id, new Edition.Basis("decision", TODAY));
        }
        return new Edition.Public(mayName, TODAY);
    }

    private Figures published(long seed, String... named) {
        return new Redaction(names, new Random(seed)).apply(internal, open(named));
    }

    @Test
    void a_name_may_be_printed_from_its_date_on() {
        Edition.Public edition = new Edition.Public(
                Map.of(
                        "past", new Edition.Basis("decision", TODAY.minusDays(1)),
                        "today", new Edition.Basis("decision", TODAY),
                        "tomorrow", new Edition.Basis("decision", TODAY.plusDays(1))),
                TODAY);
        assertThat(edition.names("past")).isTrue();
        assertThat(edition.names("today")).isTrue();
        assertThat(edition.names("tomorrow")).isFalse();
        assertThat(edition.names("nobody")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 2",
        "4, 2",
        "5, 5",
        "19.9, 10",
        "20, 20",
        "49, 20",
        "50, 50",
        "99, 50",
        "100, 100",
        "999, 500",
        "123456, 100000"
    })
    void a_size_becomes_the_lower_end_of_its_band(double n, double band) {
        assertThat(Redaction.band(n)).isEqualTo(band);
    }

    @Test
    void a_label_is_the_same_within_a_report_and_no_two_parties_share_one() {
        Labels labels = new Labels(new Random(1));
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            String label = labels.of("p" + i);
            assertThat(label).matches("[BCDFGHJKLMNPQRSTVWXZ]{5}");
            assertThat(labels.of("p" + i)).isEqualTo(label);
            assertThat(all.add(label)).isTrue();
        }
    }

    @Test
    void labels_don_t_follow_from_the_party_or_its_place() {
        Labels one = new Labels(new Random(1));
        Labels other = new Labels(new Random(2));
        assertThat(one.of("p0")).isNotEqualTo(other.of("p0"));
        assertThat(new Labels(new Random(1)).of("p9"))
                .as("only the draw decides")
                .isEqualTo(one.of("p0"));
    }

    @Test
    void the_public_figures_hold_only_the_names_that_have_a_basis() {
        String json = JsonFigures.write(published(7, "p1"));
        assertThat(json).contains("Provider B");
        for (String word : List.of(
                "Provider A",
                "Provider C",
                "Provider D",
                "Provider E",
                "p0",
                "p2",
                "p3",
                "p4",
                ".example",
                "192.0.2")) {
            assertThat(json)
                    .as(word)
                    .doesNotContain("\"" + word)
                    .doesNotContain(word + ".")
                    .doesNotContain(" " + word);
        }
    }

    @Test
    void unnamed_sizes_are_bands_and_shares_whole_per_cents() {
        List<LeagueRow> rows = published(7, "p1").league().rows();
        assertThat(rows).hasSize(4);
        for (LeagueRow row : rows) {
            if (row.party().equals("Provider B")) {
                assertThat(row.withinNorm().n()).isEqualTo(34);
            } else {
                assertThat(row.party()).matches("[A-Z]{5}");
                assertThat(row.withinNorm().n()).isIn(20.0, 50.0);
                assertThat(row.open()).isEqualTo(-1);
                assertThat(row.withinNorm().low() * 100)
                        .isCloseTo(
                                Math.rint(row.withinNorm().low() * 100), org.assertj.core.api.Assertions.within(1e-9));
                double pooled = Objects.requireNonNullElse(row.pooled().value(), Double.NaN);
                assertThat(pooled * 100)
                        .isCloseTo(Math.rint(pooled * 100), org.assertj.core.api.Assertions.within(1e-9));
            }
        }
    }

    @Test
    void unnamed_volumes_stand_together_and_add_up() {
        List<Figures.PartyVolume> rows = published(7, "p1").volume().providers();
        assertThat(rows.stream().map(Figures.PartyVolume::party)).containsExactly("Provider B", Redaction.OTHERS);
        assertThat(rows.stream().mapToDouble(Figures.PartyVolume::items).sum()).isEqualTo(153);
        assertThat(published(7).volume().domains()).isEmpty();
    }

    @Test
    void a_named_provider_with_a_handful_of_items_is_no_cell() {
        assertThat(published(7, "p4").volume().providers().stream().map(Figures.PartyVolume::party))
                .containsExactly(Redaction.OTHERS);
    }

    @Test
    void a_channel_with_few_items_takes_the_other_channels_along() {
        assertThat(internal.speed().stream().map(Figures.Speed::group)).contains("channel_police", "channel_authority");
        assertThat(published(7).speed().stream().map(Figures.Speed::group)).containsOnly("all");
    }

    @Test
    void a_comparison_of_parties_needs_both_names() {
        assertThat(published(7).comparison()).isNull();
        assertThat(published(7, "p0").comparison()).isNull();
        Figures.Comparison both = published(7, "p0", "p1").comparison();
        assertThat(both).isNotNull().extracting(Figures.Comparison::a).isEqualTo("Provider A");
    }

    @Test
    void a_preview_holds_one_provider_and_no_paths() {
        Figures own = new Redaction(names, new Random(1)).apply(internal, new Edition.Preview("p2"));
        assertThat(own.volume().providers())
                .singleElement()
                .extracting(Figures.PartyVolume::party)
                .isEqualTo("Provider C");
        assertThat(own.league().rows())
                .singleElement()
                .extracting(LeagueRow::party)
                .isEqualTo("Provider C");
        assertThat(own.comparison()).isNull();
        assertThat(own.method().command()).isEmpty();
        assertThat(own.method().inputs()).containsOnlyKeys("notices 1");
    }

    @Test
    void the_internal_edition_keeps_everything_under_names() {
        Figures all = new Redaction(names, new Random(1)).apply(internal, new Edition.Internal());
        assertThat(all.league().rows()).hasSize(4).allMatch(r -> r.party().startsWith("Provider "));
        assertThat(all.volume().domains()).isNotEmpty();
        assertThat(all.method()).isEqualTo(internal.method());
    }
}
