// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statistics of the hash check, as pages in Dutch. */
class CheckPagesTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
        server.part(JdbcClient.class).sql("""
                        INSERT INTO hash_count (run_id, week, organisation, source_id, kind, checks, hits, images, unchecked,
                            micros, latencies)
                        VALUES ('r', DATE '2026-02-09', 'Host BV', 0, 'MD5', 1234567, 89, 77, 0, 1000, '{0,5}'),
                               ('r', DATE '2026-02-09', 'Meldpunt', 0, 'PICTURE', 4321, 12, 12, 1, 9000, NULL)""").update();
        server.part(JdbcClient.class).sql("""
                        INSERT INTO connection_fact (fact_id, organisation, customer, domain, valid_from, valid_until, mode,
                            obliged, hotline, retracted, learnt_at, actor, reason)
                        VALUES (1, 'Meldpunt', '', '', DATE '2025-01-01', NULL, 'UPLOAD', false, true, false,
                            TIMESTAMPTZ '2025-01-01 00:00Z', 'k', '')""").update();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Visitor visitor(Role role) throws Exception {
        return Visitor.of(server, server.part(AccessKeys.class).issue(role.name(), Set.of(role), null, "test"));
    }

    @Test
    void a_curator_sees_the_weeks_as_two_plots_and_a_table_and_nothing_else_of_the_desk() throws Exception {
        try (Visitor curator = visitor(Role.CURATOR)) {
            String page =
                    curator.get("/desk/checks?from=2026-02-09&to=2026-02-22").body();
            assertThat(page)
                    .contains("Bevragingen per week", "Hits per week", "<svg")
                    .contains("1.238.888 bevragingen, waarvan 4.321 door het eigen hulpmiddel van het meldpunt")
                    .contains("2026-W07", "2026-W08")
                    .doesNotContain("2026-W09")
                    .doesNotContain("Host BV");
            assertThat(page.split("<svg", -1)).hasSize(5);
            assertThat(page).contains("href=\"/desk/checks\"").doesNotContain("href=\"/desk/items\"");
            assertThat(curator.get("/desk").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void the_whole_report_and_its_tables_are_there_to_be_kept() throws Exception {
        try (Visitor analyst = visitor(Role.ANALYST)) {
            String days = "?from=2026-02-09&to=2026-02-22&language=en";
            HttpResponse<String> report = analyst.get("/desk/checks/report.html" + days);
            assertThat(report.body()).contains("Host BV", "Checks by week");
            assertThat(report.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'");
            assertThat(report.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(analyst.get("/desk/checks/tables/weeks.csv" + days).body())
                    .contains("2026-W07,2026-02-09,1238888,4321,101,12,89,1,");
            assertThat(analyst.get("/desk/checks/report.pdf" + days).body()).startsWith("%PDF");
            assertThat(analyst.get("/desk/checks/keys/vault.keys" + days).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void days_that_are_none_are_told_and_the_last_half_year_is_shown() throws Exception {
        try (Visitor admin = visitor(Role.ADMIN)) {
            for (String days : new String[] {"from=morgen", "from=2026-03-01&to=2026-02-01", "from=1500-01-01"}) {
                String page = admin.get("/desk/checks?" + days).body();
                assertThat(page)
                        .contains("role=\"alert\"")
                        .contains("onvolledig")
                        .doesNotContain("morgen");
            }
            assertThat(admin.get("/desk/checks/report.html?from=morgen").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void who_only_asks_sees_no_statistics() throws Exception {
        try (Visitor checker = visitor(Role.CHECKER)) {
            assertThat(checker.get("/desk/checks").statusCode()).isEqualTo(403);
            assertThat(checker.get("/desk/checks/report.html").statusCode()).isEqualTo(403);
        }
    }
}
