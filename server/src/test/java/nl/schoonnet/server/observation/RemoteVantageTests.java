// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.LeasesAwayException;
import nl.schoonnet.observing.work.LeasesRefusedException;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.observing.work.Task;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A vantage point on another machine, against a real server. */
class RemoteVantageTests {
    private static final String THERE = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\n";
    private static final String GONE = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: observe
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
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
                "observation_stop")) {
            jdbc().sql("TRUNCATE " + table).update();
        }
    }

    private static JdbcClient jdbc() {
        return server.part(JdbcClient.class);
    }

    private static String key(String holder, Role... roles) {
        return server.part(AccessKeys.class)
                .issue(holder, EnumSet.copyOf(Set.of(roles)), CLOCK.instant().plus(Duration.ofDays(1)), "test");
    }

    private static RemoteLeases leases(String vantage, String key) {
        return new RemoteLeases(URI.create(server.url("/")), vantage, key, CLOCK);
    }

    /** Notices of so long ago that a look is due at once or soon; then all are made due. */
    private static void notify(List<String> urls) {
        StringBuilder csv = new StringBuilder("notice_id,url,sent_at\n");
        for (String url : urls) {
            csv.append(url.hashCode())
                    .append(',')
                    .append(url)
                    .append(',')
                    .append(CLOCK.instant().minus(Duration.ofHours(1)))
                    .append('\n');
        }
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "k");
    }

    private static void make_due(String vantage) {
        server.part(Plans.class).follow(vantage);
        jdbc().sql("UPDATE look_plan SET due_at = origin").update();
    }

    private static long count(String of) {
        return jdbc().sql("SELECT count(*) FROM " + of)
                .query((row, n) -> row.getLong(1))
                .single();
    }

    private static Done looked(Task task, Instant at) {
        return new Done(
                task.item(),
                task.token(),
                new Outcome.Looked(new Seen(
                        at,
                        Optional.of(Reason.SAME),
                        Optional.empty(),
                        2,
                        Optional.of("192.0.2.1"),
                        OptionalInt.of(200),
                        Duration.ofMillis(12))));
    }

    @Test
    void a_remote_worker_makes_the_looks_that_are_due_and_they_are_kept() throws Exception {
        try (SmallInternet internet = new SmallInternet();
                RemoteLeases leases = leases("away-1", key("away-1", Role.OBSERVER))) {
            Site site = internet.site("site.example", "127.77.0.1", RemoteVantageTests::answer);
            List<String> urls = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                urls.add(internet.url("site.example", "/picture" + n));
            }
            notify(urls);
            make_due("away-1");
            Worker worker = new Worker(
                    leases,
                    internet.looker(),
                    internet.stopSwitch(),
                    new Eyesight(List.of(), internet.looker(), CLOCK),
                    CLOCK,
                    time -> Thread.sleep(Math.min(20, time.toMillis())),
                    16,
                    event -> {});
            try (worker) {
                Thread thread = Thread.ofPlatform().start(() -> run(worker));
                wait_until(() -> count("observation") == 60);
                worker.stop();
                assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(site.connections()).isGreaterThanOrEqualTo(60);
            assertThat(count("observation WHERE vantage = 'away-1' AND reason = 'SAME' AND address = '127.77.0.1'"))
                    .isEqualTo(60);
            assertThat(count("look_plan WHERE lease_token IS NOT NULL"))
                    .as("nothing is left on lease")
                    .isZero();
        }
    }

    private static void answer(Socket connection, String head) throws IOException {
        Site.write(connection, head.contains("/picture") ? THERE : GONE);
    }

    private static void run(Worker worker) {
        try {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void wait_until(java.util.function.BooleanSupplier done) throws InterruptedException {
        for (int n = 0; n < 400 && !done.getAsBoolean(); n++) {
            Thread.sleep(50);
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    @Test
    void each_batch_of_addresses_that_leaves_is_one_line_in_the_audit_log() {
        notify(List.of("https://one.example/", "https://two.example/"));
        make_due("away-1");
        long before = count("audit_entry WHERE action = 'address.lease'");
        try (RemoteLeases leases = leases("away-1", key("away-1", Role.OBSERVER))) {
            assertThat(leases.lease(10).tasks())
                    .extracting(Task::url)
                    .containsExactlyInAnyOrder("https://one.example/", "https://two.example/");
            assertThat(leases.lease(10).tasks()).isEmpty();
        }
        assertThat(count("audit_entry WHERE action = 'address.lease'")).isEqualTo(before + 1);
        assertThat(jdbc().sql("SELECT subject, reason FROM audit_entry WHERE action = 'address.lease' ORDER BY number")
                        .query((row, n) -> row.getString(1) + "; " + row.getString(2))
                        .list()
                        .getLast())
                .matches("2 items, vantage point away-1; items \\d+ \\d+");
    }

    @Test
    void a_key_opens_nothing_for_another_vantage_point_and_needs_the_role() {
        notify(List.of("https://one.example/"));
        make_due("away-1");
        make_due("away-2");
        for (RemoteLeases wrong : List.of(
                leases("away-1", key("away-2", Role.OBSERVER)),
                leases("away-1", key("away-1", Role.ANALYST, Role.ADMIN)),
                leases("away-1", "sn_nobody_knows"))) {
            try (wrong) {
                assertThatExceptionOfType(LeasesRefusedException.class).isThrownBy(() -> wrong.lease(1));
            }
        }
        try (RemoteLeases one = leases("away-1", key("away-1", Role.OBSERVER));
                RemoteLeases two = leases("away-2", key("away-2", Role.OBSERVER))) {
            Task task = one.lease(1).tasks().getFirst();
            assertThat(two.report(List.of(looked(task, CLOCK.instant()))))
                    .as("a token of one is none for the other")
                    .containsExactly(Receipt.STALE);
        }
    }

    @Test
    void a_report_told_twice_is_kept_once_and_a_lost_lease_is_told_per_look() {
        notify(List.of("https://one.example/", "https://two.example/"));
        make_due("away-1");
        try (RemoteLeases leases = leases("away-1", key("away-1", Role.OBSERVER))) {
            List<Task> tasks = leases.lease(2).tasks();
            Done first = looked(tasks.getFirst(), CLOCK.instant());
            Done lost = new Done(
                    tasks.getLast().item(),
                    "another",
                    looked(tasks.getLast(), CLOCK.instant()).outcome());
            assertThat(leases.report(List.of(first, lost))).containsExactly(Receipt.KEPT, Receipt.STALE);
            assertThat(leases.report(List.of(first, lost))).containsExactly(Receipt.KNOWN, Receipt.STALE);
            assertThat(count("observation")).isEqualTo(1);
            assertThat(leases.report(List.of(new Done(
                            tasks.getLast().item(),
                            tasks.getLast().token(),
                            new Outcome.PutOff(CLOCK.instant().minusSeconds(1))))))
                    .containsExactly(Receipt.KEPT);
            assertThat(leases.lease(5).tasks()).hasSize(1);
        }
    }

    @Test
    void the_switch_of_the_operator_stops_leases_and_is_audited() throws Exception {
        notify(List.of("https://one.example/"));
        make_due("away-1");
        String admin = key("operator", Role.ADMIN);
        String lines = "audit_entry WHERE action IN ('observation.stop', 'observation.resume')";
        long before = count(lines);
        try (RemoteLeases leases = leases("away-1", key("away-1", Role.OBSERVER))) {
            assertThat(leases.alive(List.of())).isEqualTo(Permission.GRANTED);
            assertThat(post("/api/v1/observation/stop", "{}", admin)).isEqualTo(422);
            assertThat(post("/api/v1/observation/stop", "{\"reason\":\"a host complained by telephone\"}", admin))
                    .isEqualTo(200);
            assertThat(leases.alive(List.of())).isEqualTo(Permission.STOPPED);
            Grant grant = leases.lease(5);
            assertThat(grant.permission()).isEqualTo(Permission.STOPPED);
            assertThat(grant.tasks()).isEmpty();
            assertThat(post("/api/v1/observation/resume", "{\"reason\":\"it was settled with them\"}", admin))
                    .isEqualTo(200);
            assertThat(leases.lease(5).tasks()).hasSize(1);
        }
        assertThat(count(lines)).isEqualTo(before + 2);
        assertThat(post("/api/v1/observation/stop", "{\"reason\":\"not for analysts\"}", key("a", Role.ANALYST)))
                .isEqualTo(403);
    }

    private static int post(String path, String body, String key) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url(path)))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void looks_end_within_seconds_when_they_are_stopped_and_are_made_again_afterwards() throws Exception {
        try (SmallInternet internet = new SmallInternet();
                RemoteLeases leases = leases("away-1", key("away-1", Role.OBSERVER))) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch answer = new CountDownLatch(1);
            internet.site("site.example", "127.77.0.1", (connection, head) -> {
                asked.countDown();
                answer.await(30, TimeUnit.SECONDS);
                answer(connection, head);
            });
            internet.limits(nl.schoonnet.observing.request.Limits.standard());
            notify(List.of(internet.url("site.example", "/picture")));
            make_due("away-1");
            String admin = key("operator", Role.ADMIN);
            Worker worker = new Worker(
                    leases,
                    internet.looker(),
                    internet.stopSwitch(),
                    new Eyesight(List.of(), internet.looker(), CLOCK),
                    CLOCK,
                    time -> Thread.sleep(Math.min(20, time.toMillis())),
                    4,
                    event -> {});
            try (worker) {
                Thread thread = Thread.ofPlatform().start(() -> run(worker));
                assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
                post("/api/v1/observation/stop", "{\"reason\":\"a host complained by telephone\"}", admin);
                wait_until(() -> count("look_plan WHERE lease_token IS NOT NULL") == 0);
                assertThat(count("observation")).isZero();
                answer.countDown();
                post("/api/v1/observation/resume", "{\"reason\":\"it was settled with them\"}", admin);
                wait_until(() -> count("observation WHERE reason = 'SAME'") == 1);
                worker.stop();
                thread.join(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void looks_are_kept_in_memory_while_the_server_is_away_and_reported_once() throws Exception {
        try (SmallInternet internet = new SmallInternet();
                RemoteLeases real = leases("away-1", key("away-1", Role.OBSERVER))) {
            internet.site("site.example", "127.77.0.1", RemoteVantageTests::answer);
            notify(List.of(internet.url("site.example", "/picture-a"), internet.url("site.example", "/picture-b")));
            make_due("away-1");
            AtomicInteger faults = new AtomicInteger(4);
            // The second fault comes after the server kept it, and its answer is lost.
            Leases faulty = new Leases() {
                @Override
                public Grant lease(int most) {
                    return real.lease(most);
                }

                @Override
                public List<Receipt> report(List<Done> done) {
                    int fault = faults.getAndDecrement();
                    if (fault == 3) {
                        real.report(done);
                    }
                    if (fault > 0) {
                        throw new LeasesAwayException("A fault that the test makes.");
                    }
                    return real.report(done);
                }

                @Override
                public Permission alive(List<BlindSpan> blind) {
                    return real.alive(blind);
                }
            };
            Worker worker = new Worker(
                    faulty,
                    internet.looker(),
                    internet.stopSwitch(),
                    new Eyesight(List.of(), internet.looker(), CLOCK),
                    CLOCK,
                    time -> Thread.sleep(Math.min(20, time.toMillis())),
                    4,
                    event -> {});
            try (worker) {
                Thread thread = Thread.ofPlatform().start(() -> run(worker));
                wait_until(() -> faults.get() < 0);
                worker.stop();
                assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(count("observation")).isEqualTo(2);
            assertThat(count("look_plan WHERE lease_token IS NOT NULL")).isZero();
        }
    }

    @Test
    void a_vantage_point_that_leaves_has_no_schedule_any_more_and_joins_again_by_asking() throws Exception {
        notify(List.of("https://one.example/"));
        try (RemoteLeases leases = leases("leaves-1", key("leaves-1", Role.OBSERVER))) {
            leases.lease(1);
            // Items are planned beside the answer to the first wish.
            for (int i = 0; i < 200 && count("look_plan WHERE vantage = 'leaves-1'") == 0; i++) {
                Thread.sleep(25);
            }
            assertThat(server.part(ObservationState.class).vantages())
                    .extracting(ObservationState.Vantage::name, ObservationState.Vantage::followed)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("leaves-1", 1L));
            long before = count("audit_entry WHERE action = 'vantage.leave'");
            leases.leave();
            assertThat(count("audit_entry WHERE action = 'vantage.leave'")).isEqualTo(before + 1);
            assertThat(server.part(ObservationState.class).vantages()).isEmpty();
            assertThat(leases.alive(List.of())).isEqualTo(Permission.GRANTED);
            assertThat(server.part(ObservationState.class).vantages())
                    .extracting(ObservationState.Vantage::name)
                    .containsExactly("leaves-1");
        }
    }

    @Test
    void without_tls_only_a_server_on_this_machine_is_spoken_to() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteLeases(URI.create("http://schoonnet.example"), "v", "k", CLOCK))
                .withMessageStartingWith("Without TLS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteLeases(URI.create("http://127.0.0.1.example"), "v", "k", CLOCK));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteLeases(URI.create("ftp://127.0.0.1"), "v", "k", CLOCK));
        new RemoteLeases(URI.create("https://schoonnet.example"), "v", "k", CLOCK).close();
    }

    @Test
    void a_vantage_point_whose_clock_is_wrong_is_told_to_wait() {
        try (RemoteLeases wrong = new RemoteLeases(
                URI.create(server.url("/")),
                "leaves-1",
                key("leaves-1", Role.OBSERVER),
                () -> CLOCK.instant().plus(Duration.ofHours(2)))) {
            assertThatExceptionOfType(LeasesAwayException.class).isThrownBy(() -> wrong.alive(List.of()));
            assertThatExceptionOfType(LeasesAwayException.class).isThrownBy(() -> wrong.lease(1));
        }
    }
}
