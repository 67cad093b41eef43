// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import nl.schoonnet.takedown.curve.CurveEstimate;

/**
 * What one simulated data set gave: mostly one interval, where a data set holds many providers one for each.
 *
 * @param intervals how many intervals were given
 * @param hits how many of them held what they were to hold
 * @param without how many estimates came without an interval
 * @param width sum of the widths
 * @param error estimate minus truth, averaged over the estimates; {@code NaN} where there is no estimate of one number
 * @param collapsed whether the curve fell to nothing before the norm
 */
record Outcome(int intervals, int hits, int without, double width, double error, boolean collapsed) {
    /** Nothing could be estimated. */
    static final Outcome NOTHING = new Outcome(0, 0, 1, 0, Double.NaN, false);

    /** An estimate of one number. */
    static Outcome of(CurveEstimate estimate, double truth) {
        double error = estimate.value() - truth;
        if (!estimate.hasBand()) {
            return new Outcome(0, 0, 1, 0, error, false);
        }
        boolean hit = estimate.low() <= truth && truth <= estimate.high();
        return new Outcome(1, hit ? 1 : 0, 0, estimate.high() - estimate.low(), error, false);
    }

    /** An estimate that claims no interval. */
    static Outcome withoutClaim(double estimate, double truth, boolean collapsed) {
        return new Outcome(0, 0, 0, 0, estimate - truth, collapsed);
    }
}
