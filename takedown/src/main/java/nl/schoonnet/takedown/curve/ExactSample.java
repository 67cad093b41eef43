// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items whose end is known exactly or not at all, for {@link KaplanMeier}, {@link AalenJohansen} and {@link LogRank}. Hours
 * since the clock origin.
 *
 * <ul>
 *   <li>{@code entry}: at risk in {@code (entry, time]}; {@code 0} means there from the start, hour 0 included.
 *   <li>{@code time}: when the item ended, or until when it was followed; {@code >= entry}. An item with {@code time ==
 *       entry > 0} was never at risk and counts for nothing.
 *   <li>{@code cause}: {@code 0} if not seen to end, else the number ({@code >= 1}) of the way in which it ended.
 *   <li>{@code weight}: repetition or sampling weight, finite and {@code >= 0}.
 *   <li>{@code cluster}: items with the same number end together; {@code >= 0}.
 * </ul>
 *
 * <p>Immutable and safe for use by many threads; the order of the items carries no meaning.
 */
public final class ExactSample {
    private final double[] entry;
    private final double[] time;
    private final int[] cause;
    private final double[] weight;
    private final int[] cluster;
    private final int[] byTime;
    private final int[] byEntry;

    private ExactSample(
            double[] entry, double[] time, int[] cause, double[] weight, int[] cluster, int[] byTime, int[] byEntry) {
        this.entry = entry;
        this.time = time;
        this.cause = cause;
        this.weight = weight;
        this.cluster = cluster;
        this.byTime = byTime;
        this.byEntry = byEntry;
    }

    /**
     * A sample from columns of equal length; the arrays are copied.
     *
     * @throws IllegalArgumentException if lengths differ or an item breaks the rules of this class
     */
    public static ExactSample of(double[] entry, double[] time, int[] cause, double[] weight, int[] cluster) {
        int n = time.length;
        if (entry.length != n || cause.length != n || weight.length != n || cluster.length != n) {
            throw new IllegalArgumentException("The columns of a sample must have the same length.");
        }
        for (int i = 0; i < n; i++) {
            if (!(entry[i] >= 0 && entry[i] <= time[i] && time[i] < Double.MAX_VALUE)) {
                throw new IllegalArgumentException("Item " + i + " breaks 0 <= entry <= time < infinity: entry "
                        + entry[i] + ", time " + time[i] + ".");
            }
            requireWeight(i, weight[i]);
            if (cause[i] < 0 || cluster[i] < 0) {
                throw new IllegalArgumentException("Item " + i + " has cause " + cause[i] + " and cluster " + cluster[i]
                        + ": neither may be negative.");
            }
        }
        return sorted(entry.clone(), time.clone(), cause.clone(), weight.clone(), cluster.clone());
    }

    /** Items of weight 1 that were there from the start, each its own cluster; {@code ended} is cause 1. */
    public static ExactSample of(double[] time, boolean[] ended) {
        return of(new double[time.length], time, ended);
    }

    /** Items of weight 1 that entered at {@code entry}, each its own cluster; {@code ended} is cause 1. */
    public static ExactSample of(double[] entry, double[] time, boolean[] ended) {
        int[] cause = new int[ended.length];
        Arrays.setAll(cause, i -> ended[i] ? 1 : 0);
        return of(entry, time, cause);
    }

    /** Items of weight 1 that entered at {@code entry}, each its own cluster, with their causes. */
    public static ExactSample of(double[] entry, double[] time, int[] cause) {
        double[] ones = new double[time.length];
        Arrays.fill(ones, 1);
        int[] own = new int[time.length];
        Arrays.setAll(own, i -> i);
        return of(entry, time, cause, ones, own);
    }

    /**
     * Each finite interval replaced by its midpoint (cause 1), each right-censored item followed until its {@code left}. A
     * convention, sound only where intervals are short (MEASUREMENT.md section 3).
     */
    public static ExactSample midpoints(CensoredSample sample) {
        int[] cause = new int[sample.size()];
        Arrays.setAll(cause, i -> sample.rightCensored(i) ? 0 : 1);
        return midpoints(sample, cause);
    }

    /**
     * The same with the way in which each item ended; what stands for a right-censored item isn't read.
     *
     * @param cause per item a number {@code >= 1}
     */
    public static ExactSample midpoints(CensoredSample sample, int[] cause) {
        int n = sample.size();
        if (cause.length != n) {
            throw new IllegalArgumentException("The columns of a sample must have the same length.");
        }
        double[] entry = new double[n];
        double[] time = new double[n];
        int[] ends = new int[n];
        double[] weight = new double[n];
        int[] cluster = new int[n];
        for (int i = 0; i < n; i++) {
            boolean censored = sample.rightCensored(i);
            entry[i] = sample.entry(i);
            time[i] = censored ? sample.left(i) : sample.left(i) + 0.5 * (sample.right(i) - sample.left(i));
            ends[i] = censored ? 0 : cause[i];
            weight[i] = sample.weight(i);
            cluster[i] = sample.cluster(i);
            if (!censored && cause[i] < 1) {
                throw new IllegalArgumentException("Item " + i + " ended and needs a cause of at least 1.");
            }
        }
        return of(entry, time, ends, weight, cluster);
    }

    private static ExactSample sorted(double[] entry, double[] time, int[] cause, double[] weight, int[] cluster) {
        int[] all = IntStream.range(0, time.length).toArray();
        int[] byTime = ItemOrder.by(all, i -> Double.doubleToLongBits(time[i]), (i, j) -> {
            int order = Double.compare(entry[i], entry[j]);
            order = order == 0 ? Integer.compare(cause[i], cause[j]) : order;
            order = order == 0 ? Integer.compare(cluster[i], cluster[j]) : order;
            return order == 0 ? Double.compare(weight[i], weight[j]) : order;
        });
        int[] byEntry = ItemOrder.stable(byTime, i -> Double.doubleToLongBits(entry[i]));
        return new ExactSample(entry, time, cause, weight, cluster, byTime, byEntry);
    }

    /** The same items with other weights (one per item, copied); items of weight zero stay in their places. */
    public ExactSample withWeights(double[] weights) {
        if (weights.length != time.length) {
            throw new IllegalArgumentException("The columns of a sample must have the same length.");
        }
        for (int i = 0; i < weights.length; i++) {
            requireWeight(i, weights[i]);
        }
        return new ExactSample(entry, time, cause, weights.clone(), cluster, byTime, byEntry);
    }

    private static void requireWeight(int item, double weight) {
        if (!(weight >= 0 && weight < Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "Item " + item + " has weight " + weight + ": it must be finite and not negative.");
        }
    }

    /** The number of items, those of weight zero included. */
    public int size() {
        return time.length;
    }

    /** Hours at which item {@code i} entered, 0 if it was there from the start. */
    public double entry(int i) {
        return entry[i];
    }

    /** Hours at which item {@code i} ended, or until which it was followed. */
    public double time(int i) {
        return time[i];
    }

    /** How item {@code i} ended, 0 if it wasn't seen to. */
    public int cause(int i) {
        return cause[i];
    }

    /** The weight of item {@code i}. */
    public double weight(int i) {
        return weight[i];
    }

    /** The cluster of item {@code i}. */
    public int cluster(int i) {
        return cluster[i];
    }

    /** Whether item {@code i} was ever at risk. */
    boolean everAtRisk(int i) {
        return entry[i] == 0 || entry[i] < time[i];
    }

    /** Item numbers by time, ties by everything else: the order in which sums are taken. Not to be changed. */
    int[] byTime() {
        return byTime;
    }

    /** Item numbers by entry, ties by everything else. Not to be changed. */
    int[] byEntry() {
        return byEntry;
    }
}
