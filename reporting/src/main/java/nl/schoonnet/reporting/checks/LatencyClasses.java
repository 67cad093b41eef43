// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.checks;

import java.util.List;
import java.util.OptionalLong;

/** Durations in 24 classes, each twice as wide as the one before: up to 16 microseconds, up to 32, ... up to 134 seconds. */
public final class LatencyClasses {
    /** How many there are. */
    public static final int COUNT = 24;

    private static final int FIRST_BITS = 4;

    private LatencyClasses() {}

    /**
     * The class of a duration; the last one has no upper end.
     *
     * @param micros microseconds, 0 or more
     */
    public static int of(long micros) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, micros - 1));
        return Math.clamp(bits - FIRST_BITS, 0, COUNT - 1);
    }

    /** The longest duration of a class, in microseconds. */
    public static long upTo(int number) {
        return 1L << (number + FIRST_BITS);
    }

    /**
     * Within how many microseconds at least such a share of all was done: the upper end of a class, so at most twice the true
     * value.
     *
     * @param counts by class; may be shorter than {@link #COUNT}
     * @param share above 0, at most 1
     * @return empty if there were none
     */
    public static OptionalLong within(List<Long> counts, double share) {
        long all = counts.stream().mapToLong(Long::longValue).sum();
        long needed = Math.max(1, (long) Math.ceil(all * share - 1e-9));
        long sum = 0;
        for (int i = 0; i < counts.size() && all > 0; i++) {
            sum += counts.get(i);
            if (sum >= needed) {
                return OptionalLong.of(upTo(i));
            }
        }
        return OptionalLong.empty();
    }
}
