// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import org.hipparchus.stat.StatUtils;

/**
 * A closed range of numbers: the two ends of a set-identified quantity, or a confidence, credible or bootstrap interval
 * around it. Which of these it is, the member that hands it out says.
 *
 * @param low the lower end
 * @param high the upper end, {@code >= low}
 */
public record Interval(double low, double high) {
    /** @throws IllegalArgumentException if {@code low > high} or an end is not a number */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval from " + low + " to " + high + " is upside down.");
        }
    }

    /** The middle {@code level} (above 0, below 1) of values, at least one: a percentile bootstrap interval. */
    public static Interval percentile(double[] values, double level) {
        double tail = 50 * (1 - level);
        return new Interval(StatUtils.percentile(values, tail), StatUtils.percentile(values, 100 - tail));
    }

    /** Whether {@code value} lies inside; the ends count as inside. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Whether the whole of {@code other} lies inside. */
    public boolean contains(Interval other) {
        return low <= other.low && other.high <= high;
    }

    /** High minus low. */
    public double width() {
        return high - low;
    }
}
