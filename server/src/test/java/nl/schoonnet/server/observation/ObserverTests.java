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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.takedown.episode.ClockOrigin;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.EpisodeRules;
import nl.schoonnet.takedown.episode.Episodes;
import nl.schoonnet.takedown.episode.History;
import nl.schoonnet.takedown.episode.NoticeClock;
import nl.schoonnet.takedown.episode.Observation;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ObserverTests {
    private static final String THERE =
            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\nETag: \"a\"\r\n\r\n";
    private static final String GONE = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final LegalBasis ALLOWED = new LegalBasis(List.of(new LegalBasis.Line(
            LegalFunction.OBSERVE, "Article 1", "Made-up authority", LocalDate.parse("2020-01-01"), null)));

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

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
        for (String table :
                List.of("item", "item_by_address", "notice", "notice_by_source", "look_plan", "observation")) {
            server.part(JdbcClient.class).sql("TRUNCATE " + table).update();
        }
    }

    private static Plans plans(HandClock clock) {
        return new Plans(server.part(JdbcClient.class), clock, Duration.ofHours(24));
    }

    private static void notify(String url, Instant sent) {
        String csv = "notice_id,url,sent_at\n" + url.hashCode() + "," + url + "," + sent + "\n";
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
    }

    private static List<Observation> observations() {
        return server.part(JdbcClient.class)
                .sql("SELECT at, vantage, reason FROM observation WHERE reason IS NOT NULL ORDER BY at")
                .query((row, n) -> new Observation(
                        row.getTimestamp(1).toInstant(), row.getString(2), Reason.valueOf(row.getString(3))))
                .list();
    }

    @Test
    void a_takedown_is_caught_between_two_hourly_looks_and_confirmed() throws Exception {
        try (SmallInternet internet = new SmallInternet()) {
            HandClock clock = internet.clock();
            AtomicReference<String> answer = new AtomicReference<>(THERE);
            internet.site(
                    "site.example",
                    "127.77.0.1",
                    (connection, head) -> Site.write(connection, head.contains("/picture") ? answer.get() : GONE));
            Instant notified = clock.instant();
            notify(internet.url("site.example", "/picture"), notified);
            Plans plans = plans(clock);
            Instant takenDown = notified.plus(Duration.ofHours(9).plusMinutes(20));
            try (Observer observer =
                    new Observer("here", plans, server.part(Vault.class), internet.looker(), ALLOWED, clock, 10)) {
                while (Duration.between(notified, clock.instant()).compareTo(Duration.ofHours(40)) < 0) {
                    answer.set(clock.instant().isBefore(takenDown) ? THERE : GONE);
                    observer.round();
                    clock.pass(Duration.ofMinutes(5));
                }
            }
            Episode episode = (Episode) Episodes.of(
                            new History(
                                    List.of(new NoticeClock(ClockOrigin.SENT, notified)),
                                    Optional.empty(),
                                    observations()),
                            EpisodeRules.standard(clock.instant()))
                    .getFirst();
            assertThat(episode.end()).isInstanceOfSatisfying(End.Removed.class, removed -> {
                assertThat(removed.left()).isBefore(takenDown);
                assertThat(removed.right()).isAfterOrEqualTo(takenDown);
                assertThat(Duration.between(removed.left(), removed.right()))
                        .isLessThanOrEqualTo(Duration.ofMinutes(65));
                assertThat(removed.reason()).isEqualTo(Reason.GONE_404);
            });
            List<Observation> absences = observations().stream()
                    .filter(o -> o.reason() == Reason.GONE_404)
                    .toList();
            assertThat(Duration.between(absences.get(0).at(), absences.get(1).at()))
                    .isBetween(Duration.ofMinutes(15), Duration.ofMinutes(20));
            assertThat(absences).as("daily once it is gone").hasSizeBetween(3, 4);
        }
    }

    @Test
    void without_a_legal_basis_no_connection_is_made() throws Exception {
        try (SmallInternet internet = new SmallInternet()) {
            Site site = internet.site("site.example", "127.77.0.1", Site.saying(THERE));
            notify(internet.url("site.example", "/x"), internet.clock().instant());
            try (Observer observer = new Observer(
                    "here",
                    plans(internet.clock()),
                    server.part(Vault.class),
                    internet.looker(),
                    LegalBasis.NONE,
                    internet.clock(),
                    10)) {
                internet.clock().pass(Duration.ofHours(5));
                assertThat(observer.round()).isZero();
            }
            assertThat(site.connections()).isZero();
        }
    }

    private static Seen seen(Instant at, Reason reason) {
        return new Seen(
                at,
                Optional.of(reason),
                Optional.empty(),
                2,
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofMillis(20));
    }

    @Test
    void no_two_workers_get_the_same_item_and_a_dead_one_s_items_are_taken_over() {
        HandClock clock = new HandClock();
        for (int n = 0; n < 40; n++) {
            notify("https://site" + n + ".example/", clock.instant());
        }
        Plans plans = plans(clock);
        assertThat(plans.follow("here")).isEqualTo(40);
        assertThat(plans.follow("here")).isZero();
        clock.pass(Duration.ofHours(1));
        List<Lease> first = plans.lease("here", 25);
        List<Lease> second = plans.lease("here", 25);
        Set<Long> items = new HashSet<>();
        first.forEach(lease -> items.add(lease.item()));
        second.forEach(lease -> items.add(lease.item()));
        assertThat(first).hasSize(25);
        assertThat(second).hasSize(15);
        assertThat(items).hasSize(40);
        clock.pass(Plans.LEASE.plusSeconds(1));
        List<Lease> takenOver = plans.lease("here", 100);
        assertThat(takenOver).hasSize(40);
        assertThat(plans.report(first.getFirst(), seen(clock.instant(), Reason.SAME)))
                .as("the dead one comes back too late")
                .isFalse();
        assertThat(observations()).isEmpty();
        assertThat(plans.report(takenOver.getFirst(), seen(clock.instant(), Reason.SAME)))
                .isTrue();
        assertThat(plans.report(takenOver.getFirst(), seen(clock.instant(), Reason.SAME)))
                .as("told twice")
                .isFalse();
        assertThat(observations()).hasSize(1);
    }

    @Test
    void an_item_that_stays_gone_is_closed_and_no_longer_planned() {
        HandClock clock = new HandClock();
        notify("https://site.example/", clock.instant());
        Plans plans = plans(clock);
        plans.follow("here");
        int looks = 0;
        while (looks < 200) {
            clock.pass(Duration.ofMinutes(10));
            for (Lease lease : plans.lease("here", 1)) {
                looks++;
                plans.report(lease, seen(clock.instant(), Reason.GONE_410));
            }
            if (server.part(JdbcClient.class)
                            .sql("SELECT count(*) FROM look_plan")
                            .query(Long.class)
                            .single()
                    == 0) {
                break;
            }
        }
        assertThat(looks).isBetween(10, 16);
        assertThat(server.part(JdbcClient.class)
                        .sql("SELECT count(*) FROM item WHERE closed_at IS NOT NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(plans.follow("here")).isZero();
    }
}
