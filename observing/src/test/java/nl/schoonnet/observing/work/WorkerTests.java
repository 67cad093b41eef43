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
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerTests {
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

        private static void fault(AtomicInteger left) {
            if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new IllegalStateException("a fault that the test makes");
            }
        }

        @Override
        public Grant lease(int most) {
            fault(faultsOfLeasing);
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
            return Permission.GRANTED;
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

    private void run_until(BooleanSupplier reached) throws Exception {
        Worker worker = new Worker(
                server,
                internet.looker(),
                internet.stopSwitch(),
                new Eyesight(List.of(), internet.looker(), internet.clock()),
                internet.clock(),
                time -> Thread.sleep(Math.min(5, time.toMillis())),
                16,
                events::add);
        try (worker) {
            Thread thread = Thread.ofPlatform().start(() -> run(worker));
            for (int tries = 0; tries < 2_000 && !reached.getAsBoolean(); tries++) {
                Thread.sleep(5);
            }
            assertThat(reached.getAsBoolean()).isTrue();
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
    void a_fault_of_leasing_is_told_and_tried_again() throws Exception {
        due(1);
        server.faultsOfLeasing.set(2);
        run_until(() -> server.kept.contains(1L));
        assertThat(events).containsExactly(WorkerEvent.FAULT, WorkerEvent.FAULT);
    }

    @Test
    void a_fault_of_a_sign_of_life_is_told_and_tried_again() throws Exception {
        server.faultsOfSigns.set(2);
        run_until(() -> server.signs.get() >= 2);
        assertThat(events).containsExactly(WorkerEvent.FAULT, WorkerEvent.FAULT);
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
}
