// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * Items as the estimators see them: per item an interval {@code (left, right]} in which its end lies, in hours since the
 * clock origin.
 *
 * <ul>
 *   <li>{@code right = +∞}: right-censored at {@code left}.
 *   <li>{@code entry}: the item could only enter the data because it was still there at this time (left truncation);
 *       {@code 0} means untruncated. Always {@code 0 <= entry <= left}.
 *   <li>{@code weight}: sampling or repetition weight, finite and {@code >= 0}.
 *   <li>{@code cluster}: items with the same number end together (one page, one batch); numbers are {@code >= 0}.
 * </ul>
 *
 * <p>Immutable and safe for use by many threads. The order of the items carries no meaning: every estimator gives the same
 * result for a permuted sample.
 */
public final class CensoredSample {
    private final double[] entry;
    private final double[] left;
    private final double[] right;
    private final double[] weight;
    private final int[] cluster;

    private CensoredSample(double[] entry, double[] left, double[] right, double[] weight, int[] cluster) {
        this.entry = entry;
        this.left = left;
        this.right = right;
        this.weight = weight;
        this.cluster = cluster;
    }

    /**
     * A sample from columns of equal length; the arrays are copied.
     *
     * @throws IllegalArgumentException if lengths differ or an item breaks {@code 0 <= entry <= left < right} (an
     *     interval of zero length must be given as the exact time by {@code left = Math.nextDown(right)})
     */
    public static CensoredSample of(double[] entry, double[] left, double[] right, double[] weight, int[] cluster) {
        int n = left.length;
        if (entry.length != n || right.length != n || weight.length != n || cluster.length != n) {
            throw new IllegalArgumentException("The columns of a sample must have the same length.");
        }
        for (int i = 0; i < n; i++) {
            boolean ordered = entry[i] >= 0 && entry[i] <= left[i] && left[i] < right[i] && left[i] < Double.MAX_VALUE;
            if (!ordered) {
                throw new IllegalArgumentException("Item " + i + " breaks 0 <= entry <= left < right: entry " + entry[i]
                        + ", left " + left[i] + ", right " + right[i] + ".");
            }
            if (!(weight[i] >= 0 && weight[i] < Double.MAX_VALUE) || cluster[i] < 0) {
                throw new IllegalArgumentException("Item " + i + " has weight " + weight[i] + " and cluster "
                        + cluster[i] + ": both must be finite and not negative.");
            }
        }
        return new CensoredSample(entry.clone(), left.clone(), right.clone(), weight.clone(), cluster.clone());
    }

    /** Untruncated items of weight 1, each its own cluster. */
    public static CensoredSample of(double[] left, double[] right) {
        return of(new double[left.length], left, right);
    }

    /** Items of weight 1 that entered at {@code entry}, each its own cluster. */
    public static CensoredSample of(double[] entry, double[] left, double[] right) {
        double[] ones = new double[left.length];
        Arrays.fill(ones, 1);
        int[] own = new int[left.length];
        Arrays.setAll(own, i -> i);
        return of(entry, left, right, ones, own);
    }

    /** The same items with other weights (one per item, copied); items of weight zero stay in their places. */
    public CensoredSample withWeights(double[] weights) {
        return of(entry, left, right, weights, cluster);
    }

    /** The number of items, those of weight zero included. */
    public int size() {
        return left.length;
    }

    /** Hours at which item {@code i} entered, 0 if untruncated. */
    public double entry(int i) {
        return entry[i];
    }

    /** Hours at which item {@code i} was last known to be there. */
    public double left(int i) {
        return left[i];
    }

    /** Hours at which item {@code i} was first known to be gone, +∞ if it never was. */
    public double right(int i) {
        return right[i];
    }

    /** The weight of item {@code i}. */
    public double weight(int i) {
        return weight[i];
    }

    /** The cluster of item {@code i}. */
    public int cluster(int i) {
        return cluster[i];
    }

    /** Whether item {@code i} was not seen to end. */
    public boolean rightCensored(int i) {
        return right[i] == Double.POSITIVE_INFINITY;
    }

    /** The sum of the weights. */
    public double totalWeight() {
        double sum = 0;
        for (double w : weight) {
            sum += w;
        }
        return sum;
    }

    /** Whether any item entered later than at its clock origin. */
    public boolean truncated() {
        for (double e : entry) {
            if (e > 0) {
                return true;
            }
        }
        return false;
    }
}
