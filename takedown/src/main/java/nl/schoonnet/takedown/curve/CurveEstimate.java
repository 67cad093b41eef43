// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * A figure read from a curve with its 95% interval: a share (0-1) or a time (hours).
 *
 * @param value the estimate; {@code NaN} where it isn't reached or not known
 * @param low lower end, {@code NaN} where there is none
 * @param high upper end, {@code NaN} where there is none
 */
public record CurveEstimate(double value, double low, double high) {
    /** The quantile of the standard normal distribution that belongs to 95%, two-sided. */
    static final double Z95 = 1.959963984540054;

    /** An estimate without an interval. */
    static CurveEstimate withoutBand(double value) {
        return new CurveEstimate(value, Double.NaN, Double.NaN);
    }

    /** Whether both ends are known. */
    public boolean hasBand() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /**
     * The percentile interval of bootstrap replicates (Hyndman and Fan's type 6, so that 399 replicates give the 10th from
     * each end). {@code +∞} stands for "not reached" and sorts last; an interval needs at least 39 replicates, of which at
     * most 1 in 20 unknown ({@code NaN}, left out).
     */
    public static CurveEstimate percentile(double value, double[] replicates) {
        double[] known =
                Arrays.stream(replicates).filter(r -> !Double.isNaN(r)).sorted().toArray();
        if (known.length < 39 || known.length < 0.95 * replicates.length) {
            return withoutBand(value);
        }
        return new CurveEstimate(value, percentile(known, 0.025), percentile(known, 0.975));
    }

    private static double percentile(double[] sorted, double p) {
        double position = p * (sorted.length + 1) - 1;
        int below = Math.clamp((int) Math.floor(position), 0, sorted.length - 1);
        int above = Math.min(below + 1, sorted.length - 1);
        double fraction = Math.clamp(position - below, 0, 1);
        return sorted[below] == sorted[above] || fraction == 0
                ? sorted[below]
                : sorted[below] + fraction * (sorted[above] - sorted[below]);
    }
}
