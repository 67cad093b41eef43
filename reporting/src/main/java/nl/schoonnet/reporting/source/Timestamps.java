// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Times as RFC 3339 writes them: with seconds, with an offset, exact to the nanosecond. A time without an offset is never
 * guessed at. Instants run from 1970 up to and including 2261, so that nanoseconds since 1970 fit a {@code long}.
 *
 * <p>As RFC 3339 section 5.6 allows, {@code t}, {@code z} and a space for {@code T} are read too; a leap second (:60) is the
 * first instant of the next minute, as in POSIX.
 */
public final class Timestamps {
    /** The zone of legal clocks and of the reader. */
    public static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    /** In place of nanoseconds: a date or time without an offset. */
    static final long WITHOUT_ZONE = Long.MIN_VALUE;

    /** In place of nanoseconds: no time at all. */
    static final long NOT_A_TIME = Long.MIN_VALUE + 1;

    /** In place of nanoseconds: before 1970 or after 2261. */
    static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long END = LocalDate.of(2262, 1, 1).toEpochDay() * 86_400L;

    private Timestamps() {}

    /**
     * An RFC 3339 time with an offset.
     *
     * @throws IllegalArgumentException with a sentence that doesn't quote the text
     */
    public static Instant instant(String text) {
        long nanos = epochNanos(text, 0, text.length());
        if (isFault(nanos)) {
            throw new IllegalArgumentException(
                    switch (faultCode(nanos)) {
                        case "time_without_zone" ->
                            "The time has no offset from UTC; write it like 2026-01-31T13:45:00+01:00.";
                        case "time_out_of_range" -> "The time is before 1970 or after 2261.";
                        default -> "This is no time; write it like 2026-01-31T13:45:00+01:00.";
                    });
        }
        return toInstant(nanos);
    }

    /**
     * A bound of a period: a bare date ({@code 2026-01-31}) is midnight at its start in Amsterdam, else an RFC 3339 time.
     *
     * @throws IllegalArgumentException with a sentence that doesn't quote the text
     */
    public static Instant dateOrInstant(String text) {
        long nanos = dateOrEpochNanos(text);
        return isFault(nanos) ? instant(text) : toInstant(nanos);
    }

    /** Nanoseconds since 1970 of the last moment that is let in; null lets all in. */
    static long latest(@Nullable Instant moment) {
        return moment == null ? Long.MAX_VALUE : moment.getEpochSecond() * NANOS_PER_SECOND + moment.getNano();
    }

    /** Nanoseconds since 1970 of a part of a text, or one of the faults above. */
    static long epochNanos(CharSequence text, int from, int to) {
        long day = epochDay(text, from, to);
        if (day == Long.MIN_VALUE) {
            return NOT_A_TIME;
        }
        int at = from + 10;
        if (at == to) {
            return WITHOUT_ZONE;
        }
        char separator = text.charAt(at);
        boolean clock = to - at >= 9
                && (separator == 'T' || separator == 't' || separator == ' ')
                && text.charAt(at + 3) == ':'
                && text.charAt(at + 6) == ':';
        if (!clock) {
            return isMinutes(text, at, to) ? WITHOUT_ZONE : NOT_A_TIME;
        }
        int hour = number(text, at + 1, at + 3);
        int minute = number(text, at + 4, at + 6);
        int second = number(text, at + 7, at + 9);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return NOT_A_TIME;
        }
        at += 9;
        int nano = 0;
        if (at < to && text.charAt(at) == '.') {
            int start = ++at;
            while (at < to && isDigit(text.charAt(at))) {
                if (at - start == 9) {
                    return NOT_A_TIME;
                }
                nano = nano * 10 + (text.charAt(at) - '0');
                at++;
            }
            if (at == start) {
                return NOT_A_TIME;
            }
            for (int digits = at - start; digits < 9; digits++) {
                nano *= 10;
            }
        }
        if (at == to) {
            return WITHOUT_ZONE;
        }
        int offset = offsetSeconds(text, at, to);
        if (offset == Integer.MIN_VALUE) {
            return NOT_A_TIME;
        }
        long seconds = day * 86_400 + hour * 3_600L + minute * 60L + second - offset;
        if (second == 60 && Math.floorMod(seconds, 86_400) != 0) {
            return NOT_A_TIME;
        }
        return seconds < 0 || seconds >= END ? OUT_OF_RANGE : seconds * NANOS_PER_SECOND + nano;
    }

    /** As {@link #epochNanos}, but a bare date is midnight at its start in Amsterdam. */
    static long dateOrEpochNanos(String text) {
        long day = text.length() == 10 ? epochDay(text, 0, 10) : Long.MIN_VALUE;
        if (day == Long.MIN_VALUE) {
            return epochNanos(text, 0, text.length());
        }
        long seconds = LocalDate.ofEpochDay(day).atStartOfDay(AMSTERDAM).toEpochSecond();
        return seconds < 0 || seconds >= END ? OUT_OF_RANGE : seconds * NANOS_PER_SECOND;
    }

    /** Days since 1970 of {@code yyyy-mm-dd} at {@code from}, or {@link Long#MIN_VALUE}. */
    static long epochDay(CharSequence text, int from, int to) {
        if (to - from < 10 || text.charAt(from + 4) != '-' || text.charAt(from + 7) != '-') {
            return Long.MIN_VALUE;
        }
        int year = number(text, from, from + 4);
        int month = number(text, from + 5, from + 7);
        int day = number(text, from + 8, from + 10);
        boolean real = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year));
        return real ? LocalDate.of(year, month, day).toEpochDay() : Long.MIN_VALUE;
    }

    static boolean isFault(long nanos) {
        return nanos < 0;
    }

    /** The code of a rejection for one of the faults. */
    static String faultCode(long fault) {
        if (fault == WITHOUT_ZONE) {
            return "time_without_zone";
        }
        return fault == OUT_OF_RANGE ? "time_out_of_range" : "not_a_time";
    }

    static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
    }

    /** A clock without seconds at the end of a local time: a person forgot the offset too. */
    private static boolean isMinutes(CharSequence text, int at, int to) {
        return to - at == 6
                && (text.charAt(at) == 'T' || text.charAt(at) == ' ')
                && text.charAt(at + 3) == ':'
                && number(text, at + 1, at + 3) >= 0
                && number(text, at + 4, at + 6) >= 0;
    }

    private static int offsetSeconds(CharSequence text, int at, int to) {
        char sign = text.charAt(at);
        if ((sign == 'Z' || sign == 'z') && to == at + 1) {
            return 0;
        }
        if ((sign != '+' && sign != '-') || to != at + 6 || text.charAt(at + 3) != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = number(text, at + 4, at + 6);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3_600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int number(CharSequence text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
