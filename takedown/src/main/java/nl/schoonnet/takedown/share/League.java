// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.ItemOrder;

/**
 * All providers side by side: their tallies, averages over them, and how stable the top is. Immutable; neither the order of
 * the items nor the number of threads changes a result.
 *
 * <p>A bootstrap redraws clusters over all providers together, so that a page shared by two of them stays one page.
 */
public final class League {
    /** What one provider has in one cluster. */
    private record Cell(int provider, int cluster, double within, double undecided, double beyond) {
        double total() {
            return within + undecided + beyond;
        }
    }

    /**
     * An average over providers.
     *
     * @param range with the undecided items beyond (low) and within (high)
     * @param interval the percentile bootstrap interval around both; empty without replicates or with one cluster
     */
    public record Average(Interval range, Optional<Interval> interval) {}

    /**
     * Both averages.
     *
     * @param overItems every item counts the same: what a notice may expect
     * @param overProviders every provider counts the same: what a provider is like
     */
    public record Averages(Average overItems, Average overProviders) {}

    /**
     * How often a provider was among the top in replicates of the data. Descriptive: not a confidence, and not a proof of
     * rank; that is the {@link RankSet}.
     *
     * @param bySurely ordered by the share surely within, 0 to 1
     * @param byPossibly ordered by the share possibly within, 0 to 1
     */
    public record ChanceOfTop(double bySurely, double byPossibly) {}

    private final int[] providers;
    private final List<ClusterTally> tallies;
    private final List<Cell> cells;

    private League(int[] providers, List<ClusterTally> tallies, List<Cell> cells) {
        this.providers = providers;
        this.tallies = tallies;
        this.cells = cells;
    }

    /** Items of weight 1. */
    public static League of(int[] provider, int[] cluster, Standing[] standing) {
        double[] ones = new double[provider.length];
        Arrays.fill(ones, 1);
        return of(provider, cluster, standing, ones);
    }

    /**
     * Items with weights; an item on several providers is given once for each, with its part as the weight. Rows of weight 0
     * are left out.
     *
     * @throws IllegalArgumentException as {@link ClusterTally#of(int[], Standing[], double[])}
     */
    public static League of(int[] provider, int[] cluster, Standing[] standing, double[] weight) {
        int n = provider.length;
        if (cluster.length != n || standing.length != n || weight.length != n) {
            throw new IllegalArgumentException("The columns of a league must have the same length.");
        }
        int[] order =
                ItemOrder.stable(ClusterTally.byCluster(cluster, weight), i -> (long) provider[i] << Integer.SIZE);
        List<Cell> cells = new ArrayList<>();
        List<ClusterTally> tallies = new ArrayList<>();
        IntStream.Builder providers = IntStream.builder();
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && provider[order[to]] == provider[order[from]]) {
                to++;
            }
            int[] own = Arrays.copyOfRange(order, from, to);
            tallies.add(ClusterTally.of(
                    Arrays.stream(own).map(i -> cluster[i]).toArray(),
                    Arrays.stream(own).mapToObj(i -> standing[i]).toArray(Standing[]::new),
                    Arrays.stream(own).mapToDouble(i -> weight[i]).toArray()));
            providers.add(provider[order[from]]);
            addCells(cells, own, provider, cluster, standing, weight);
            from = to;
        }
        return new League(providers.build().toArray(), List.copyOf(tallies), List.copyOf(cells));
    }

    private static void addCells(
            List<Cell> cells, int[] own, int[] provider, int[] cluster, Standing[] standing, double[] weight) {
        int from = 0;
        while (from < own.length) {
            int page = cluster[own[from]];
            double within = 0;
            double undecided = 0;
            double beyond = 0;
            int to = from;
            while (to < own.length && cluster[own[to]] == page) {
                int i = own[to++];
                switch (standing[i]) {
                    case WITHIN -> within += weight[i];
                    case UNDECIDED -> undecided += weight[i];
                    case BEYOND -> beyond += weight[i];
                }
            }
            cells.add(new Cell(provider[own[from]], page, within, undecided, beyond));
            from = to;
        }
    }

    /** The same league with only the providers of at least so many items: those that may be ranked by name. */
    public League ofAtLeast(long items) {
        int[] kept = IntStream.range(0, providers.length)
                .filter(i -> tallies.get(i).items() >= items)
                .toArray();
        int[] names = Arrays.stream(kept).map(i -> providers[i]).toArray();
        return new League(
                names,
                Arrays.stream(kept).mapToObj(tallies::get).toList(),
                cells.stream()
                        .filter(cell -> Arrays.binarySearch(names, cell.provider) >= 0)
                        .toList());
    }

    /** The providers' numbers, ascending; all lists of this class are in this order. */
    public int[] providers() {
        return providers.clone();
    }

    /** The tally of each provider. */
    public List<ClusterTally> tallies() {
        return tallies;
    }

    /** The share of each provider. */
    public List<ShareInterval> shares() {
        return tallies.stream().map(ShareInterval::of).toList();
    }

    /**
     * The averages over all providers of this league.
     *
     * @param replicates bootstrap replicates, 0 for none
     * @throws IllegalArgumentException if the league is empty
     */
    public Averages averages(int replicates, long seed) {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("An empty league has no average.");
        }
        double[] ones = new double[cells.size()];
        Arrays.fill(ones, 1);
        double[] point = averages(ones);
        ClusterBootstrap bootstrap = bootstrap(seed);
        List<double[]> replicated =
                bootstrap.clusters() < 2 ? List.of() : bootstrap.replicate(replicates, this::averages);
        return new Averages(average(point, replicated, 0), average(point, replicated, 2));
    }

    private static Average average(double[] point, List<double[]> replicated, int at) {
        Interval range = new Interval(point[at], Math.max(point[at], point[at + 1]));
        if (replicated.isEmpty()) {
            return new Average(range, Optional.empty());
        }
        double[] low = replicated.stream().mapToDouble(r -> r[at]).toArray();
        double[] high = replicated.stream().mapToDouble(r -> r[at + 1]).toArray();
        double lowest = Math.min(range.low(), Interval.percentile(low, 0.95).low());
        double highest = Math.max(range.high(), Interval.percentile(high, 0.95).high());
        return new Average(range, Optional.of(new Interval(lowest, highest)));
    }

    /** Item-weighted low and high, provider-weighted low and high; a provider that wasn't drawn isn't averaged. */
    private double[] averages(double[] drawn) {
        double[][] sums = sums(drawn);
        double within = 0;
        double possible = 0;
        double total = 0;
        double low = 0;
        double high = 0;
        int counted = 0;
        for (double[] sum : sums) {
            if (sum[2] > 0) {
                within += sum[0];
                possible += sum[1];
                total += sum[2];
                low += sum[0] / sum[2];
                high += sum[1] / sum[2];
                counted++;
            }
        }
        return new double[] {within / total, possible / total, low / counted, high / counted};
    }

    /** Within, possibly within and total, per provider. */
    private double[][] sums(double[] drawn) {
        double[][] sums = new double[providers.length][3];
        int at = 0;
        for (int c = 0; c < cells.size(); c++) {
            Cell cell = cells.get(c);
            while (providers[at] != cell.provider) {
                at++;
            }
            sums[at][0] += drawn[c] * cell.within;
            sums[at][1] += drawn[c] * (cell.within + cell.undecided);
            sums[at][2] += drawn[c] * cell.total();
        }
        return sums;
    }

    private ClusterBootstrap bootstrap(long seed) {
        double[] ones = new double[cells.size()];
        Arrays.fill(ones, 1);
        int[] cluster = cells.stream().mapToInt(Cell::cluster).toArray();
        return ClusterBootstrap.of(cluster, ones, seed);
    }

    /**
     * How often each provider was among the {@code top} by share; places shared by equals are divided among them, and a
     * provider that wasn't drawn has none.
     *
     * @param replicates at least 1
     */
    public List<ChanceOfTop> chancesOfTop(int top, int replicates, long seed) {
        if (top < 1 || replicates < 1) {
            throw new IllegalArgumentException("Need at least one place and one replicate.");
        }
        int count = providers.length;
        List<double[][]> places = bootstrap(seed).replicate(replicates, drawn -> {
            double[][] sums = sums(drawn);
            return new double[][] {places(sums, 0, top), places(sums, 1, top)};
        });
        return IntStream.range(0, count)
                .mapToObj(i -> new ChanceOfTop(
                        places.stream().mapToDouble(p -> p[0][i]).sum() / replicates,
                        places.stream().mapToDouble(p -> p[1][i]).sum() / replicates))
                .toList();
    }

    private static double[] places(double[][] sums, int column, int top) {
        double[] share = Arrays.stream(sums)
                .mapToDouble(sum -> sum[2] > 0 ? sum[column] / sum[2] : -1)
                .toArray();
        double[] places = new double[share.length];
        for (int i = 0; i < share.length; i++) {
            if (share[i] < 0) {
                continue;
            }
            int better = 0;
            int equal = 0;
            for (double other : share) {
                better += other > share[i] ? 1 : 0;
                equal += other == share[i] ? 1 : 0;
            }
            places[i] = Math.clamp((top - better) / (double) equal, 0, 1);
        }
        return places;
    }
}
