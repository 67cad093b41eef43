// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkerTests {
    private static final String GONE = "HTTP/1.1 404 Not Found\r\n\r\n";
    private static final String THERE = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";

    private final SmallInternet internet = new SmallInternet();
    private final List<WorkerEvent> events = new CopyOnWriteArrayList<>();
    private final Server server = new Server();

    @BeforeEach
    void a_site() {
        internet.site("site.example", "127.77.0.1", Site.saying(THERE));
    }

    @AfterEach
    void stop() {
        internet.close();
    }

    /** Gives each item once, and throws where it is told to. */
    private static final class Server implements Leases {
        private final ConcurrentLinkedQueue<Task> due = new ConcurrentLinkedQueue<>();
        private final Set<Long> kept = ConcurrentHashMap.newKeySet();
        private final Set<Long> unreportable = ConcurrentHashMap.newKeySet();
        private final AtomicInteger faultsOfLeasing = new AtomicInteger();
        private final AtomicInteger faultsOfSigns = new AtomicInteger();
        private final AtomicInteger signs = new AtomicInteger();
        private final AtomicInteger leases = new AtomicInteger();
        private volatile Permission permission = Permission.GRANTED;

        private static void fault(AtomicInteger left) {
            if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("a fault that the test makes");
            }
        }

        @Override
        public Grant lease(int most) {
            fault(faultsOfLeasing);
            leases.incrementAndGet();
            if (permission != Permission.GRANTED) {
                return new Grant(permission, List.of());
            }
            List<Task> tasks = new CopyOnWriteArrayList<>();
            for (Task next = due.poll(); next != null; next = due.poll()) {
                tasks.add(next);
            }
            return new Grant(Permission.GRANTED, tasks);
        }

        @Override
        public List<Receipt> report(List<Done> done) {
            if (done.stream().anyMatch(one -> unreportable.contains(one.item()))) {
                throw new IllegalStateException("a fault that the test makes");
            }
            done.forEach(one -> kept.add(one.item()));
            return Collections.nCopies(done.size(), Receipt.KEPT);
        }

        @Override
        public Permission alive(List<BlindSpan> blind) {
            fault(faultsOfSigns);
            signs.incrementAndGet();
            return permission;
        }
    }

    private void due(long... items) {
        Instant now = internet.clock().instant();
        for (long item : items) {
            server.due.add(new Task(
                    item,
                    "token",
                    internet.url("site.example", "/" + item),
                    now,
                    now.plus(Duration.ofMinutes(3)),
                    Aim.standard()));
        }
    }

    private Worker worker(String... controls) {
        List<String> urls =
                Stream.of(controls).map(name -> internet.url(name, "/control")).toList();
        return new Worker(
                server,
                internet.looker(),
                internet.stopSwitch(),
                new Eyesight(urls, internet.looker(), internet.clock()),
                internet.clock(),
                time -> Thread.sleep(Math.min(5, time.toMillis())),
                16,
                events::add);
    }

    private void run_until(BooleanSupplier reached) throws Exception {
        run_until(worker(), reached);
    }

    private static void run_until(Worker worker, BooleanSupplier reached) throws Exception {
        try (worker) {
            Thread thread = Thread.ofPlatform().start(() -> run(worker));
            boolean done = false;
            for (int tries = 0; tries < 2_000 && !done; tries++) {
                Thread.sleep(5);
                done = reached.getAsBoolean();
            }
            assertThat(done).isTrue();
            worker.stop();
            assertThat(thread.join(Duration.ofSeconds(5)))
                    .as("nothing is owed any more")
                    .isTrue();
        }
    }

    private static void run(Worker worker) {
        try {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_fault_of_leasing_is_told_once_and_tried_again() throws Exception {
        due(1);
        server.faultsOfLeasing.set(2);
        run_until(() -> server.kept.contains(1L));
        assertThat(events).containsExactly(WorkerEvent.FAULT);
    }

    @Test
    void a_fault_of_a_sign_of_life_is_told_once_and_tried_again() throws Exception {
        server.faultsOfSigns.set(2);
        run_until(() -> server.signs.get() >= 2);
        assertThat(events).containsExactly(WorkerEvent.FAULT);
    }

    @Test
    void of_looks_that_cannot_be_reported_together_only_the_one_that_faults_is_put_aside() throws Exception {
        due(1, 2, 3);
        server.unreportable.add(2L);
        run_until(() -> server.kept.size() == 2 && events.contains(WorkerEvent.PUT_ASIDE));
        assertThat(server.kept).containsExactlyInAnyOrder(1L, 3L);
        assertThat(events).containsOnlyOnce(WorkerEvent.PUT_ASIDE);
    }

    @Test
    void reports_go_on_after_one_was_put_aside() throws Exception {
        due(1);
        server.unreportable.add(1L);
        run_until(() -> {
            if (events.contains(WorkerEvent.PUT_ASIDE) && server.due.isEmpty() && !server.kept.contains(2L)) {
                due(2);
            }
            return server.kept.contains(2L);
        });
    }

    /** A control site that says nothing for as long as the test lasts. */
    private Site silent() {
        internet.limits(Limits.standard());
        return internet.site("control.example", "127.77.0.2", (connection, head) -> Thread.sleep(60_000));
    }

    @Test
    void an_order_to_stop_does_not_wait_for_control_sites() throws Exception {
        Site control = silent();
        run_until(worker("control.example"), () -> {
            if (control.connections() > 0) {
                server.permission = Permission.STOPPED;
            }
            return internet.stopSwitch().isEngaged();
        });
        assertThat(events).contains(WorkerEvent.STOPPED);
    }

    @Test
    void looks_go_on_while_control_sites_are_looked_at() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        internet.limits(Limits.standard()).site("control.example", "127.77.0.2", (connection, head) -> {
            if (head.contains("/control") && asked.getAndIncrement() > 0) {
                Thread.sleep(60_000);
            }
            Site.write(connection, head.contains("/control") ? THERE : GONE);
        });
        due(1);
        run_until(worker("control.example"), () -> {
            if (server.kept.contains(1L) && asked.get() == 1) {
                internet.clock().pass(Duration.ofMinutes(1));
            }
            if (asked.get() == 2 && server.due.isEmpty()) {
                due(2);
            }
            return server.kept.contains(2L);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED", "NO_BASIS"})
    void no_control_site_is_looked_at_before_looks_may_be_made(Permission permission) throws Exception {
        Site control = internet.site("control.example", "127.77.0.2", Site.saying(THERE));
        server.permission = permission;
        assertThat(worker("control.example").round()).isZero();
        run_until(worker("control.example"), () -> server.signs.get() > 20);
        assertThat(control.connections()).isZero();
    }

    @Test
    void nothing_is_leased_before_the_control_sites_were_seen() throws Exception {
        internet.site("control.example", "127.77.0.2", Site.saying(GONE));
        due(1);
        run_until(worker("control.example"), () -> events.contains(WorkerEvent.BLIND));
        assertThat(server.leases).hasValue(0);
    }

    @Test
    void control_looks_that_were_stopped_say_nothing_and_are_made_again() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        internet.limits(Limits.standard()).site("control.example", "127.77.0.2", (connection, head) -> {
            if (head.contains("/control") && asked.getAndIncrement() == 0) {
                server.permission = Permission.STOPPED;
                Thread.sleep(60_000);
            }
            Site.write(connection, head.contains("/control") ? THERE : GONE);
        });
        due(1);
        run_until(worker("control.example"), () -> {
            if (internet.stopSwitch().isEngaged()) {
                server.permission = Permission.GRANTED;
            }
            return server.kept.contains(1L);
        });
        assertThat(events).doesNotContain(WorkerEvent.BLIND);
    }
}
