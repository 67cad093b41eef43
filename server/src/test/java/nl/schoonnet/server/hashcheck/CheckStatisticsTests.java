// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import static nl.schoonnet.server.hashcheck.TestService.hash;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.schoonnet.reporting.checks.CheckFigures;
import nl.schoonnet.reporting.checks.CheckFigures.Count;
import nl.schoonnet.server.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts by week and metrics, as who may read them gets them. */
class CheckStatisticsTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static TestService client;

    private static String curator = "";
    private static String monitor = "";

    @BeforeAll
    static void start() throws Exception {
        client = TestService.in(data);
        curator = client.key("Curator", Role.CURATOR);
        monitor = client.key("Watcher", Role.MONITOR);
        client.source("one", false);
        client.source("two", false);
        client.taken("one", hash("listed", 16) + "\n" + hash("other", 16));
        client.taken("two", hash("listed", 16));
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private static LocalDate today() {
        return client.part(CheckStatistics.class).today();
    }

    @Test
    void figures_hold_the_hotline_s_share_and_how_long_requests_took() throws Exception {
        String tool = client.key("Hotline tool", Role.CHECKER);
        client.post(
                "/api/v1/hashes/organisations",
                curator,
                "{\"organisation\":\"Hotline tool\",\"mode\":\"upload\",\"obliged\":false,\"hotline\":true,\"from\":\""
                        + today().minusYears(1) + "\"}");
        for (int i = 0; i < 3; i++) {
            client.result("md5", hash("listed", 16), tool);
        }
        client.result("md5", hash("never", 16), tool);
        client.part(CheckCounts.class).write();
        CheckFigures figures = client.part(CheckStatistics.class).figures(today().minusWeeks(2), today());
        assertThat(figures.weeks()).hasSize(3);
        Count hotline = figures.hotline();
        assertThat(List.of(hotline.checks(), hotline.hits(), hotline.matched(), hotline.unchecked()))
                .containsExactly(4L, 6L, 3L, 0L);
        assertThat(hotline.requests()).isEqualTo(4);
        assertThat(hotline.within99Millis()).isPositive();
        String json = client.get(
                        "/api/v1/hashes/statistics/figures?from=" + today().minusWeeks(2) + "&to=" + today(), curator)
                .body();
        assertThat(json).contains("\"organisation\":\"Hotline tool\"", "\"latencies\":[", "\"hotline\":true");
        assertThat(client.get("/api/v1/hashes/statistics/figures?from=2026-02-01&to=2026-01-01", curator)
                        .body())
                .contains("not_a_period");
        assertThat(client.get(
                                "/api/v1/hashes/statistics/figures?from=2026-01-01&to=2026-02-01",
                                client.key("Analyst", Role.ANALYST))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get("/api/v1/hashes/statistics/figures?from=2026-01-01&to=2026-02-01", tool)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void durations_are_written_again_without_being_counted_again_and_add_up_over_restarts() throws Exception {
        CheckCounts counts = client.part(CheckCounts.class);
        counts.count("Durable", "MD5", 10, 1, 0, Map.of(), 1_000);
        counts.write();
        counts.write();
        counts.count("Durable", "MD5", 10, 0, 0, Map.of(), 100_000);
        counts.write();
        CheckCounts.Week week = counts.weeks(today(), today(), List.of()).stream()
                .filter(w -> w.organisation().equals("Durable"))
                .findFirst()
                .orElseThrow();
        assertThat(week.latencies().get(6)).isEqualTo(1);
        assertThat(week.latencies().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
        assertThat(week.sumOfMicros()).isEqualTo(101_000);
        client.part(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql(
                        "INSERT INTO hash_count SELECT 'another run', week, organisation, source_id, kind, checks, hits, images,"
                                + " unchecked, micros, latencies FROM hash_count WHERE organisation = 'Durable'")
                .update();
        assertThat(counts.weeks(today(), today(), List.of()).stream()
                        .filter(w -> w.organisation().equals("Durable"))
                        .findFirst()
                        .orElseThrow()
                        .latencies()
                        .get(6))
                .isEqualTo(2);
    }

    private static long counted(String organisation) {
        return client.part(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("SELECT coalesce(sum(checks), 0) FROM hash_count WHERE organisation = ? AND source_id = 0")
                .param(organisation)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    @Test
    void a_request_that_is_sent_again_because_its_answer_was_lost_is_counted_once() throws Exception {
        String host = client.key("Unlucky host", Role.CHECKER);
        byte[] digests = java.util.HexFormat.of().parseHex(hash("listed", 16) + hash("never", 16));
        Map<String, String> named = Map.of("Idempotency-Key", "request-1");
        for (int i = 0; i < 3; i++) {
            assertThat(client.post("/api/v1/checks/md5", host, "application/octet-stream", named, digests)
                            .body())
                    .isEqualTo("\u0001");
        }
        client.part(CheckCounts.class).write();
        assertThat(counted("Unlucky host")).isEqualTo(2);
        byte[] others = java.util.HexFormat.of().parseHex(hash("something else", 16));
        client.post("/api/v1/checks/md5", host, "application/octet-stream", named, others);
        client.post("/api/v1/checks/md5", host, "application/octet-stream", others);
        client.post("/api/v1/checks/md5", host, "application/octet-stream", others);
        client.part(CheckCounts.class).write();
        assertThat(counted("Unlucky host"))
                .as("a name that is used for something else hides nothing, and what has none is counted")
                .isEqualTo(5);
    }

    /** The application's tasks share one thread; whichever of them waits, a kill is to lose a second's counts at most. */
    @Test
    void counts_are_written_while_another_task_of_the_application_waits() throws Exception {
        String host = client.key("Waiting host", Role.CHECKER);
        try (java.sql.Connection other = client.part(javax.sql.DataSource.class).getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE check_stop IN ACCESS EXCLUSIVE MODE");
            java.util.concurrent.TimeUnit.SECONDS.sleep(2);
            long asked = System.nanoTime();
            client.result("md5", hash("never", 16), host);
            while (counted("Waiting host") == 0 && System.nanoTime() - asked < 3_000_000_000L) {
                java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
            }
            other.rollback();
        }
        assertThat(counted("Waiting host")).isEqualTo(1);
    }

    @Test
    void metrics_tell_how_much_how_fast_and_how_fresh_and_name_nobody() throws Exception {
        String host = client.key("Measured host", Role.CHECKER);
        client.result("md5", hash("listed", 16), host);
        client.post(
                "/api/v1/checks/batch", host, "{\"hashes\":[{\"kind\":\"pdq\",\"hash\":\"" + hash("p", 32) + "\"}]}");
        client.part(CheckMetrics.class).read();
        String metrics = client.get("/actuator/prometheus", monitor).body();
        assertThat(metrics)
                .containsPattern("schoonnet_hashcheck_checks_total\\{[^}]*kind=\"md5\",result=\"match\"[^}]*} [1-9]")
                .containsPattern("schoonnet_hashcheck_checks_total\\{[^}]*kind=\"pdq\",result=\"no-match\"[^}]*} 1")
                .containsPattern("schoonnet_hashcheck_checks_total\\{[^}]*kind=\"pdq\",result=\"not-checked\"[^}]*} 0")
                .containsPattern("schoonnet_hashcheck_hits_total\\{[^}]*kind=\"md5\"[^}]*} [2-9]")
                .containsPattern("schoonnet_hashcheck_requests_seconds_bucket\\{[^}]*le=\"0.001\"")
                .containsPattern("schoonnet_hashcheck_listed\\{[^}]*kind=\"md5\"[^}]*} 2.0")
                .containsPattern("schoonnet_hashcheck_import_age_seconds\\{[^}]*} [0-9.]+")
                .containsPattern("schoonnet_hashcheck_stops\\{[^}]*} 0.0")
                .containsPattern("schoonnet_hashcheck_ready\\{[^}]*} 1.0")
                .doesNotContain("Measured", "host\"", hash("listed", 16), host.split("_", -1)[1]);
    }
}
