// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * When to look at an item (MEASUREMENT.md section 5): every norm/24 until twice the norm, every 6 hours until 7 days, daily
 * until 30 days, then weekly, all counted from the start of its clock. Each item and vantage point has a phase of its own, so
 * that looks don't come in droves. An absence is looked at again after 15 minutes; what was confirmed absent daily for 7 days
 * and weekly until 30 days, in case it comes back. Immutable.
 *
 * @param norm the norm that is measured
 */
public record LookSchedule(Duration norm) {
    /** How long after an absence it is looked at again. */
    public static final Duration CONFIRM_AFTER = Duration.ofMinutes(15);

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);

    /** Checks the norm. */
    public LookSchedule {
        if (norm.compareTo(Duration.ofMinutes(24)) < 0 || norm.compareTo(WEEK) > 0) {
            throw new IllegalArgumentException("A norm is from 24 minutes to 7 days.");
        }
    }

    /** How an item stands after the looks so far. */
    public enum Standing {
        /** Seen, or nothing is known. */
        OPEN,
        /** Absent once: to be confirmed. */
        TO_CONFIRM,
        /** Confirmed absent. */
        GONE
    }

    /** The gap between looks at an age. */
    private Duration gap(Duration age) {
        if (age.compareTo(norm.multipliedBy(2)) < 0) {
            return norm.dividedBy(24);
        }
        if (age.compareTo(WEEK) < 0) {
            return Duration.ofHours(6);
        }
        return age.compareTo(MONTH) < 0 ? Duration.ofDays(1) : WEEK;
    }

    /**
     * The next look after one; empty once an item that was gone for 30 days is closed.
     *
     * @param origin the start of the clock
     * @param after the look that was just made, or the moment from which an item is first followed
     * @param goneSince the first of the confirmed absences; only for {@link Standing#GONE}
     * @param seed item and vantage point: the same seed gives the same times
     */
    public Optional<Instant> next(
            Instant origin, Instant after, Standing standing, Optional<Instant> goneSince, long seed) {
        return switch (standing) {
            case OPEN -> Optional.of(grid(origin, after, gap(age(origin, after)), seed));
            case TO_CONFIRM -> Optional.of(after.plus(CONFIRM_AFTER));
            case GONE -> {
                Instant since = goneSince.orElse(after);
                Duration gone = age(since, after);
                if (gone.compareTo(MONTH) >= 0) {
                    yield Optional.empty();
                }
                Duration gap = gone.compareTo(WEEK) < 0 ? Duration.ofDays(1) : WEEK;
                yield Optional.of(grid(since, after, gap, seed));
            }
        };
    }

    private static Duration age(Instant origin, Instant at) {
        Duration age = Duration.between(origin, at);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** The first instant after {@code after} on a grid with a phase of its own. */
    private static Instant grid(Instant from, Instant after, Duration gap, long seed) {
        long step = gap.toMillis();
        long phase = new SplittableRandom(seed).nextLong(step);
        long elapsed = Math.max(0, Duration.between(from, after).toMillis() - phase + 1);
        long steps = Math.ceilDiv(elapsed, step);
        Instant next = from.plusMillis(phase + steps * step);
        return next.isAfter(after) ? next : next.plusMillis(step);
    }
}
