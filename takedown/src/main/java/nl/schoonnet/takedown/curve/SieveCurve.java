// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

/** F(t) given T &gt; a for a hazard that is constant within cells: the bare curve of a {@link SieveFit}. Immutable. */
public final class SieveCurve {
    private final double[] edges;
    private final double[] increments;

    SieveCurve(double[] edges, double[] increments) {
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
            double part = (Math.min(hours, edges[k + 1]) - edges[k]) / (edges[k + 1] - edges[k]);
            hazard += increments[k] * part;
        }
        return hours <= end() ? -Math.expm1(-hazard) : Double.NaN;
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
                return edges[k] + (edges[k + 1] - edges[k]) * (wanted - hazard) / increments[k];
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
        double hazard = 0;
        for (int k = 0; k < increments.length && edges[k] < horizonHours; k++) {
            double hours = Math.min(horizonHours, edges[k + 1]) - edges[k];
            double here = increments[k] * hours / (edges[k + 1] - edges[k]);
            // The mean of exp(-h u) over u in (0, 1), with its limit at h = 0.
            mean += Math.exp(-hazard) * hours * (here > 0 ? -Math.expm1(-here) / here : 1);
            hazard += here;
        }
        return mean;
    }
}
