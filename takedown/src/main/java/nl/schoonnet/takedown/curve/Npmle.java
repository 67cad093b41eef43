// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The non-parametric maximum-likelihood estimate of F from interval-censored, possibly left-truncated times
 * (MEASUREMENT.md section 3, "NPMLE, exactly").
 *
 * <p>An instance is a sample made ready: its distinct times sorted and its items ranked, which costs more than a fit does.
 * It is immutable and safe for use by many threads, and a fit runs in the thread that asks for it. A bootstrap prepares
 * once and fits often:
 *
 * <pre>{@code
 * Npmle npmle = Npmle.prepare(sample);
 * NpmleFit fit = npmle.fit(1e-8);
 * List<Double> within = bootstrap.replicate(400, weights -> npmle.fit(weights, 1e-4, fit).cdf(24));
 * }</pre>
 *
 * <p>Where mass can be (Turnbull 1976; Frydman 1994; Hudgens 2005). Write H for the cumulative hazard; an item asks for
 * little of it in {@code (entry, left]} and for much in {@code (left, right]}. Cut the axis at all times of the sample.
 * Hazard that moves rightwards over a cut loses only at a {@code right} (it leaves the interval in which the item ended)
 * and at an {@code entry} below its {@code left} (it comes where the item was seen alive); moving leftwards it loses only
 * at a {@code left}. So it is enough to look at cells between neighbouring times of which the lower is a {@code left} and
 * the upper a {@code right} or an {@code entry < left}: the candidates.
 */
public final class Npmle {
    private final CensoredSample sample;
    private final double[] times;
    /** Items in the order of their left, then right rank; the ranks below are in this order. */
    private final int[] item;

    private final int[] entryRank;
    private final int[] leftRank;
    private final int[] rightRank;

    private Npmle(CensoredSample sample, double[] times, int[] item, int[] entryRank, int[] leftRank, int[] rightRank) {
        this.sample = sample;
        this.times = times;
        this.item = item;
        this.entryRank = entryRank;
        this.leftRank = leftRank;
        this.rightRank = rightRank;
    }

    /** Sorts a sample once for any number of fits. */
    public static Npmle prepare(CensoredSample sample) {
        int n = sample.size();
        double[] times = distinctTimes(sample);
        int[] entryRank = new int[n];
        int[] leftRank = new int[n];
        int[] rightRank = new int[n];
        for (int i = 0; i < n; i++) {
            entryRank[i] = rank(times, sample.entry(i));
            leftRank[i] = sample.left(i) == sample.entry(i) ? entryRank[i] : rank(times, sample.left(i));
            rightRank[i] = sample.rightCensored(i) ? times.length : rank(times, sample.right(i));
        }
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        int[] item = sortedBy(leftRank, sortedBy(rightRank, all, times.length), times.length);
        return new Npmle(sample, times, item, picked(entryRank, item), picked(leftRank, item), picked(rightRank, item));
    }

    /** Prepares and fits; see {@link #fit(double)}. */
    public static NpmleFit fit(CensoredSample sample, double gap) {
        return prepare(sample).fit(gap);
    }

    /**
     * The estimate for the sample's own weights.
     *
     * @param gap the Kuhn-Tucker gap at which to stop, {@code > 0}; {@link NpmleFit#kuhnTuckerGap()} is the gap reached
     */
    public NpmleFit fit(double gap) {
        double[] weights = new double[sample.size()];
        Arrays.setAll(weights, sample::weight);
        return fitted(weights, gap, null);
    }

    /**
     * The estimate for other weights, such as those of a bootstrap replicate. Where the search starts only saves time: the
     * estimate is the same within the gap.
     *
     * @param weights one per item in the order of the sample, finite and {@code >= 0}
     * @param gap the Kuhn-Tucker gap at which to stop, {@code > 0}
     * @param start an estimate of this sample from similar weights, where the search starts
     */
    public NpmleFit fit(double[] weights, double gap, NpmleFit start) {
        if (weights.length != item.length) {
            throw new IllegalArgumentException("There must be one weight per item.");
        }
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.MAX_VALUE)) {
                throw new IllegalArgumentException("Weights must be finite and not negative.");
            }
        }
        return fitted(weights, gap, start);
    }

    private NpmleFit fitted(double[] weights, double gap, @Nullable NpmleFit start) {
        if (!(gap > 0)) {
            throw new IllegalArgumentException("The gap must be positive.");
        }
        NpmleProblem problem = new NpmleProblem(times, item, entryRank, leftRank, rightRank, weights, start);
        return new NpmleSolver(problem).solve(gap);
    }

    /**
     * The earliest entry among items of positive weight, hours: nothing is known about what ended before, so the curve is
     * F given that an item lasted longer than this. 0 if untruncated or empty.
     */
    public double start() {
        double start = Double.POSITIVE_INFINITY;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.weight(i) > 0) {
                start = Math.min(start, sample.entry(i));
            }
        }
        return start < Double.POSITIVE_INFINITY ? start : 0;
    }

    /**
     * The smallest number of items (of positive weight, each counted once) under observation at any time from
     * {@link #start()} to {@code hours}: entered and neither known to be gone nor out of sight. Where it is small, every later value of the
     * curve leans on few items. 0 if {@code hours} is not after the start.
     */
    public int smallestRiskSet(double hours) {
        int[] change = new int[times.length + 2];
        int first = times.length;
        for (int i = 0; i < item.length; i++) {
            if (sample.weight(item[i]) > 0) {
                change[entryRank[i] + 1]++;
                int lastRank = rightRank[i] < times.length ? rightRank[i] : leftRank[i];
                change[lastRank + 1]--;
                first = Math.min(first, entryRank[i]);
            }
        }
        int smallest = Integer.MAX_VALUE;
        int atRisk = 0;
        // rank r stands for the cell that ends at times[r]
        for (int r = 0; r <= times.length; r++) {
            atRisk += change[r];
            if (r > first && times[r - 1] < hours) {
                smallest = Math.min(smallest, atRisk);
            }
        }
        return smallest == Integer.MAX_VALUE ? 0 : smallest;
    }

    /**
     * Whether items that entered later lasted longer (positive) or shorter (negative), from -1 to 1: Kendall's tau between
     * entry and end over pairs that were under observation together (Tsai 1990), as far as the intervals tell which of the
     * two ended first (the pairs of Martin & Betensky 2005). If the later of two entries lies inside the interval in which
     * the other item ended, it is unknown whether they ever were together, and the pair counts half.
     *
     * <p>The curve assumes independence of entry and end. This is a description, not a test: where looks come at fixed
     * steps after each item's own entry, the intervals themselves carry a little dependence.
     *
     * @return empty if no pair can be compared
     */
    public OptionalDouble conditionalTau() {
        return NpmleEntryTau.of(sample);
    }

    private static int rank(double[] times, double time) {
        return Arrays.binarySearch(times, time + 0.0);
    }

    private static double[] distinctTimes(CensoredSample sample) {
        int n = sample.size();
        double[] all = new double[3 * n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            // adding 0.0 turns -0.0, which sorts below 0.0, into 0.0
            all[count++] = sample.left(i) + 0.0;
            if (sample.entry(i) < sample.left(i)) {
                all[count++] = sample.entry(i) + 0.0;
            }
            if (!sample.rightCensored(i)) {
                all[count++] = sample.right(i);
            }
        }
        Arrays.sort(all, 0, count);
        int distinct = 0;
        for (int k = 0; k < count; k++) {
            if (k == 0 || all[k] != all[k - 1]) {
                all[distinct++] = all[k];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    /** Counting sort of items by rank (0 to {@code ranks}), stable. */
    private static int[] sortedBy(int[] rank, int[] items, int ranks) {
        int[] next = new int[ranks + 2];
        for (int i : items) {
            next[rank[i] + 1]++;
        }
        for (int r = 0; r <= ranks; r++) {
            next[r + 1] += next[r];
        }
        int[] sorted = new int[items.length];
        for (int i : items) {
            sorted[next[rank[i]]++] = i;
        }
        return sorted;
    }

    private static int[] picked(int[] values, int[] order) {
        int[] picked = new int[order.length];
        Arrays.setAll(picked, i -> values[order[i]]);
        return picked;
    }
}
