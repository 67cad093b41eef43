// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** F(t) given T &gt; a, from the increments of the cumulative hazard: the bare curve of a {@link SieveFit}. Immutable. */
public final class SieveCurve {
    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

    private final double[] edges;
    private final double[] increments;
    private final SieveClock clock;

    SieveCurve(double[] edges, double[] increments, SieveClock clock) {
        this.clock = clock;
        this.edges = edges;
        this.increments = increments;
    }

    /** Hours a. */
    public double start() {
        return edges[0];
    }

    /** Hours until which anything is known. */
    public double end() {
        return edges[edges.length - 1];
    }

    /** F(t) given T &gt; a: 0 up to a, {@code NaN} beyond the end. */
    public double cdf(double hours) {
        double hazard = 0;
        for (int k = 0; k < increments.length && edges[k] < hours; k++) {
            hazard += increments[k] * part(k, Math.min(hours, edges[k + 1]));
        }
        return hours <= end() ? -Math.expm1(-hazard) : Double.NaN;
    }

    private double part(int cell, double hours) {
        double from = clock.at(edges[cell]);
        return (clock.at(hours) - from) / (clock.at(edges[cell + 1]) - from);
    }

    /** Hours until the share p has ended, {@code +∞} if not reached. */
    double quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("A quantile needs 0 < p < 1.");
        }
        double wanted = -Math.log1p(-p);
        double hazard = 0;
        for (int k = 0; k < increments.length; k++) {
            if (increments[k] > 0 && hazard + increments[k] >= wanted) {
                double from = clock.at(edges[k]);
                double length = clock.at(edges[k + 1]) - from;
                return clock.hoursAt(from + length * (wanted - hazard) / increments[k]);
            }
            hazard += increments[k];
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The mean of min(T, horizon) given T &gt; a; {@code NaN} for a horizon beyond the end or before a. */
    public double restrictedMean(double horizonHours) {
        if (!(horizonHours >= start() && horizonHours <= end())) {
            return Double.NaN;
        }
        double mean = start();
        for (int k = 0; k < increments.length && edges[k] < horizonHours; k++) {
            double to = Math.min(horizonHours, edges[k + 1]);
            mean += GAUSS.legendre(40, edges[k], to).integrate(hours -> 1 - cdf(hours));
        }
        return mean;
    }
}
