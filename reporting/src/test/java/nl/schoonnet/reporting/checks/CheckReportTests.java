// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import nl.schoonnet.reporting.checks.CheckFigures.Connection;
import nl.schoonnet.reporting.checks.CheckFigures.Count;
import nl.schoonnet.reporting.checks.CheckFigures.Row;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.DocumentFiles;
import nl.schoonnet.reporting.document.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckReportTests {
    private static final LocalDate MONDAY = LocalDate.of(2026, 2, 9);

    private static CheckFigures figures() {
        return new CheckFigures(
                MONDAY,
                MONDAY.plusWeeks(2),
                MONDAY.plusWeeks(2).plusDays(3),
                List.of(
                        new Row(MONDAY, "=Host", "", "sha256", new Count(12_345, 8, 7, 5, 99_000, List.of(3L, 1L))),
                        new Row(MONDAY, "=Host", "national", "sha256", new Count(0, 8, 8, 0, 0, List.of())),
                        new Row(MONDAY, "Hotline", "", "picture", new Count(100, 2, 2, 0, 4_000, List.of(0L, 4L)))),
                List.of(
                        new Connection("=Host", "", "", "both", false, false, MONDAY, null),
                        new Connection(
                                "=Host", "A & B", "b.example", "upload", true, false, MONDAY, MONDAY.plusDays(9)),
                        new Connection("Hotline", "", "", "upload", false, true, MONDAY, null)));
    }

    private static String text(SortedMap<String, byte[]> files, String path) {
        byte[] file = files.get(path);
        assertThat(file).as(path).isNotNull();
        return new String(file, UTF_8);
    }

    @Test
    void the_tables_for_machines_hold_every_week_and_whether_it_is_complete() {
        SortedMap<String, byte[]> files = DocumentFiles.of(CheckReport.of(figures(), Locale.of("en")));
        assertThat(files.keySet())
                .contains("report.html", "report.pdf", "plots/checks-plot.svg", "plots/hits-plot.svg")
                .contains("tables/weeks.csv", "tables/checks-by-week.csv", "tables/hits-by-week.csv")
                .contains(
                        "tables/organisations.csv", "tables/sources.csv", "tables/kinds.csv", "tables/connections.csv");
        assertThat(text(files, "tables/weeks.csv").lines())
                .containsExactly(
                        "week,monday,checks,checks_hotline,hits,hits_hotline,matched,not_checked,hit_rate,complete",
                        "2026-W07,2026-02-09,12445,100,10,2,9,5,0.0007234726688,yes",
                        "2026-W08,2026-02-16,0,0,0,0,0,0,,yes",
                        "2026-W09,2026-02-23,0,0,0,0,0,0,,no");
        assertThat(text(files, "tables/sources.csv")).contains("national,8,0.8");
        assertThat(text(files, "tables/organisations.csv"))
                .contains("'=Host,yes,no,12345,8,7,5,")
                .contains("Hotline,yes,yes,100,2,2,0,0.02,4,40,0.032");
        assertThat(text(files, "tables/connections.csv"))
                .contains("'=Host,A & B,b.example,upload,yes,no,2026-02-09,2026-02-18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nl", "en"})
    void the_page_says_in_both_languages_what_a_hit_is_and_which_week_isn_t_over(String language) {
        String page = HtmlRenderer.render(CheckReport.of(figures(), Locale.of(language)));
        assertThat(page)
                .contains("<svg", "2026-W09", "A &amp; B")
                .contains(language.equals("nl") ? "12.445" : "12,445")
                .contains(language.equals("nl") ? "hits zijn geen afbeeldingen" : "hits are not images")
                .contains(language.equals("nl") ? "nog niet voorbij" : "isn't over".replace("'", "&#39;"));
    }

    @Test
    void a_period_in_which_nothing_was_asked_and_one_that_hasn_t_begun_are_reports_too() {
        Document silent = CheckReport.of(
                new CheckFigures(MONDAY, MONDAY, MONDAY.plusYears(1), List.of(), List.of()), Locale.of("nl"));
        assertThat(DocumentFiles.of(silent)).containsKey("plots/hits-plot.svg");
        Document future = CheckReport.of(
                new CheckFigures(MONDAY, MONDAY, MONDAY.minusYears(1), List.of(), List.of()), Locale.of("en"));
        assertThat(HtmlRenderer.render(future)).contains("No week of this period has begun.");
    }
}
