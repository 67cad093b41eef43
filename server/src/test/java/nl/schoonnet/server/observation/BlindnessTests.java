// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.observing.work.WorkerEvent;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.attribution.Resolutions;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A vantage point whose own network shows it a page of its own for everything. */
class BlindnessTests {
    private static final String THERE =
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\n";
    private static final String GONE = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final LegalBasis ALLOWED = new LegalBasis(List.of(new LegalBasis.Line(
            LegalFunction.OBSERVE, "Article 1", "Made-up authority", LocalDate.parse("2020-01-01"), null)));

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    private volatile boolean itemsHidden;
    private volatile boolean firstControlHidden;
    private volatile boolean secondControlHidden;
    private final List<WorkerEvent> events = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nothing_yet() {
        for (String table : List.of(
                "item",
                "item_by_address",
                "notice",
                "notice_by_source",
                "look_plan",
                "observation",
                "vantage",
                "vantage_blind")) {
            jdbc().sql("TRUNCATE " + table).update();
        }
    }

    private static JdbcClient jdbc() {
        return server.part(JdbcClient.class);
    }

    private static List<String> looks(String from) {
        return jdbc().sql("SELECT reason FROM " + from + " ORDER BY at")
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static long count(String of) {
        return jdbc().sql("SELECT count(*) FROM " + of)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private Worker worker(SmallInternet internet) {
        HandClock clock = internet.clock();
        internet.site(
                "site.example",
                "127.77.0.1",
                (connection, head) -> Site.write(connection, head.contains("/picture") && !itemsHidden ? THERE : GONE));
        internet.site(
                "one.example",
                "127.77.0.2",
                (connection, head) ->
                        Site.write(connection, head.contains("/here") && !firstControlHidden ? THERE : GONE));
        internet.site(
                "two.example",
                "127.77.0.3",
                (connection, head) ->
                        Site.write(connection, head.contains("/here") && !secondControlHidden ? THERE : GONE));
        String csv =
                "notice_id,url,sent_at\n1," + internet.url("site.example", "/picture") + "," + clock.instant() + "\n";
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
        TransactionTemplate transactions = server.part(TransactionTemplate.class);
        Plans plans =
                new Plans(jdbc(), transactions, clock, server.part(Resolutions.class), Duration.ofHours(24), 1_440);
        Leasing leasing = new Leasing(
                plans,
                new VantagePoints(jdbc(), transactions, plans, server.part(AuditLog.class), clock),
                server.part(LookingStop.class),
                server.part(Vault.class),
                server.part(Aims.class),
                ALLOWED,
                server.part(AuditLog.class),
                transactions,
                clock,
                Runnable::run);
        List<String> controls = List.of(internet.url("one.example", "/here"), internet.url("two.example", "/here"));
        return new Worker(
                leasing.of("here"),
                internet.looker(),
                internet.stopSwitch(),
                new Eyesight(controls, internet.looker(), clock),
                clock,
                clock::pass,
                10,
                events::add);
    }

    private static void rounds(Worker worker, SmallInternet internet, Duration time) throws InterruptedException {
        Instant end = internet.clock().instant().plus(time);
        while (internet.clock().instant().isBefore(end)) {
            worker.round();
            internet.clock().pass(Duration.ofMinutes(5));
        }
    }

    @Test
    void what_a_blind_vantage_point_reported_is_kept_and_not_believed() throws Exception {
        try (SmallInternet internet = new SmallInternet();
                Worker worker = worker(internet)) {
            rounds(worker, internet, Duration.ofHours(3));
            int seen = looks("observation").size();
            assertThat(seen).isBetween(2, 4);
            assertThat(looks("observation_believed")).containsOnly("SAME");

            // The items vanish first; the controls are looked at again only minutes later.
            itemsHidden = true;
            while (looks("observation").size() == seen) {
                rounds(worker, internet, Duration.ofMinutes(5));
            }
            assertThat(looks("observation").getLast()).isEqualTo("GONE_404");
            assertThat(count("look_plan WHERE absent_since IS NOT NULL")).isEqualTo(1);
            firstControlHidden = true;
            secondControlHidden = true;
            rounds(worker, internet, Duration.ofHours(2));

            assertThat(events).containsExactly(WorkerEvent.BLIND);
            assertThat(looks("observation")).as("no look while it is blind").hasSize(seen + 1);
            assertThat(looks("observation").getLast())
                    .as("a fact isn't changed")
                    .isEqualTo("GONE_404");
            assertThat(looks("observation_believed").getLast()).isEqualTo("VANTAGE_DOWN");
            assertThat(count("look_plan WHERE absent_since IS NOT NULL OR confirmed"))
                    .as("what was concluded from it is forgotten")
                    .isZero();
            assertThat(server.part(ObservationState.class).vantages())
                    .singleElement()
                    .matches(ObservationState.Vantage::blind);

            itemsHidden = false;
            firstControlHidden = false;
            secondControlHidden = false;
            rounds(worker, internet, Duration.ofHours(2));
            assertThat(events).containsExactly(WorkerEvent.BLIND, WorkerEvent.SEES_AGAIN);
            assertThat(looks("observation_believed")).hasSizeGreaterThan(seen + 1);
            assertThat(looks("observation_believed").getLast()).isEqualTo("SAME");
            assertThat(looks("observation_believed").stream().filter("VANTAGE_DOWN"::equals))
                    .hasSize(1);
            assertThat(count("vantage_blind WHERE until > since AND ended_at >= learnt_at"))
                    .isEqualTo(1);
        }
    }

    @Test
    void one_of_two_control_sites_that_fails_does_not_make_it_blind() throws Exception {
        try (SmallInternet internet = new SmallInternet();
                Worker worker = worker(internet)) {
            firstControlHidden = true;
            rounds(worker, internet, Duration.ofHours(2));
            assertThat(events).isEmpty();
            assertThat(looks("observation_believed")).isNotEmpty().containsOnly("SAME");
        }
    }

    @Test
    void a_vantage_point_that_never_saw_makes_no_look() throws Exception {
        try (SmallInternet internet = new SmallInternet();
                Worker worker = worker(internet)) {
            firstControlHidden = true;
            secondControlHidden = true;
            rounds(worker, internet, Duration.ofHours(2));
            assertThat(events).containsExactly(WorkerEvent.BLIND);
            assertThat(looks("observation")).isEmpty();
        }
    }
}
