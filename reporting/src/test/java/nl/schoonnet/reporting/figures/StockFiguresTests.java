// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.report.ReportDocument;
import org.junit.jupiter.api.Test;

/** What is still online, also where it was notified before the period, came back unasked or hides from our looks. */
class StockFiguresTests extends SmallCases {
    private static final String FEBRUARY = "2025-02-01T00:00:00Z";

    /** Of January: one still there in February, one gone; of February: one gone within hours. */
    private void january() {
        from = Instant.parse(FEBRUARY);
        notice("i1", "1", "2025-01-01T12:00:00Z", B, "h1", "1");
        there("i1", "1", "2025-01-31T12:00:00Z");
        there("i1", "1", "2025-02-10T12:00:00Z");
        notice("i2", "2", "2025-01-02T12:00:00Z", A, "h2", "1");
        there("i2", "2", "2025-01-03T12:00:00Z");
        gone("i2", "2", "2025-01-05");
        notice("i3", "3", "2025-02-02T06:00:00Z", A, "h2", "1");
        gone("i3", "3", "2025-02-02");
    }

    @Test
    void what_was_notified_before_the_period_and_is_still_there_is_in_the_stock_and_nowhere_else() throws IOException {
        january();
        Figures figures = figures(List.of());
        assertThat(figures.items()).isEqualTo(1);
        assertThat(figures.volume().providers())
                .singleElement()
                .satisfies(p -> assertThat(p.party()).isEqualTo("a"));
        assertThat(figures.headline().offNetworkWithinNorm().n()).isEqualTo(1);
        assertThat(figures.headline().open()).isEqualTo(1);
        assertThat(figures.headline().openBeyondNorm()).isEqualTo(1);
        assertThat(figures.headline().carriedIn()).isEqualTo(1);
        assertThat(figures.league().unranked())
                .as("a provider without items of the period is not one that is too small")
                .isEqualTo(1);
        assertThat(figures.fewItems()).singleElement().satisfies(few -> {
            assertThat(few.party()).isEqualTo("b");
            assertThat(few.items()).isZero();
            assertThat(few.openBeyondNorm()).isEqualTo(1);
        });
    }

    @Test
    void the_stock_begins_with_the_period_and_so_do_the_hours_beyond_the_norm() throws IOException {
        january();
        Figures figures = figures(List.of());
        Figures.Stock stock = figures.stock();
        assertThat(stock.at().getFirst()).isEqualTo(FEBRUARY);
        assertThat(stock.open().getFirst()).isEqualTo(1);
        assertThat(stock.beyond168().getFirst()).isEqualTo(1);
        assertThat(figures.headline().itemHoursBeyondNorm().low())
                .as("from 1 to 10 February, 12:00")
                .isCloseTo(9.5 * 24, within(1e-9));
    }

    @Test
    void what_was_found_gone_by_the_first_moment_of_the_period_is_not_carried_into_it() throws IOException {
        january();
        notice("i4", "4", "2025-01-20T12:00:00Z", A, "", "1");
        look("i4", "4", FEBRUARY, "ABSENT", "GONE_404");
        look("i4", "4", "2025-02-01T01:00:00Z", "ABSENT", "GONE_404");
        assertThat(figures(List.of()).headline().carriedIn()).isEqualTo(1);
    }

    @Test
    void what_was_notified_before_the_period_is_history() throws IOException {
        january();
        Population population = population();
        assertThat(population.items()).singleElement().satisfies(item -> {
            assertThat(item.relapse()).isTrue();
            assertThat(item.knownHash()).isTrue();
            assertThat(item.daysToReturn()).isCloseTo(27.75, within(1e-9));
        });
        assertThat(population.funnel().count("outside_period")).isEqualTo(2);
        assertThat(population.stays()).hasSize(1);
    }

    @Test
    void the_report_says_how_many_were_carried_in() throws IOException {
        january();
        Figures figures = figures(List.of());
        for (Locale locale : List.of(Locale.of("nl"), Locale.of("en"))) {
            Document document = ReportDocument.of(figures, "", locale);
            assertThat(document.toString())
                    .contains(locale.getLanguage().equals("nl") ? "staan 1 items" : "stand 1 items");
        }
    }

    @Test
    void without_a_start_of_the_period_nothing_is_carried_in() throws IOException {
        january();
        from = null;
        Figures figures = figures(List.of());
        assertThat(figures.items()).isEqualTo(3);
        assertThat(figures.headline().carriedIn()).isZero();
        assertThat(figures.stock().at().getFirst()).isEqualTo("2025-01-01T12:00:00Z");
    }

    @Test
    void what_came_back_without_a_notice_is_in_the_stock_from_its_first_sighting_and_under_no_norm()
            throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "", "1");
        gone("i1", "1", "2025-01-02");
        there("i1", "1", "2025-01-15T12:00:00Z");
        there("i1", "1", "2025-01-20T12:00:00Z");
        Figures figures = figures(List.of());
        assertThat(figures.items()).isEqualTo(1);
        assertThat(figures.relapse().episodes()).isEqualTo(1);
        assertThat(figures.headline().open()).isEqualTo(1);
        assertThat(figures.headline().openBeyondNorm()).isZero();
        assertThat(figures.fewItems()).isEmpty();
        assertThat(figures.headline().itemHoursBeyondNorm().low()).isZero();
        Figures.Stock stock = figures.stock();
        assertThat(stock.open().get(stock.at().indexOf("2025-01-14T12:00:00Z"))).isZero();
        assertThat(stock.open().get(stock.at().indexOf("2025-01-15T12:00:00Z"))).isEqualTo(1);
        assertThat(stock.beyond24().get(stock.at().indexOf("2025-01-17T12:00:00Z")))
                .isEqualTo(1);
    }

    @Test
    void what_was_not_seen_in_the_last_week_is_told_apart_from_what_is_online() throws IOException {
        notice("i1", "1", "2025-01-01T12:00:00Z", A, "", "1");
        there("i1", "1", "2025-01-03T12:00:00Z");
        look("i1", "1", "2025-01-20T12:00:00Z", "RESTRICTED", "BLOCKED_US");
        notice("i2", "2", "2025-01-01T12:00:00Z", A, "", "1");
        there("i2", "2", "2025-01-13T12:00:00Z");
        minN = 2;
        Figures figures = figures(List.of());
        assertThat(figures.headline().open())
                .as("seen exactly 7 days before the end")
                .isEqualTo(1);
        assertThat(figures.headline().openBeyondNorm()).isEqualTo(1);
        assertThat(figures.headline().notSeenSince()).isEqualTo(1);
        assertThat(figures.league().rows()).singleElement().satisfies(row -> {
            assertThat(row.open()).isEqualTo(1);
            assertThat(row.notSeenSince()).isEqualTo(1);
        });
        assertThat(ReportDocument.headline(figures, Locale.of("en")).getLast())
                .contains("1 more were not seen to go, nor seen in the last 7 days");
    }
}
