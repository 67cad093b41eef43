// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookScheduleTests {
    private static final Instant ORIGIN = Instant.parse("2025-03-01T10:00:00Z");
    private static final LookSchedule DAY = new LookSchedule(Duration.ofHours(24));

    private static int phase(long seed) {
        return new SplittableRandom(seed).nextInt(1 << 20);
    }

    private static List<Duration> ages(LookSchedule schedule, long seed, Duration until) {
        int phase = phase(seed);
        List<Duration> ages = new ArrayList<>();
        Instant at = ORIGIN;
        while (true) {
            at = schedule.next(ORIGIN, at, LookSchedule.Standing.OPEN, Optional.empty(), phase, 1)
                    .orElseThrow();
            Duration age = Duration.between(ORIGIN, at);
            if (age.compareTo(until) > 0) {
                return ages;
            }
            ages.add(age);
        }
    }

    @Test
    void an_open_item_is_looked_at_hourly_then_six_hourly_then_daily_then_weekly() {
        for (long seed = 0; seed < 200; seed++) {
            List<Duration> ages = ages(DAY, seed, Duration.ofDays(90));
            assertThat(ages.getFirst()).isLessThanOrEqualTo(Duration.ofHours(1));
            for (int i = 1; i < ages.size(); i++) {
                Duration gap = ages.get(i).minus(ages.get(i - 1));
                Duration age = ages.get(i - 1);
                Duration most = age.compareTo(Duration.ofHours(48)) < 0
                        ? Duration.ofHours(1)
                        : age.compareTo(Duration.ofDays(7)) < 0
                                ? Duration.ofHours(6)
                                : age.compareTo(Duration.ofDays(30)) < 0 ? Duration.ofDays(1) : Duration.ofDays(7);
                assertThat(gap).isPositive().isLessThanOrEqualTo(most);
            }
            assertThat(ages).hasSizeBetween(95, 106);
        }
    }

    @Test
    void the_first_look_lies_anywhere_in_the_first_step() {
        double sum = 0;
        for (long seed = 0; seed < 4_000; seed++) {
            sum += ages(DAY, seed, Duration.ofHours(1)).getFirst().toMillis() / 3.6e6;
        }
        // Uniform on (0, 1] hours: mean 1/2, standard error 0.2887 / sqrt(4,000) = 0.0046.
        assertThat(sum / 4_000).isCloseTo(0.5, within(0.02));
    }

    @Test
    void the_same_seed_gives_the_same_times_whenever_it_is_asked() {
        List<Duration> ages = ages(DAY, 7, Duration.ofHours(40));
        Instant between = ORIGIN.plus(ages.get(10)).plusSeconds(1);
        assertThat(DAY.next(ORIGIN, between, LookSchedule.Standing.OPEN, Optional.empty(), phase(7), 1))
                .contains(ORIGIN.plus(ages.get(11)));
    }

    @Test
    void an_absence_is_confirmed_after_a_quarter_of_an_hour() {
        Instant at = ORIGIN.plus(Duration.ofDays(40));
        assertThat(DAY.next(ORIGIN, at, LookSchedule.Standing.TO_CONFIRM, Optional.empty(), 1, 1))
                .contains(at.plus(Duration.ofMinutes(15)));
    }

    @Test
    void what_is_gone_is_looked_at_daily_for_a_week_then_weekly_and_closed_after_thirty_days() {
        Instant gone = ORIGIN.plus(Duration.ofHours(5));
        List<Duration> ages = new ArrayList<>();
        Optional<Instant> next = Optional.of(gone);
        while (next.isPresent()) {
            next = DAY.next(ORIGIN, next.get(), LookSchedule.Standing.GONE, Optional.of(gone), 3, 1);
            next.ifPresent(at -> ages.add(Duration.between(gone, at)));
        }
        assertThat(ages.stream().filter(a -> a.compareTo(Duration.ofDays(7)) <= 0))
                .hasSize(7);
        assertThat(ages.getLast()).isBetween(Duration.ofDays(30), Duration.ofDays(37));
    }

    @Test
    void vantage_points_that_saw_it_go_at_other_moments_look_at_the_same_ones_again() {
        Instant one = ORIGIN.plus(Duration.ofHours(5));
        Instant other = one.plus(Duration.ofMinutes(75));
        assertThat(DAY.next(ORIGIN, one, LookSchedule.Standing.GONE, Optional.of(one), 3, 1))
                .isEqualTo(DAY.next(ORIGIN, other, LookSchedule.Standing.GONE, Optional.of(other), 3, 1));
    }

    @Test
    void another_norm_is_looked_at_more_densely() {
        LookSchedule hour = new LookSchedule(Duration.ofHours(1));
        List<Duration> ages = ages(hour, 5, Duration.ofHours(2));
        assertThat(ages.get(1).minus(ages.get(0))).isEqualTo(Duration.ofSeconds(150));
        assertThat(ages).hasSizeBetween(47, 49);
    }
}
