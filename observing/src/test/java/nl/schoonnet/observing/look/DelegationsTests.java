// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.observing.testbench.HandClock;
import org.junit.jupiter.api.Test;

class DelegationsTests {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final HandClock clock = new HandClock();
    private final List<String> asked = new ArrayList<>();

    @Test
    void a_domain_is_asked_for_once_a_day() {
        Delegations delegations = new Delegations(
                (domain, within) -> {
                    asked.add(domain);
                    return List.of("ns2." + domain, "ns1." + domain);
                },
                clock);
        assertThat(delegations.of("a.example", WITHIN)).containsExactly("ns1.a.example", "ns2.a.example");
        clock.pass(Duration.ofHours(23));
        assertThat(delegations.of("a.example", WITHIN)).hasSize(2);
        assertThat(delegations.of("b.example", WITHIN)).hasSize(2);
        assertThat(asked).containsExactly("a.example", "b.example");
        clock.pass(Duration.ofHours(1));
        delegations.of("a.example", WITHIN);
        assertThat(asked).containsExactly("a.example", "b.example", "a.example");
    }

    @Test
    void a_domain_that_is_not_answered_for_is_asked_for_again_after_an_hour_and_waited_for_two_seconds_at_most() {
        List<Duration> waits = new ArrayList<>();
        Delegations delegations = new Delegations(
                (domain, within) -> {
                    waits.add(within);
                    return List.of();
                },
                clock);
        assertThat(delegations.of("a.example", WITHIN)).isEmpty();
        clock.pass(Duration.ofMinutes(59));
        delegations.of("a.example", WITHIN);
        clock.pass(Duration.ofMinutes(1));
        delegations.of("a.example", Duration.ofMillis(10));
        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(10));
    }

    @Test
    void those_that_want_the_same_domain_wait_for_one_question() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Delegations delegations = new Delegations(
                (domain, within) -> {
                    asked.add(domain);
                    begun.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of("ns.example");
                },
                clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<String>> first = threads.submit(() -> delegations.of("a.example", WITHIN));
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(delegations.of("a.example", Duration.ZERO))
                    .as("no time to wait")
                    .isEmpty();
            Future<List<String>> second = threads.submit(() -> delegations.of("a.example", WITHIN));
            answer.countDown();
            assertThat(first.get()).containsExactly("ns.example");
            assertThat(second.get()).containsExactly("ns.example");
            assertThat(asked).hasSize(1);
        }
    }
}
