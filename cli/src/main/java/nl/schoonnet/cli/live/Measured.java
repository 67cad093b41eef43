// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.util.Optional;

/**
 * What the report says about the share within 24 hours, beside what was true. Shares are 0-1.
 *
 * @param items items measured
 * @param truth the share of the same items that truly ended within 24 hours
 * @param generating the share from which chance drew
 * @param estimate the point estimate of the report; {@code NaN} where it prints none
 * @param estimator its code
 * @param band the 95% interval of the estimate, where the report prints one
 * @param low the lowest share that the items allow
 * @param high the highest
 * @param interval the 95% interval around these, where the report prints one
 * @param open items that were still there at the last look
 */
public record Measured(
        long items,
        double truth,
        double generating,
        double estimate,
        String estimator,
        Optional<Ends> band,
        double low,
        double high,
        Optional<Ends> interval,
        long open) {
    /** An interval. */
    public record Ends(double low, double high) {
        /** Whether a value lies in it. */
        public boolean contains(double value) {
            return low <= value && value <= high;
        }
    }

    /** Whether the range that the items allow holds the truth. */
    public boolean rangeHolds() {
        return low - 1e-9 <= truth && truth <= high + 1e-9;
    }

    /** Estimate minus truth of the same items. */
    public double bias() {
        return estimate - truth;
    }
}
