// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

/**
 * One line of the calibration.
 *
 * @param name unique
 * @param drawn what its data sets are called; the seed is made from it, so designs of one name share their data sets
 * @param estimator code of the estimator
 * @param interval code of the kind of interval, with the number of bootstrap replicates where there are any
 * @param gapHours hours between looks; 0 for exact times
 * @param items items per data set, the largest per provider where there are several
 * @param largestCluster sizes of clusters are 1 to this; 1: no clusters
 * @param estimand what the interval is to hold
 * @param criterion what it takes to be admitted
 * @param small replications of the small run
 * @param deciding replications that it takes to decide
 * @param trial simulates and estimates once
 */
record Design(
        String name,
        String drawn,
        String estimator,
        String interval,
        double gapHours,
        int items,
        int largestCluster,
        String estimand,
        Criterion criterion,
        int small,
        int deciding,
        Trial trial) {
    /** Replications that it takes to decide about an estimator (MEASUREMENT.md section 7). */
    static final int DECIDING = 2_000;

    /** A design of an estimator, with data sets of its own. */
    Design(
            String name,
            String estimator,
            String interval,
            double gapHours,
            int items,
            int largestCluster,
            String estimand,
            Criterion criterion,
            int small,
            Trial trial) {
        this(
                name,
                name,
                estimator,
                interval,
                gapHours,
                items,
                largestCluster,
                estimand,
                criterion,
                small,
                DECIDING,
                trial);
    }

    /** One simulated data set, estimated. A pure function of its seed. */
    @FunctionalInterface
    interface Trial {
        Outcome run(long seed);
    }

    long seed() {
        return Seeds.of(drawn);
    }
}
