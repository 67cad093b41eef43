// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.report.ReportDocument;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.volume.Exposure;
import org.junit.jupiter.api.Test;

/** Figures of items that stand for more than one, or were not drawn, and tests between groups that go together. */
class WeightedFiguresTests extends SmallCases {
    /** Drawn with 1/4: one open, one back with a notice of its own, one gone; whole: one gone. */
    private void drawn() {
        notice("i1", "1", "2025-01-01T12:00:00Z", B, "", "0.25");
        there("i1", "1", "2025-01-09T12:00:00Z");
        notice("i2", "2", "2025-01-01T12:00:00Z", B, "h", "0.25");
        gone("i2", "2", "2025-01-02");
        notice("i3", "3", "2025-01-03T12:00:00Z", B, "h", "0.25");
        gone("i3", "3", "2025-01-04");
        notice("i4", "4", "2025-01-01T12:00:00Z", A, "", "1");
        gone("i4", "4", "2025-01-02");
    }

    @Test
    void open_items_returns_and_countries_are_weighted_where_only_drawn_items_are_there() throws IOException {
        drawn();
        Figures figures = figures(List.of());
        assertThat(figures.headline().open()).isEqualTo(4);
        assertThat(figures.relapse().share().low()).isCloseTo(4.0 / 13, within(1e-12));
        assertThat(figures.volume().knownByHash()).isCloseTo(0.5, within(1e-12));
        assertThat(figures.countries())
                .filteredOn(c -> c.definition().equals("seat"))
                .containsExactly(new Figures.CountryCount("seat", "DE", 12), new Figures.CountryCount("seat", "NL", 1));
        assertThat(figures.fewItems())
                .as("who must act on an item is no matter of weights")
                .singleElement()
                .satisfies(few -> assertThat(few.openBeyondNorm()).isEqualTo(1));
    }

    @Test
    void the_interval_of_an_exposure_is_that_of_three_weighted_items_and_not_of_twelve() throws IOException {
        drawn();
        Figures.PartyVolume b = figures(List.of()).volume().providers().getFirst();
        Figures.Estimate rate = Objects.requireNonNull(b.perTenThousandAddresses());
        Interval expected = Exposure.of(3, 10_000).interval();
        assertThat(rate.value()).isCloseTo(12, within(1e-9));
        assertThat(rate.low()).isCloseTo(4 * expected.low(), within(1e-9));
        assertThat(rate.high()).isCloseTo(4 * expected.high(), within(1e-9));
    }

    @Test
    void classes_count_items_and_weigh_shares() throws IOException {
        drawn();
        List<Figures.ClassFigure> classes =
                figures(List.of()).speed().getFirst().classes();
        Figures.ClassFigure within = classes.getFirst();
        assertThat(within.code()).isEqualTo("within_24");
        assertThat(within.sure()).isEqualTo(3);
        assertThat(within.low()).isCloseTo(9.0 / 13, within(1e-12));
        Figures.ClassFigure beyond = classes.get(2);
        assertThat(beyond.sure()).isEqualTo(1);
        assertThat(beyond.low()).isCloseTo(4.0 / 13, within(1e-12));
        assertThat(ReportDocument.of(figures(List.of()), "", Locale.of("en")).toString())
                .as("the class says of which end it is, beside a headline that counts moves too")
                .contains("removed within 24 h", "removed after 24 to 48 h", "still there after 48 h");
    }

    @Test
    void a_column_of_inclusion_that_nobody_filled_leaves_everything_drawn_and_says_so() throws IOException {
        for (int i = 0; i < 3; i++) {
            notice("i" + i, "" + i, "2025-01-01T12:00:00Z", A, "", "");
            gone("i" + i, "" + i, "2025-01-02");
        }
        Figures figures = figures(List.of());
        assertThat(population().items()).extracting(Item::weight).containsOnly(1.0);
        assertThat(figures.headline().offNetworkWithinNorm().n()).isEqualTo(3);
        assertThat(figures.quality().cautions()).contains("inclusion_never_stated");
    }

    @Test
    void a_column_of_inclusion_that_some_rows_fill_leaves_the_others_undrawn() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "", "");
        gone("i1", "1", "2025-01-02");
        notice("i2", "2", "2025-01-01T12:00:00Z", A, "", "0.5");
        gone("i2", "2", "2025-01-02");
        assertThat(population().items()).extracting(Item::weight).containsExactlyInAnyOrder(0.0, 2.0);
        assertThat(population().cautions()).doesNotContain("inclusion_never_stated");
    }

    @Test
    void a_provider_whose_items_were_hardly_drawn_is_under_represented() throws IOException {
        for (int i = 0; i < 6; i++) {
            notice("a" + i, "a" + i, "2025-01-01T12:00:00Z", A, "", "1");
            gone("a" + i, "a" + i, "2025-01-02");
            notice("b" + i, "b" + i, "2025-01-01T12:00:00Z", B, "", i == 0 ? "1" : "");
            gone("b" + i, "b" + i, "2025-01-02");
        }
        minN = 1;
        Figures figures = figures(List.of());
        assertThat(figures.league().rows())
                .extracting(Figures.LeagueRow::party, Figures.LeagueRow::underRepresented)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", false),
                        org.assertj.core.groups.Tuple.tuple("b", true));
        assertThat(figures.volume().providers())
                .filteredOn(p -> p.mark().equals("under_represented"))
                .extracting(Figures.PartyVolume::party)
                .containsExactly("b");
    }

    @Test
    void a_provider_whose_items_the_police_hold_is_under_represented_until_they_are_released() throws IOException {
        for (int i = 0; i < 6; i++) {
            notice("a" + i, "a" + i, "2025-01-01T12:00:00Z", A, "", "1");
            gone("a" + i, "a" + i, "2025-01-02");
            held("b" + i, "b" + i, "2025-01-01T12:00:00Z", B);
        }
        notice("c", "c", "2025-01-01T12:00:00Z", B, "", "1");
        gone("c", "c", "2025-01-02");
        assertThat(figures(List.of()).volume().providers())
                .filteredOn(p -> p.mark().equals("under_represented"))
                .extracting(Figures.PartyVolume::party)
                .containsExactly("b");
        for (int i = 0; i < 6; i++) {
            notice("r" + i, "b" + i, "2025-01-01T12:00:00Z", B, "", "1");
            gone("r" + i, "b" + i, "2025-01-02");
        }
        assertThat(figures(List.of()).volume().providers())
                .extracting(Figures.PartyVolume::mark)
                .containsOnly("");
    }

    /** Two months; the content that goes together stands in the first one only, or in both. */
    private Figures.Comparison comparison(boolean crossing) throws IOException {
        cluster = new ClusterBy.ByColumn("content_hash");
        compare = new FigureSettings.Compared("2025-01", "2025-02");
        for (int i = 0; i < 12; i++) {
            String month = i < 6 ? "2025-01" : "2025-02";
            String together = crossing ? "h" + i % 6 : "h" + i / 2;
            notice("i" + i, "" + i, month + "-01T00:00:00Z", A, together, "1");
            there("i" + i, "" + i, month + "-0" + (1 + i % 3) + "T11:00:00Z");
            gone("i" + i, "" + i, month + "-0" + (1 + i % 3));
        }
        return Objects.requireNonNull(figures(List.of()).comparison());
    }

    @Test
    void groups_that_share_clusters_get_no_p_value_and_no_label_of_a_test() throws IOException {
        Figures.Comparison comparison = comparison(true);
        assertThat(comparison.pValue()).isNull();
        assertThat(comparison.test()).isEqualTo("clusters-cross");
        assertThat(ReportDocument.of(figures(List.of()), "", Locale.of("en")).toString())
                .contains("No test: items that go together stand in both groups.")
                .doesNotContain("p = ", "rank test");
    }

    @Test
    void groups_of_whole_clusters_are_tested_by_permutation_of_clusters() throws IOException {
        Figures.Comparison comparison = comparison(false);
        assertThat(comparison.test()).isEqualTo("log-rank");
        assertThat(comparison.pValue()).isBetween(0.0, 1.0);
    }
}
