// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How many independent items a clustered share is worth.
 *
 * <p>The variance of the share is that of a ratio over clusters: with h the clusters' parts of all items and e the
 * residuals of their counts within, {@code v = sum(e² / (1 - 2h + H)) / n²}, {@code H = sum h²}. The divisor (m/(m-1)
 * where clusters are equal) makes v unbiased when the items of a cluster end together, whatever the sizes (the idea of
 * Bell and McCaffrey 2002). The design effect is v over the variance of as many single items (Kish 1965), never below 1.
 * Degrees of freedom are Satterthwaite's under the same model: m - 1 for equal clusters, fewer when some dominate.
 *
 * <p>{@link #size} multiplies by the squared ratio of t quantiles of Korn and Graubard (1998), so that few clusters give a
 * wide interval. Where all items stand alike the clusters show no variance: each then counts as one, by Kish's {@code 1 / H}.
 *
 * @param items the number of items
 * @param clusters the number of clusters
 * @param designEffect items over independent items, before the correction for few clusters; {@code >= 1}
 * @param degreesOfFreedom of the variance between clusters; 0 with one cluster, {@code items - 1} where nothing was estimated
 */
public record EffectiveSize(long items, int clusters, double designEffect, double degreesOfFreedom) {

    /** Every item its own cluster. */
    static EffectiveSize unclustered(long items) {
        return new EffectiveSize(items, Math.toIntExact(items), 1, items - 1.0);
    }

    /**
     * Of counts per cluster.
     *
     * @param within weighted items within, per cluster
     * @param total weighted items, per cluster, all above 0
     * @param kish the square of the sum of the weights over the sum of their squares: the number of items if unweighted
     */
    static EffectiveSize of(double[] within, double[] total, long items, double kish) {
        int m = total.length;
        if (m == 1) {
            return new EffectiveSize(items, 1, items, 0);
        }
        double n = 0;
        double k = 0;
        for (int c = 0; c < m; c++) {
            n += total[c];
            k += within[c];
        }
        double concentration = 0;
        for (double t : total) {
            concentration += (t / n) * (t / n);
        }
        double share = k / n;
        if (k <= 0 || k >= n) {
            return new EffectiveSize(items, m, Math.max(1, items * concentration), items - 1.0);
        }
        double variance = 0;
        double[] spread = new double[m];
        for (int c = 0; c < m; c++) {
            double h = total[c] / n;
            double divisor = 1 - 2 * h + concentration;
            double residual = (within[c] - share * total[c]) / n;
            variance += residual * residual / divisor;
            spread[c] = h * h / divisor;
        }
        double ofSingleItems = share * (1 - share) / (kish - 1);
        double designEffect = Math.max(1, variance / ofSingleItems) * (items / kish);
        double freedom = Math.min(satterthwaite(total, n, spread, concentration), items - 1.0);
        return new EffectiveSize(items, m, designEffect, freedom);
    }

    /** tr(A)² / tr(A²) of the variance as a quadratic form A in the cluster means, were these of equal variance. */
    private static double satterthwaite(double[] total, double n, double[] spread, double concentration) {
        double sum = 0;
        double squares = 0;
        double cross = 0;
        double mixed = 0;
        double cubes = 0;
        for (int c = 0; c < total.length; c++) {
            double h = total[c] / n;
            double s = spread[c];
            sum += s;
            squares += s * s;
            cross += s * h;
            mixed += s * s * h;
            cubes += s * h * h;
        }
        double frobenius = squares
                - 4 * mixed
                + 2 * sum * cubes
                + 2 * squares * concentration
                + 2 * cross * cross
                - 4 * sum * cross * concentration
                + sum * sum * concentration * concentration;
        return Math.max(1, concentration * concentration / frobenius);
    }

    /** Independent items before the correction for few clusters. */
    public double independentItems() {
        return items / designEffect;
    }

    /** The effective size n* for a 95% interval; 1 with one cluster. */
    public double size() {
        return size(0.95);
    }

    /** The effective size n* for an interval of this level (above 0, below 1). */
    public double size(double level) {
        if (clusters == 1 || degreesOfFreedom >= items - 1) {
            return independentItems();
        }
        double upper = (1 + level) / 2;
        double ratio = quantile(items - 1.0, upper) / quantile(degreesOfFreedom, upper);
        return independentItems() * ratio * ratio;
    }

    private static double quantile(double freedom, double probability) {
        return new TDistribution(freedom).inverseCumulativeProbability(probability);
    }
}
