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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.work.Aim;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.attribution.Resolutions;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Resealing;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.server.keys.Keys;
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
import org.springframework.transaction.support.TransactionTemplate;

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
        for (String table : List.of(
                "item",
                "item_by_address",
                "notice",
                "notice_by_source",
                "look_plan",
                "observation",
                "vantage",
                "vantage_blind",
                "look_inclusion",
                "expectation",
                "observation_stop")) {
            server.part(JdbcClient.class).sql("TRUNCATE " + table).update();
        }
    }

    private static Plans plans(HandClock clock) {
        return new Plans(
                server.part(JdbcClient.class),
                server.part(TransactionTemplate.class),
                clock,
                server.part(Resolutions.class),
                Duration.ofHours(24),
                1_440);
    }

    private static Leasing leasing(Plans plans, LegalBasis basis, HandClock clock) {
        return leasing(plans, server.part(Aims.class), basis, clock);
    }

    private static Leasing leasing(Plans plans, Aims aims, LegalBasis basis, HandClock clock) {
        JdbcClient jdbc = server.part(JdbcClient.class);
        TransactionTemplate transactions = server.part(TransactionTemplate.class);
        return new Leasing(
                plans,
                new VantagePoints(jdbc, transactions, plans, server.part(AuditLog.class), clock),
                server.part(LookingStop.class),
                server.part(Vault.class),
                aims,
                basis,
                server.part(AuditLog.class),
                transactions,
                clock,
                Runnable::run);
    }

    private static Worker worker(Leases leases, SmallInternet internet, List<String> controls) {
        return new Worker(
                leases,
                internet.looker(),
                internet.stopSwitch(),
                new Eyesight(controls, internet.looker(), internet.clock()),
                internet.clock(),
                time -> internet.clock().pass(time),
                10,
                event -> {});
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
            Leases leases = leasing(plans(clock), ALLOWED, clock).of("here");
            Instant takenDown = notified.plus(Duration.ofHours(9).plusMinutes(20));
            try (Worker observer = worker(leases, internet, List.of())) {
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
    void what_the_first_look_saw_tells_later_looks_whether_the_content_changed() throws Exception {
        try (SmallInternet internet = new SmallInternet()) {
            AtomicReference<String> answer = new AtomicReference<>(THERE);
            internet.site(
                    "site.example",
                    "127.77.0.1",
                    (connection, head) -> Site.write(connection, head.contains("/picture") ? answer.get() : GONE));
            notify(internet.url("site.example", "/picture"), internet.clock().instant());
            Leases leases =
                    leasing(plans(internet.clock()), ALLOWED, internet.clock()).of("here");
            try (Worker observer = worker(leases, internet, List.of())) {
                for (int hour = 0; hour < 8; hour++) {
                    if (hour == 4) {
                        answer.set(THERE.replace("\"a\"", "\"b\"").replace("Length: 5", "Length: 7"));
                    }
                    internet.clock().pass(Duration.ofHours(1));
                    observer.round();
                }
            }
            assertThat(observations())
                    .extracting(Observation::reason)
                    .startsWith(Reason.SAME)
                    .endsWith(Reason.CHANGED);
            assertThat(server.part(JdbcClient.class)
                            .sql("SELECT count(*) FROM expectation")
                            .query((row, n) -> row.getLong(1))
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void the_page_that_the_notice_names_is_sent_as_referer() throws Exception {
        try (SmallInternet internet = new SmallInternet()) {
            internet.site(
                    "site.example",
                    "127.77.0.1",
                    (connection, head) -> Site.write(
                            connection,
                            head.contains("/picture") && head.contains("https://page.example/topic") ? THERE : GONE));
            String csv = "notice_id,url,sent_at,page\n1," + internet.url("site.example", "/picture") + ","
                    + internet.clock().instant() + ",https://page.example/topic\n";
            server.part(NoticeIntake.class)
                    .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
            Leases leases =
                    leasing(plans(internet.clock()), ALLOWED, internet.clock()).of("here");
            try (Worker observer = worker(leases, internet, List.of())) {
                for (int step = 0; step < 12; step++) {
                    observer.round();
                    internet.clock().pass(Duration.ofMinutes(15));
                }
            }
            assertThat(observations()).extracting(Observation::reason).containsOnly(Reason.SAME);
        }
    }

    @Test
    void bodies_are_looked_at_only_where_it_was_asked_for_and_a_basis_is_in_force() {
        HandClock clock = new HandClock();
        notify("https://site.example/", clock.instant());
        long item = server.part(Vault.class).find("https://site.example/").orElseThrow();
        LegalBasis both = new LegalBasis(List.of(
                ALLOWED.lines().getFirst(),
                new LegalBasis.Line(
                        LegalFunction.OBSERVE_BODY,
                        "Article 2",
                        "Made-up authority",
                        LocalDate.parse("2020-01-01"),
                        null)));
        assertThat(level(3, both, clock, item)).isEqualTo(3);
        assertThat(level(3, ALLOWED, clock, item)).isEqualTo(2);
        assertThat(level(2, both, clock, item)).isEqualTo(2);
    }

    private static int level(int asked, LegalBasis basis, HandClock clock, long item) {
        return new Aims(server.part(Vault.class), server.part(Expectations.class), basis, clock, asked)
                .of(List.of(item))
                .values()
                .iterator()
                .next()
                .level()
                .number();
    }

    @Test
    void without_a_legal_basis_no_connection_is_made() throws Exception {
        try (SmallInternet internet = new SmallInternet()) {
            Site site = internet.site("site.example", "127.77.0.1", Site.saying(THERE));
            notify(internet.url("site.example", "/x"), internet.clock().instant());
            Leases leases = leasing(plans(internet.clock()), LegalBasis.NONE, internet.clock())
                    .of("here");
            try (Worker observer = worker(leases, internet, List.of())) {
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

    private static Done looked(Leased lease, Instant at, Reason reason) {
        return new Done(lease.item(), lease.token(), new Outcome.Looked(seen(at, reason)));
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
        List<Leased> first = plans.lease("here", 25);
        List<Leased> second = plans.lease("here", 25);
        Set<Long> items = new HashSet<>();
        first.forEach(lease -> items.add(lease.item()));
        second.forEach(lease -> items.add(lease.item()));
        assertThat(first).hasSize(25);
        assertThat(second).hasSize(15);
        assertThat(items).hasSize(40);
        clock.pass(Plans.LEASE.plusSeconds(1));
        List<Leased> takenOver = plans.lease("here", 100);
        assertThat(takenOver).hasSize(40);
        assertThat(plans.report("here", List.of(looked(first.getFirst(), clock.instant(), Reason.SAME))))
                .as("the dead one comes back too late")
                .containsExactly(Receipt.STALE);
        assertThat(observations()).isEmpty();
        Done done = looked(takenOver.getFirst(), clock.instant(), Reason.SAME);
        assertThat(plans.report("here", List.of(done, done)))
                .as("told twice at once")
                .containsExactly(Receipt.KEPT, Receipt.KNOWN);
        assertThat(plans.report("here", List.of(done))).as("told once more").containsExactly(Receipt.KNOWN);
        assertThat(observations()).hasSize(1);
    }

    @Test
    void a_look_of_which_nothing_can_be_learnt_is_reported_all_the_same() {
        HandClock clock = new HandClock();
        notify("https://site.example/", clock.instant());
        Aims unable = new Aims(server.part(Vault.class), server.part(Expectations.class), ALLOWED, clock, 2) {
            @Override
            void learn(List<Done> done, List<Receipt> receipts) {
                throw new IllegalStateException("can't be kept");
            }
        };
        Plans plans = plans(clock);
        plans.follow("here");
        clock.pass(Duration.ofHours(1));
        Leases leases = leasing(plans, unable, ALLOWED, clock).of("here");
        List<Done> done = leases.lease(1).tasks().stream()
                .map(task ->
                        new Done(task.item(), task.token(), new Outcome.Looked(seen(clock.instant(), Reason.SAME))))
                .toList();
        assertThat(leases.report(done)).containsExactly(Receipt.KEPT);
    }

    @Test
    void an_item_whose_address_does_not_open_waits_for_a_day_and_the_others_are_looked_at() {
        HandClock clock = new HandClock();
        for (String name : List.of("one", "two", "three")) {
            notify("https://" + name + ".example/", clock.instant());
        }
        long damaged = server.part(Vault.class).find("https://two.example/").orElseThrow();
        server.part(JdbcClient.class)
                .sql("UPDATE item SET address = set_byte(address, 9, get_byte(address, 9) # 1) WHERE item_id = ?")
                .param(damaged)
                .update();
        Plans plans = plans(clock);
        plans.follow("here");
        clock.pass(Duration.ofHours(1));
        assertThat(leasing(plans, ALLOWED, clock).of("here").lease(10).tasks())
                .hasSize(2)
                .noneMatch(task -> task.item() == damaged);
        assertThat(server.part(JdbcClient.class)
                        .sql("SELECT due_at FROM look_plan WHERE item_id = ? AND lease_token IS NULL")
                        .param(damaged)
                        .query((row, n) -> row.getTimestamp(1).toInstant())
                        .single())
                .isEqualTo(clock.instant().plus(Duration.ofDays(1)));
    }

    @Test
    void an_item_of_which_what_was_learnt_does_not_open_is_looked_at_as_if_nothing_was() {
        HandClock clock = new HandClock();
        notify("https://site.example/", clock.instant());
        long item = server.part(Vault.class).find("https://site.example/").orElseThrow();
        server.part(Expectations.class)
                .keep(new TreeMap<>(Map.of(
                        item,
                        new Expected(
                                Optional.empty(),
                                OptionalLong.of(5),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))));
        server.part(JdbcClient.class)
                .sql("UPDATE expectation SET sealed = set_byte(sealed, 9, get_byte(sealed, 9) # 1)")
                .update();
        server.part(JdbcClient.class)
                .sql("UPDATE notice SET sealed = set_byte(sealed, 9, get_byte(sealed, 9) # 1)")
                .update();
        assertThat(server.part(Aims.class).of(List.of(item))).containsEntry(item, Aim.standard());
    }

    @Test
    void what_was_learnt_and_does_not_open_does_not_keep_the_rest_from_the_newest_key() {
        Expected learnt = new Expected(
                Optional.empty(),
                OptionalLong.of(5),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Expectations expectations = server.part(Expectations.class);
        expectations.keep(new TreeMap<>(Map.of(1L, learnt, 2L, learnt, 3L, learnt)));
        server.part(JdbcClient.class)
                .sql("UPDATE expectation SET sealed = set_byte(sealed, 9, get_byte(sealed, 9) # 1) WHERE item_id = 1")
                .update();
        server.part(Resealing.class).rotate("k");
        assertThat(expectations.reseal()).isEqualTo(2);
        assertThat(count("expectation WHERE sealed_with <> "
                        + server.part(Keys.class).sealingKey()))
                .isEqualTo(1);
        assertThat(expectations.of(List.of(1L, 2L, 3L))).containsOnlyKeys(2L, 3L);
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
            for (Leased lease : plans.lease("here", 1)) {
                looks++;
                plans.report("here", List.of(looked(lease, clock.instant(), Reason.GONE_410)));
            }
            if (count("look_plan") == 0) {
                break;
            }
        }
        assertThat(looks).isBetween(10, 16);
        assertThat(count("item WHERE closed_at IS NOT NULL")).isEqualTo(1);
        assertThat(plans.follow("here")).isZero();
    }

    private static void notifyAgain(String url, Instant sent) {
        String csv = "notice_id,url,sent_at\nagain" + url.hashCode() + "," + url + "," + sent + "\n";
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
    }

    /** Every ten minutes, each look seeing the same. */
    private static int look(Plans plans, HandClock clock, String vantage, Reason reason, Duration time) {
        int looks = 0;
        for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
            clock.pass(Duration.ofMinutes(10));
            for (Leased lease : plans.lease(vantage, 10)) {
                looks++;
                plans.report(vantage, List.of(looked(lease, clock.instant(), reason)));
            }
        }
        return looks;
    }

    @Test
    void an_item_that_one_vantage_point_has_finished_is_not_begun_anew_there_and_closed_by_the_last() {
        HandClock clock = new HandClock();
        notify("https://site.example/", clock.instant());
        Plans plans = plans(clock);
        plans.follow("one");
        plans.follow("two");
        look(plans, clock, "two", Reason.SAME, Duration.ofHours(3));
        look(plans, clock, "one", Reason.GONE_410, Duration.ofDays(40));
        assertThat(count("item WHERE closed_at IS NOT NULL")).isZero();
        assertThat(plans.follow("one")).as("swept, but planned already").isZero();
        assertThat(look(plans, clock, "one", Reason.GONE_410, Duration.ofDays(10)))
                .isZero();
        look(plans, clock, "two", Reason.GONE_410, Duration.ofDays(50));
        assertThat(count("item WHERE closed_at IS NOT NULL")).isEqualTo(1);
        assertThat(count("look_plan")).isZero();
    }

    @Test
    void an_item_that_the_others_have_finished_is_closed_when_a_vantage_point_leaves() {
        HandClock clock = new HandClock();
        notify("https://site.example/", clock.instant());
        Plans plans = plans(clock);
        plans.follow("one");
        plans.follow("two");
        look(plans, clock, "one", Reason.GONE_410, Duration.ofDays(40));
        notify("https://open.example/", clock.instant());
        plans.follow("one");
        plans.forget("two");
        assertThat(count("item WHERE closed_at IS NOT NULL")).isEqualTo(1);
        assertThat(count("look_plan")).as("the open one, of the one that stays").isEqualTo(1);
    }

    @Test
    void a_new_notice_for_an_item_that_is_still_followed_brings_its_looks_forward() {
        HandClock clock = new HandClock();
        notify("https://old.example/", clock.instant().minus(Duration.ofDays(100)));
        notify("https://gone.example/", clock.instant());
        Plans plans = plans(clock);
        plans.follow("here");
        look(plans, clock, "here", Reason.GONE_410, Duration.ofDays(10));
        assertThat(look(plans, clock, "here", Reason.GONE_410, Duration.ofDays(1)))
                .as("gone: at most one look a day, each")
                .isLessThanOrEqualTo(2);
        notifyAgain("https://gone.example/", clock.instant());
        notifyAgain("https://old.example/", clock.instant().minus(Duration.ofHours(1)));
        clock.pass(Duration.ofMinutes(1));
        assertThat(plans.follow("here")).isZero();
        assertThat(count("look_plan WHERE absent_since IS NULL"))
                .as("what was gone before its new notice counts as open")
                .isEqualTo(2);
        assertThat(look(plans, clock, "here", Reason.SAME, Duration.ofHours(10)))
                .as("each once an hour")
                .isBetween(18, 22);
    }

    private static void take(String csv) {
        assertThat(server.part(NoticeIntake.class)
                        .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k")
                        .rejected())
                .isZero();
    }

    @Test
    void what_the_police_hold_is_not_looked_at_even_if_somebody_tried_to_tell_the_host() {
        HandClock clock = new HandClock();
        take("notice_id,url,status,attempted_at\nh,https://held.example/,police_hold," + clock.instant() + "\n");
        assertThat(plans(clock).follow("here")).isZero();
    }

    @Test
    void looks_end_when_the_last_revision_of_the_only_notice_takes_it_back() {
        HandClock clock = new HandClock();
        String head = "notice_id,url,status,reported_at,delivered_at\n";
        String now = clock.instant() + "," + clock.instant() + "\n";
        take(head + "h,https://held.example/,delivered," + now);
        take(head + "o,https://open.example/,delivered," + now);
        Plans plans = plans(clock);
        assertThat(plans.follow("here")).isEqualTo(2);
        take(head + "h,https://held.example/,police_hold," + clock.instant() + ",\n");
        clock.pass(Duration.ofHours(7));
        plans.follow("here");
        assertThat(count("look_plan")).as("the open one").isEqualTo(1);
    }

    @Test
    void a_clock_far_in_the_future_is_a_typing_error_and_the_sending_counts() {
        HandClock clock = new HandClock();
        take("notice_id,url,sent_at,delivered_at\nt,https://typo.example/," + clock.instant() + "," + clock.instant()
                + "\n");
        // As versions before took it in; now its row is rejected.
        server.part(JdbcClient.class)
                .sql("UPDATE notice SET delivered_at = '2062-01-01'")
                .update();
        assertThat(plans(clock).follow("here")).isEqualTo(1);
        assertThat(count("look_plan WHERE origin < '2060-01-01'")).isEqualTo(1);
    }

    @Test
    void a_newer_clock_of_a_notice_before_the_absence_leaves_the_absence_as_it_is() {
        HandClock clock = new HandClock();
        notify("https://gone.example/", clock.instant());
        Plans plans = plans(clock);
        plans.follow("here");
        look(plans, clock, "here", Reason.SAME, Duration.ofHours(5));
        look(plans, clock, "here", Reason.GONE_410, Duration.ofDays(2));
        notifyAgain("https://gone.example/", clock.instant().minus(Duration.ofHours(52)));
        plans.follow("here");
        assertThat(count("look_plan WHERE absent_since IS NOT NULL AND confirmed"))
                .isEqualTo(1);
    }

    private static long count(String of) {
        return server.part(JdbcClient.class)
                .sql("SELECT count(*) FROM " + of)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static long closed(Unseen unseen) {
        return Objects.requireNonNull(server.part(TransactionTemplate.class).execute(status -> unseen.close()));
    }

    @Test
    void what_no_look_saw_and_no_notice_asked_for_in_a_year_is_closed() {
        HandClock clock = new HandClock();
        // Notices are learnt by the server's own clock.
        clock.pass(Duration.between(clock.instant(), Instant.now()));
        notify("https://seen.example/", clock.instant());
        Plans plans = plans(clock);
        plans.follow("here");
        look(plans, clock, "here", Reason.SAME, Duration.ofHours(5));
        notify("https://silent.example/", clock.instant());
        notify("https://unplanned.example/", clock.instant());
        server.part(JdbcClient.class)
                .sql(
                        "UPDATE notice SET sent_at = sent_at + interval '9 days' WHERE item_id = (SELECT max(item_id) FROM item)")
                .update();
        plans.follow("here");
        Unseen unseen = new Unseen(
                server.part(JdbcClient.class), plans, server.part(AuditLog.class), clock, Duration.ofDays(30));
        for (int day = 0; day < 29; day++) {
            look(plans, clock, "here", Reason.TIMEOUT, Duration.ofHours(24));
            assertThat(closed(unseen)).as("day " + day).isZero();
        }
        server.part(JdbcClient.class).sql("""
                        UPDATE observation o SET reason = 'SAME'
                        WHERE item_id = (SELECT min(item_id) FROM item)
                          AND at = (SELECT max(at) FROM observation WHERE item_id = o.item_id)""").update();
        clock.pass(Duration.ofDays(3));
        assertThat(closed(unseen)).as("the silent one and the unplanned one").isEqualTo(2);
        assertThat(count("look_plan")).isEqualTo(1);
    }

    @Test
    void the_first_look_planned_by_the_database_is_the_one_that_the_schedule_says() {
        HandClock clock = new HandClock();
        Duration[] ages = {
            Duration.ofHours(-3),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofHours(47),
            Duration.ofHours(48),
            Duration.ofDays(6),
            Duration.ofDays(7),
            Duration.ofDays(29),
            Duration.ofDays(30),
            Duration.ofDays(400)
        };
        StringBuilder csv = new StringBuilder("notice_id,url,sent_at\n");
        for (int n = 0; n < 200; n++) {
            Instant sent = clock.instant().minus(ages[n % ages.length]).plusMillis(n * 7919L);
            csv.append(n + ",https://site" + n + ".example/," + sent + "\n");
        }
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "k");
        Plans plans = plans(clock);
        assertThat(plans.follow("here")).isEqualTo(200);
        LookSchedule schedule = new LookSchedule(Duration.ofHours(24));
        List<Instant> planned = new ArrayList<>();
        List<Instant> expected = new ArrayList<>();
        server.part(JdbcClient.class)
                .sql("SELECT item_id, origin, due_at FROM look_plan")
                .query(row -> {
                    Instant origin = row.getTimestamp(2).toInstant();
                    Instant after = origin.isAfter(clock.instant()) ? origin : clock.instant();
                    planned.add(row.getTimestamp(3).toInstant());
                    expected.add(schedule.next(
                                    origin,
                                    after,
                                    LookSchedule.Standing.OPEN,
                                    Optional.empty(),
                                    LookSchedule.phase(row.getLong(1)),
                                    1)
                            .orElseThrow());
                });
        assertThat(planned).hasSize(200).isEqualTo(expected);
    }
}
