// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.InterventionKind;
import nl.schoonnet.takedown.share.Standing;
import org.junit.jupiter.api.Test;

/** Small cases in which a figure could say more than the looks do. */
class HonestFiguresTests extends SmallCases {
    @Test
    void content_that_went_to_another_provider_is_no_return_there() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "h1", "1");
        gone("i1", "1", "2025-01-02");
        notice("i2", "2", "2025-02-01T12:00:00Z", B, "h1", "1");
        gone("i2", "2", "2025-02-02");
        notice("i3", "3", "2025-03-01T12:00:00Z", A, "h1", "1");
        gone("i3", "3", "2025-03-02");
        assertThat(population().items()).extracting(Item::relapse).containsExactly(false, false, true);
        assertThat(population().items().get(2).daysToReturn()).isCloseTo(58, within(1e-9));
    }

    @Test
    void hosts_that_nobody_knows_are_not_one_provider() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", NOBODY, "h1", "1");
        gone("i1", "1", "2025-01-02");
        notice("i2", "2", "2025-02-01T12:00:00Z", NOBODY, "h1", "1");
        gone("i2", "2", "2025-02-02");
        notice("i3", "3", "2025-02-01T12:00:00Z", A, "", "1");
        gone("i3", "3", "2025-02-02");
        assertThat(population().items()).noneMatch(Item::relapse);
        Figures figures = figures(List.of());
        assertThat(figures.concentration())
                .hasEntrySatisfying("byProvider", c -> assertThat(c.parties()).isEqualTo(1));
        assertThat(figures.volume().providerCount()).isEqualTo(1);
        assertThat(figures.volume().providers())
                .as("what nobody is known to hold still shows its volume")
                .hasSize(2);
        assertThat(figures.volume().constantSources())
                .as("sources that nobody wrote down are not known to be the same")
                .isFalse();
    }

    @Test
    void an_item_that_no_look_saw_since_its_notice_is_not_called_online() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "", "1");
        look("i1", "1", "2025-01-01T13:00:00Z", "RESTRICTED", "BLOCKED_US");
        notice("i2", "2", "2025-01-01T12:00:00Z", A, "", "1");
        there("i2", "2", "2025-01-03T12:00:00Z");
        Figures figures = figures(List.of());
        assertThat(figures.headline().open()).isEqualTo(1);
        assertThat(figures.funnel())
                .contains(
                        new Figures.FunnelStep("still_open", "outcome", 1),
                        new Figures.FunnelStep("not_seen_since", "outcome", 1));
    }

    @Test
    void an_open_item_counts_for_the_short_list_though_it_was_not_drawn() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "", "");
        there("i1", "1", "2025-01-09T12:00:00Z");
        notice("i2", "2", "2025-01-01T12:00:00Z", A, "", "0.25");
        gone("i2", "2", "2025-01-02");
        notice("i3", "3", "2025-01-01T12:00:00Z", B, "", "");
        there("i3", "3", "2025-01-09T12:00:00Z");
        List<Figures.FewItems> few = figures(List.of()).fewItems();
        assertThat(few).extracting(Figures.FewItems::party).containsExactly("a", "b");
        Figures.FewItems a = few.getFirst();
        assertThat(a.items()).isEqualTo(2);
        assertThat(a.gone()).isEqualTo(1);
        assertThat(a.openBeyondNorm()).isEqualTo(1);
        assertThat(a.withinNorm().n()).isEqualTo(1);
        assertThat(a.withinNorm().intervalLow())
                .as("exact for one item, whatever its weight")
                .isCloseTo(0.025, within(1e-6));
    }

    @Test
    void the_density_of_looks_is_that_of_the_items_that_were_drawn() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "", "1");
        there("i1", "1", "2025-01-02T11:00:00Z");
        gone("i1", "1", "2025-01-02");
        notice("i2", "2", "2025-01-01T12:00:00Z", A, "", "");
        gone("i2", "2", "2025-01-02");
        Figures.Looks looks = figures(List.of()).looks();
        assertThat(looks.items()).isEqualTo(1);
        assertThat(looks.ninetiethWidth()).isCloseTo(1, within(1e-9));
    }

    @Test
    void before_and_after_are_as_long_where_the_data_end_early() throws IOException {
        for (int day = 1; day <= 28; day++) {
            String at = "2025-01-%02d".formatted(day);
            notice("i" + day, "" + day, at + "T00:00:00Z", A, "", "1");
            gone("i" + day, "" + day, at);
        }
        List<Intervention> letter =
                List.of(new Intervention("a", Instant.parse("2025-01-22T00:00:00Z"), InterventionKind.LETTER, ""));
        Figures.Around around = figures(letter).interventions().getFirst();
        assertThat(around.itemsBefore()).isBetween(6L, 7L);
        assertThat(around.itemsAfter()).isEqualTo(7);
    }

    @Test
    void a_difference_of_ranges_runs_from_the_least_to_the_most() {
        Standing[] standing = {Standing.WITHIN, Standing.UNDECIDED, Standing.BEYOND, Standing.UNDECIDED};
        double[] weight = {1, 1, 3, 1};
        ChangeFigures.Span first = ChangeFigures.Span.of(standing, weight, 0, 2);
        ChangeFigures.Span second = ChangeFigures.Span.of(standing, weight, 2, 4);
        assertThat(first).isEqualTo(new ChangeFigures.Span(0.5, 1));
        assertThat(second).isEqualTo(new ChangeFigures.Span(0, 0.25));
        assertThat(second.less(first)).isEqualTo(new ChangeFigures.Span(-1, -0.25));
        assertThat(second.less(first).middle()).isEqualTo(-0.625);
    }
}
