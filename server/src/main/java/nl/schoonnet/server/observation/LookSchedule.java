// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to look at an item (MEASUREMENT.md section 5): every norm/24 until twice the norm, every 6 hours until 7 days, daily
 * until 30 days, then weekly, all counted from the start of its clock. Each item has a phase of its own, so that looks don't come in
 * droves; it is the same for all vantage points, since only absences seen within half an hour agree. An absence is looked at
 * again after 15 minutes; what was confirmed absent daily for 7 days and weekly until 30 days, in case it comes back. Immutable.
 *
 * @param norm the norm that is measured
 */
public record LookSchedule(Duration norm) {
    /** How long after an absence it is looked at again. */
    public static final Duration CONFIRM_AFTER = Duration.ofMinutes(15);

    /** A phase is a share of a gap, in steps of 2^-20: 3.4 ms of an hour. */
    private static final int PHASE_BITS = 20;

    static final int MOST_WIDENED = 4_096;
    private static final Duration SIX_HOURS = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofDays(1);
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

    /**
     * The phase of an item, 0 to 2^20 - 1: the same on every machine, and the same as {@link #SQL_PHASE}. MD5 spreads here, and keeps nothing secret.
     */
    public static int phase(long item) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(Long.toString(item).getBytes(StandardCharsets.UTF_8));
            return ((digest[0] & 0xFF) << 12) | ((digest[1] & 0xFF) << 4) | ((digest[2] & 0xFF) >> 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }

    /** {@link #phase} in SQL, of {@code item_id}. */
    static final String SQL_PHASE = "('x' || left(md5(item_id::text), 5))::bit(20)::int::bigint";

    /**
     * {@link #next} of an open item in SQL: an expression of {@code origin}, {@code after} (not before it), {@code phase} and
     * {@code widened}.
     */
    String sqlNext() {
        String age = "floor(extract(epoch FROM after - origin) * 1000)::bigint";
        String step = "(CASE WHEN " + age + " < " + 2 * norm.toMillis() + " THEN "
                + norm.dividedBy(24).toMillis()
                + " WHEN " + age + " < " + WEEK.toMillis() + " THEN " + SIX_HOURS.toMillis()
                + " WHEN " + age + " < " + MONTH.toMillis() + " THEN " + DAY.toMillis()
                + " ELSE " + WEEK.toMillis() + " END * widened)";
        return """
                (SELECT CASE WHEN next > after THEN next ELSE next + step * interval '1 millisecond' END
                 FROM (SELECT step, origin + (shift + (greatest(0, age - shift + 1) + step - 1) / step * step)
                           * interval '1 millisecond' AS next
                       FROM (SELECT age, step, phase * step >> 20 AS shift
                             FROM (SELECT %s AS age, %s::bigint AS step) AS g) AS s) AS n)""".formatted(age, step);
    }

    /** Looks an hour at an open item of an age, in SQL; an expression of {@code origin} and {@code now}. */
    String sqlLooksPerHour() {
        String age = "extract(epoch FROM now - origin)";
        return "CASE WHEN " + age + " < " + norm.multipliedBy(2).toSeconds() + " THEN "
                + 24.0 * 3_600_000 / norm.toMillis() + " WHEN " + age + " < " + WEEK.toSeconds() + " THEN 1.0 / 6 WHEN "
                + age + " < " + MONTH.toSeconds() + " THEN 1.0 / 24 ELSE 1.0 / 168 END";
    }

    /** The gap between looks at an age. */
    private Duration gap(Duration age) {
        if (age.compareTo(norm.multipliedBy(2)) < 0) {
            return norm.dividedBy(24);
        }
        if (age.compareTo(WEEK) < 0) {
            return SIX_HOURS;
        }
        return age.compareTo(MONTH) < 0 ? DAY : WEEK;
    }

    /**
     * The next look after one; empty once an item that was gone for 30 days is closed.
     *
     * @param origin the start of the clock
     * @param after the look that was just made, or the moment from which an item is first followed
     * @param goneSince the first of the confirmed absences; only for {@link Standing#GONE}
     * @param phase of the item: the same phase gives the same times
     * @param widened how many times wider than the norm's schedule, 1 to 4,096
     */
    public Optional<Instant> next(
            Instant origin, Instant after, Standing standing, Optional<Instant> goneSince, int phase, int widened) {
        return switch (standing) {
            case OPEN -> Optional.of(grid(origin, after, gap(age(origin, after)).multipliedBy(widened), phase));
            case TO_CONFIRM -> Optional.of(after.plus(CONFIRM_AFTER));
            case GONE -> {
                Instant since = goneSince.orElse(after);
                Duration gone = age(since, after);
                if (gone.compareTo(MONTH) >= 0) {
                    yield Optional.empty();
                }
                Duration gap = gone.compareTo(WEEK) < 0 ? DAY : WEEK;
                // From the origin, so that vantage points that saw it go at other moments look at the same ones again.
                yield Optional.of(grid(origin, after, gap.multipliedBy(widened), phase));
            }
        };
    }

    private static Duration age(Instant origin, Instant at) {
        Duration age = Duration.between(origin, at);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** The first instant after {@code after} on a grid with a phase of its own. */
    private static Instant grid(Instant from, Instant after, Duration gap, int phase) {
        long step = gap.toMillis();
        long shift = (phase * step) >> PHASE_BITS;
        long elapsed = Math.max(0, Duration.between(from, after).toMillis() - shift + 1);
        long steps = Math.ceilDiv(elapsed, step);
        Instant next = from.plusMillis(shift + steps * step);
        return next.isAfter(after) ? next : next.plusMillis(step);
    }
}
