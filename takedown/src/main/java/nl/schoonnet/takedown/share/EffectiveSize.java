// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * How many independent items a clustered share is worth: its 95% interval is Wilson's on this many.
 *
 * <p>The share's variance is the larger of two estimates. <em>Direct</em>, of a ratio over clusters: with h the clusters'
 * parts of all items, {@code H = sum h²} and e the residuals of their counts within, {@code sum(e² / (1 - 2h + H)) / n²};
 * the divisor (m/(m-1) where clusters are equal) makes it unbiased for clusters that end as one, whatever their sizes (the
 * idea of Bell and McCaffrey 2002). It errs when by luck only small clusters differ from the rest. <em>By correlation</em>:
 * rho, from the pairs of items within clusters, gives {@code n* = 1 / ((1 - rho) / n + rho H)} (Kish 1965). Rho is drawn
 * towards 1, "clusters end as one", with the weight of {@link #DOUBT} clusters against the number f of clusters that could
 * tell: two or more items, of the rarer outcome. Where all items stand alike nothing tells and each cluster counts as one,
 * by Kish's {@code 1 / H}.
 *
 * <p>The design effect is never below 1. {@link #size} multiplies by the squared ratio of t quantiles of Korn and Graubard
 * (1998), so that few clusters give a wide interval.
 *
 * @param items the number of items
 * @param clusters the number of clusters
 * @param designEffect items over independent items, before the correction for few clusters; {@code >= 1}
 * @param degreesOfFreedom of the variance between clusters; 0 with one cluster, {@code items - 1} where nothing was estimated
 */
public record EffectiveSize(long items, int clusters, double designEffect, double degreesOfFreedom) {
    /** Half a cluster: enough in simulation where few clusters tell, hardly felt where many do. */
    private static final double DOUBT = 0.5;

    /** Every item its own cluster. */
    static EffectiveSize unclustered(long items) {
        return new EffectiveSize(items, Math.toIntExact(items), 1, items - 1.0);
    }

    /**
     * Of counts per cluster.
     *
     * @param within weighted items within, per cluster
     * @param total weighted items, per cluster, all above 0
     * @param count items, per cluster, all above 0
     * @param kish the square of the sum of the weights over the sum of their squares: the number of items if unweighted
     */
    static EffectiveSize of(double[] within, double[] total, long[] count, double kish) {
        int m = total.length;
        long items = 0;
        double n = 0;
        double k = 0;
        for (int c = 0; c < m; c++) {
            items += count[c];
            n += total[c];
            k += within[c];
        }
        if (m == 1) {
            return new EffectiveSize(items, 1, items, 0);
        }
        double concentration = 0;
        for (double t : total) {
            concentration += (t / n) * (t / n);
        }
        if (k <= 0 || k >= n) {
            return new EffectiveSize(items, m, Math.max(1, items * concentration), items - 1.0);
        }
        double share = k / n;
        double variance = 0;
        double pairs = 0;
        double pairsIfAlike = 0;
        long mixedWithin = 0;
        long mixedBeyond = 0;
        for (int c = 0; c < m; c++) {
            double h = total[c] / n;
            double divisor = 1 - 2 * h + concentration;
            double own = within[c] / total[c];
            double residual = own - share;
            variance += h * h * residual * residual / divisor;
            if (count[c] > 1) {
                double single = own * (1 - share) * (1 - share) + (1 - own) * share * share;
                pairs += count[c] * (count[c] * residual * residual / divisor - single) / (count[c] - 1.0);
                pairsIfAlike += count[c] * share * (1 - share);
                mixedWithin += within[c] > 0 ? 1 : 0;
                mixedBeyond += within[c] < total[c] ? 1 : 0;
            }
        }
        double telling = Math.min(mixedWithin, mixedBeyond);
        double seen = pairsIfAlike == 0 ? 0 : Math.clamp(pairs / pairsIfAlike, 0, 1);
        double rho = (seen * telling + DOUBT) / (telling + DOUBT);
        double byCorrelation = 1 / ((1 - rho) / kish + rho * concentration);
        double direct = kish / Math.max(1, variance * (kish - 1) / (share * (1 - share)));
        double independent = Math.min((double) items, Math.min(byCorrelation, direct));
        return new EffectiveSize(items, m, items / independent, m - 1.0);
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
