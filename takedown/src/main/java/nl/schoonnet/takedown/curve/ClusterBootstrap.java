// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Resampling of whole clusters with replacement (percentile bootstrap, MEASUREMENT.md section 3).
 *
 * <p>Replicate {@code r} depends on nothing but the seed, {@code r} and the clusters: the result is the same for any number
 * of threads. Safe for use by many threads.
 */
public final class ClusterBootstrap {
    private final int[] clusterOf;
    private final double[] weight;
    private final int clusters;
    private final long seed;

    private ClusterBootstrap(int[] clusterOf, double[] weight, int clusters, long seed) {
        this.clusterOf = clusterOf;
        this.weight = weight;
        this.clusters = clusters;
        this.seed = seed;
    }

    /** A bootstrap over the clusters of a sample. */
    public static ClusterBootstrap of(CensoredSample sample, long seed) {
        int[] cluster = new int[sample.size()];
        Arrays.setAll(cluster, sample::cluster);
        double[] weight = new double[sample.size()];
        Arrays.setAll(weight, sample::weight);
        return of(cluster, weight, seed);
    }

    /** A bootstrap over clusters given per item; cluster numbers may have gaps. */
    public static ClusterBootstrap of(int[] cluster, double[] weight, long seed) {
        int[] distinct = Arrays.stream(cluster).sorted().distinct().toArray();
        int[] dense = new int[cluster.length];
        Arrays.setAll(dense, i -> Arrays.binarySearch(distinct, cluster[i]));
        return new ClusterBootstrap(dense, weight.clone(), distinct.length, seed);
    }

    /** The number of clusters. */
    public int clusters() {
        return clusters;
    }

    /** Weights of replicate {@code replicate}: each item's own weight times how often its cluster was drawn. */
    public double[] weights(int replicate) {
        SplittableRandom random = new SplittableRandom(mixed(seed, replicate));
        int[] drawn = new int[clusters];
        for (int k = 0; k < clusters; k++) {
            drawn[random.nextInt(clusters)]++;
        }
        double[] weights = new double[clusterOf.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight[i] * drawn[clusterOf[i]];
        }
        return weights;
    }

    /**
     * A seed per replicate, scrambled: SplittableRandom steps by a constant, so seeds that differ by a multiple of it would
     * give the same stream, shifted. The finaliser is Stafford's variant 13 of MurmurHash3's.
     */
    private static long mixed(long seed, int replicate) {
        long z = seed + 0x9E3779B97F4A7C15L * (replicate + 1L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Applies a statistic to the weights of each replicate, in parallel; the list is in replicate order. */
    public <T> List<T> replicate(int replicates, Function<double[], T> statistic) {
        return IntStream.range(0, replicates)
                .parallel()
                .mapToObj(r -> statistic.apply(weights(r)))
                .toList();
    }
}
