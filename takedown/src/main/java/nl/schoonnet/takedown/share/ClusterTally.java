// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.curve.ItemOrder;

/**
 * How the items of one provider stand, counted per cluster: items of one page or batch tend to end together and count as
 * less than their number. Immutable; the order of the items carries no meaning.
 */
public final class ClusterTally {
    private final long[] count;
    private final double kish;
    private final double[] total;
    private final double[] within;
    private final double[] undecided;
    private final double[] beyond;

    private ClusterTally(
            long[] count, double kish, double[] total, double[] within, double[] undecided, double[] beyond) {
        this.count = count;
        this.kish = kish;
        this.total = total;
        this.within = within;
        this.undecided = undecided;
        this.beyond = beyond;
    }

    /** Items of weight 1; cluster numbers are free labels. */
    public static ClusterTally of(int[] cluster, Standing[] standing) {
        double[] ones = new double[cluster.length];
        Arrays.fill(ones, 1);
        return of(cluster, standing, ones);
    }

    /**
     * Items with weights: one over the inclusion probability, or the part of an item that counts for this provider. Items
     * of weight 0 are left out.
     *
     * @throws IllegalArgumentException if the columns differ in length, a weight is negative or not finite, or nothing is
     *     left to count
     */
    public static ClusterTally of(int[] cluster, Standing[] standing, double[] weight) {
        if (cluster.length != standing.length || cluster.length != weight.length) {
            throw new IllegalArgumentException("The columns of a tally must have the same length.");
        }
        if (!Arrays.stream(weight).allMatch(w -> w >= 0 && w < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("A weight is negative or not finite.");
        }
        int[] order = byCluster(cluster, weight);
        if (order.length == 0) {
            throw new IllegalArgumentException("A tally of no items has no share.");
        }
        int clusters = (int) IntStream.range(0, order.length)
                .filter(k -> k == 0 || cluster[order[k]] != cluster[order[k - 1]])
                .count();
        double[] total = new double[clusters];
        long[] count = new long[clusters];
        double[] within = new double[clusters];
        double[] undecided = new double[clusters];
        double[] beyond = new double[clusters];
        int at = -1;
        for (int k = 0; k < order.length; k++) {
            int i = order[k];
            if (k == 0 || cluster[i] != cluster[order[k - 1]]) {
                at++;
            }
            count[at]++;
            total[at] += weight[i];
            switch (standing[i]) {
                case WITHIN -> within[at] += weight[i];
                case UNDECIDED -> undecided[at] += weight[i];
                case BEYOND -> beyond[at] += weight[i];
            }
        }
        return inCanonicalOrder(count, kish(weight), total, within, undecided, beyond);
    }

    /** The items whose weight isn't 0, by their cluster, then their weight. */
    static int[] byCluster(int[] cluster, double[] weight) {
        return ItemOrder.by(
                IntStream.range(0, cluster.length).filter(i -> weight[i] != 0).toArray(),
                i -> (long) cluster[i] << Integer.SIZE,
                (a, b) -> Double.compare(weight[a], weight[b]));
    }

    /** Kish's effective number of weights, summed in ascending order. */
    private static double kish(double[] weight) {
        double[] ascending = Arrays.stream(weight).sorted().toArray();
        double squares = 0;
        for (double w : ascending) {
            squares += w * w;
        }
        return sum(ascending) * sum(ascending) / squares;
    }

    /**
     * Unweighted counts per cluster.
     *
     * @throws IllegalArgumentException unless {@code 0 <= within, 0 <= undecided, within + undecided <= items} everywhere
     *     and at least one item is there
     */
    public static ClusterTally ofClusters(long[] within, long[] undecided, long[] items) {
        if (within.length != items.length || undecided.length != items.length) {
            throw new IllegalArgumentException("The columns of a tally must have the same length.");
        }
        for (int c = 0; c < items.length; c++) {
            if (within[c] < 0 || undecided[c] < 0 || within[c] > items[c] - undecided[c]) {
                throw new IllegalArgumentException("Cluster " + c + " counts more items than it has.");
            }
        }
        int[] filled =
                IntStream.range(0, items.length).filter(c -> items[c] > 0).toArray();
        if (filled.length == 0) {
            throw new IllegalArgumentException("A tally of no items has no share.");
        }
        long[] beyond = new long[items.length];
        Arrays.setAll(beyond, c -> items[c] - within[c] - undecided[c]);
        long n = Arrays.stream(items).sum();
        return inCanonicalOrder(
                Arrays.stream(filled).mapToLong(c -> items[c]).toArray(),
                (double) n,
                pick(items, filled),
                pick(within, filled),
                pick(undecided, filled),
                pick(beyond, filled));
    }

    private static double[] pick(long[] column, int[] rows) {
        return Arrays.stream(rows).mapToDouble(c -> column[c]).toArray();
    }

    /** What clusters that are alike have in common; few differ where items weigh the same. */
    private record Kind(double total, double within, double undecided, long count) {
        private static final Comparator<Kind> ORDER = Comparator.comparingDouble(Kind::total)
                .thenComparingDouble(Kind::within)
                .thenComparingDouble(Kind::undecided)
                .thenComparingLong(Kind::count);
    }

    /** Sums over clusters must not depend on how the clusters are numbered. */
    private static ClusterTally inCanonicalOrder(
            long[] count, double kish, double[] total, double[] within, double[] undecided, double[] beyond) {
        SortedMap<Kind, IntStream.Builder> alike = new TreeMap<>(Kind.ORDER);
        for (int c = 0; c < total.length; c++) {
            alike.computeIfAbsent(new Kind(total[c], within[c], undecided[c], count[c]), kind -> IntStream.builder())
                    .add(c);
        }
        int[] order =
                alike.values().stream().flatMapToInt(IntStream.Builder::build).toArray();
        return new ClusterTally(
                Arrays.stream(order).mapToLong(c -> count[c]).toArray(),
                kish,
                arranged(total, order),
                arranged(within, order),
                arranged(undecided, order),
                arranged(beyond, order));
    }

    private static double[] arranged(double[] column, int[] order) {
        return Arrays.stream(order).mapToDouble(c -> column[c]).toArray();
    }

    /** The number of items with a weight above 0. */
    public long items() {
        return Arrays.stream(count).sum();
    }

    /** The number of clusters. */
    public int clusters() {
        return total.length;
    }

    /** The sum of the weights: the number of items if unweighted. */
    public double total() {
        return sum(total);
    }

    /** The weight of the items surely within. */
    public double within() {
        return sum(within);
    }

    /** The weight of the undecided items. */
    public double undecided() {
        return sum(undecided);
    }

    /** The weight of the items surely beyond. */
    public double beyond() {
        return sum(beyond);
    }

    /** The effective size for the share surely within, the lower end. */
    public EffectiveSize sizeOfSurelyWithin() {
        return EffectiveSize.of(within, total, count, kish);
    }

    /** The effective size for the share possibly within (surely or undecided), the upper end. */
    public EffectiveSize sizeOfPossiblyWithin() {
        return EffectiveSize.of(beyond, total, count, kish);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum;
    }
}
