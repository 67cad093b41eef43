// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import nl.schoonnet.takedown.share.Interval;

/** What a design must show to be admitted. */
enum Criterion {
    /** An interval for one number: neither too narrow nor too wide. */
    POINT(0.93, 0.97, false),
    /** The same, and a bias below one percentage point. */
    POINT_UNBIASED(0.93, 0.97, true),
    /** The same of what is printed: a band may be withheld where a report is to print none, and how often that was is told. */
    PRINTED_UNBIASED(0.93, 0.97, true),
    /** An interval for a whole set of values; it may hold it more often. */
    SET(0.94, 1, false),
    /** The same, and a bias below one percentage point. */
    SET_UNBIASED(0.94, 1, true),
    /** No interval is claimed: the bias is made known. */
    PUBLISHED(0, 1, false);

    /** The bias that is still allowed where bias counts, as a share. */
    static final double BIAS = 0.01;

    private final double low;
    private final double high;
    private final boolean unbiased;

    Criterion(double low, double high, boolean unbiased) {
        this.low = low;
        this.high = high;
        this.unbiased = unbiased;
    }

    /** The coverages with which a design is admitted. */
    Interval coverage() {
        return new Interval(low, high);
    }

    /** Whether an estimate without interval is as it should be: a report withholds those that aren't calibrated. */
    boolean withheld() {
        return this == PRINTED_UNBIASED;
    }

    /** Whether bias counts. */
    boolean unbiased() {
        return unbiased;
    }
}
