// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.ItemOrder;
import nl.schoonnet.takedown.share.Interval;

/**
 * How concentrated items are on parties. Only parties that hold something count, so a Gini or Lorenz curve says nothing
 * about parties that hold nothing.
 *
 * @param parties the number of parties with something, at least 1
 * @param items the sum over the parties; fractions where an item counts for several parties in parts
 * @param cr4 the part of the four largest, percent
 * @param cr10 the part of the ten largest, percent
 * @param hhi the Herfindahl-Hirschman index: the sum of the squared percentages, above 0, 10,000 for a single party
 * @param gini the Gini coefficient without small-sample correction, 0 (all equal) to {@code 1 - 1/parties}
 */
public record Concentration(int parties, double items, double cr4, double cr10, double hhi, double gini) {

    /**
     * A point of the Lorenz curve.
     *
     * @param parties the part of the parties, smallest first, 0 to 1
     * @param items the part of the items that they hold, 0 to 1
     */
    public record LorenzPoint(double parties, double items) {}

    /**
     * 95% percentile bootstrap intervals over clusters. Resampling makes items fall together, so on few clusters these lean
     * upwards; each is widened where needed to hold its estimate.
     */
    public record Bands(Interval cr4, Interval cr10, Interval hhi, Interval gini) {}

    /**
     * The concentration of volumes, one per party; zeros are left out.
     *
     * @throws IllegalArgumentException if a volume is negative or not finite, or all are 0
     */
    public static Concentration of(double[] volumes) {
        double[] ascending = held(volumes);
        int n = ascending.length;
        double total = Arrays.stream(ascending).sum();
        double squares = 0;
        double ranked = 0;
        for (int i = 0; i < n; i++) {
            double percent = 100 * ascending[i] / total;
            squares += percent * percent;
            ranked += (2.0 * (i + 1) - n - 1) * ascending[i];
        }
        return new Concentration(
                n, total, largest(ascending, total, 4), largest(ascending, total, 10), squares, ranked / (n * total));
    }

    private static double[] held(double[] volumes) {
        if (!Arrays.stream(volumes).allMatch(v -> v >= 0 && v < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("A volume is negative or not finite.");
        }
        double[] ascending = Arrays.stream(volumes).filter(v -> v > 0).sorted().toArray();
        if (ascending.length == 0) {
            throw new IllegalArgumentException("Nobody holds anything: there is no concentration.");
        }
        return ascending;
    }

    private static double largest(double[] ascending, double total, int count) {
        if (ascending.length <= count) {
            return 100;
        }
        double sum = 0;
        for (int i = ascending.length - count; i < ascending.length; i++) {
            sum += ascending[i];
        }
        return 100 * sum / total;
    }

    /**
     * The Lorenz curve from (0, 0) to (1, 1), thinned to at most {@code points} points spread over the parties.
     *
     * @param points at least 2
     */
    public static List<LorenzPoint> lorenz(double[] volumes, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("A curve needs two points.");
        }
        double[] ascending = held(volumes);
        int n = ascending.length;
        double[] cumulative = new double[n + 1];
        for (int i = 0; i < n; i++) {
            cumulative[i + 1] = cumulative[i] + ascending[i];
        }
        int steps = Math.min(n, points - 1);
        List<LorenzPoint> curve = new ArrayList<>(steps + 1);
        for (int s = 0; s <= steps; s++) {
            int upTo = (int) ((long) n * s / steps);
            curve.add(new LorenzPoint(upTo / (double) n, cumulative[upTo] / cumulative[n]));
        }
        return List.copyOf(curve);
    }

    /**
     * The bands for rows of items; an item on several parties has a row for each, of the same cluster.
     *
     * @param party the party of each row, numbers of any kind
     * @param cluster the cluster of each row
     * @param part how much of the item counts for the party, 1 if all
     * @param replicates 0 for none
     * @return empty without replicates or with one cluster
     */
    public static Optional<Bands> bands(int[] party, int[] cluster, double[] part, int replicates, long seed) {
        if (party.length != cluster.length || party.length != part.length) {
            throw new IllegalArgumentException("The columns must have the same length.");
        }
        if (replicates == 0) {
            return Optional.empty();
        }
        int[] order = ItemOrder.stable(
                ItemOrder.by(
                        IntStream.range(0, party.length).toArray(),
                        i -> (long) cluster[i] << Integer.SIZE,
                        (i, j) -> Double.compare(part[i], part[j])),
                i -> (long) party[i] << Integer.SIZE);
        int[] distinct = Arrays.stream(party).sorted().distinct().toArray();
        int[] of = Arrays.stream(order)
                .map(i -> Arrays.binarySearch(distinct, party[i]))
                .toArray();
        ClusterBootstrap bootstrap = ClusterBootstrap.of(
                Arrays.stream(order).map(i -> cluster[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> part[i]).toArray(),
                seed);
        if (bootstrap.clusters() < 2) {
            return Optional.empty();
        }
        double[] parts = Arrays.stream(order).mapToDouble(i -> part[i]).toArray();
        Concentration estimate = of(volumes(of, parts, distinct.length));
        List<Concentration> drawn =
                bootstrap.replicate(replicates, weights -> of(volumes(of, weights, distinct.length)));
        return Optional.of(new Bands(
                around(estimate.cr4, drawn.stream().mapToDouble(Concentration::cr4)),
                around(estimate.cr10, drawn.stream().mapToDouble(Concentration::cr10)),
                around(estimate.hhi, drawn.stream().mapToDouble(Concentration::hhi)),
                around(estimate.gini, drawn.stream().mapToDouble(Concentration::gini))));
    }

    private static Interval around(double estimate, DoubleStream drawn) {
        Interval middle = Interval.percentile(drawn.toArray(), 0.95);
        return new Interval(Math.min(estimate, middle.low()), Math.max(estimate, middle.high()));
    }

    private static double[] volumes(int[] party, double[] weights, int parties) {
        double[] volumes = new double[parties];
        for (int i = 0; i < party.length; i++) {
            volumes[party[i]] += weights[i];
        }
        return volumes;
    }
}
