// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * The log-rank test of two or more groups (Mantel 1966; Peto and Peto 1972) with delayed entry and weights: observed
 * against expected ends per group, with the hypergeometric variance.
 *
 * <p>An effect belongs beside it: {@link GroupDifference}. Weights are repetitions. The chi-square p-value takes items for
 * independent; {@link #permutationPValue} doesn't.
 *
 * @param chiSquare the statistic, 0 where no risk set holds two groups
 * @param degreesOfFreedom the number of groups that can be compared, less one
 * @param pValue of the statistic under the chi-square distribution; 1 without degrees of freedom
 * @param groups the groups in the order of their numbers
 */
public record LogRank(double chiSquare, int degreesOfFreedom, double pValue, List<Group> groups) {
    private static final double RANK_TOLERANCE = 1e-9;

    /** Copies its list. */
    public LogRank {
        groups = List.copyOf(groups);
    }

    /**
     * What a group counted.
     *
     * @param observed weight of its ends
     * @param expected weight of its ends if all groups had the same hazard
     */
    public record Group(double observed, double expected) {}

    /**
     * The test. Ends of any cause count.
     *
     * @param group per item a group number from 0 on
     */
    public static LogRank test(ExactSample sample, int[] group) {
        return new Sweep(sample).test(group, groups(sample, group));
    }

    /**
     * The p-value by permutation of the clusters' groups: the share, with the data themselves counted once, of relabelled
     * data sets whose statistic is at least as large. Valid where, without an effect, clusters of the groups are
     * exchangeable: the same pattern of entry and follow-up. The same for any number of threads.
     *
     * @param group per item a group number from 0 on, the same for all items of a cluster
     * @param permutations at least 1; p can't be below 1 / (permutations + 1)
     * @throws IllegalArgumentException if a cluster has items in two groups
     */
    public static double permutationPValue(ExactSample sample, int[] group, int permutations, long seed) {
        if (permutations < 1) {
            throw new IllegalArgumentException("A permutation test needs at least one permutation.");
        }
        int groups = groups(sample, group);
        int[] clusterNumbers = IntStream.range(0, sample.size())
                .map(sample::cluster)
                .sorted()
                .distinct()
                .toArray();
        int[] clusterOf = new int[sample.size()];
        int[] groupOfCluster = new int[clusterNumbers.length];
        Arrays.fill(groupOfCluster, -1);
        for (int i = 0; i < clusterOf.length; i++) {
            int c = Arrays.binarySearch(clusterNumbers, sample.cluster(i));
            clusterOf[i] = c;
            if (groupOfCluster[c] >= 0 && groupOfCluster[c] != group[i]) {
                throw new IllegalArgumentException("A cluster has items in two groups and can't be permuted.");
            }
            groupOfCluster[c] = group[i];
        }
        Sweep sweep = new Sweep(sample);
        double actual = sweep.test(group, groups).chiSquare();
        // A table of seeds, so that replicates are independent and don't depend on who computes them.
        long[] seeds = new SplittableRandom(seed).longs(permutations).toArray();
        long atLeast = Arrays.stream(seeds)
                .parallel()
                .filter(s -> {
                    int[] shuffled = shuffled(groupOfCluster, new SplittableRandom(s));
                    int[] relabelled = new int[clusterOf.length];
                    Arrays.setAll(relabelled, i -> shuffled[clusterOf[i]]);
                    return sweep.test(relabelled, groups).chiSquare() >= actual * (1 - RANK_TOLERANCE);
                })
                .count();
        return (1.0 + atLeast) / (1.0 + permutations);
    }

    private static int groups(ExactSample sample, int[] group) {
        if (group.length != sample.size()) {
            throw new IllegalArgumentException("The columns of a sample must have the same length.");
        }
        int groups = 0;
        for (int g : group) {
            if (g < 0) {
                throw new IllegalArgumentException("Groups are numbered from 0 on.");
            }
            groups = Math.max(groups, g + 1);
        }
        return groups;
    }

    private static int[] shuffled(int[] values, SplittableRandom random) {
        int[] result = values.clone();
        for (int i = result.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = result[i];
            result[i] = result[j];
            result[j] = swapped;
        }
        return result;
    }

    /** One pass over the risk sets from the last time to the first; holds the sample's columns in sorted order. */
    private static final class Sweep {
        private final ExactSample sample;
        private final int[] byTime;
        private final int[] byEntry;

        Sweep(ExactSample sample) {
            this.sample = sample;
            this.byTime = Arrays.stream(sample.byTime())
                    .filter(i -> sample.everAtRisk(i) && sample.weight(i) > 0)
                    .toArray();
            this.byEntry = Arrays.stream(sample.byEntry())
                    .filter(i -> sample.everAtRisk(i) && sample.weight(i) > 0 && sample.entry(i) > 0)
                    .toArray();
        }

        LogRank test(int[] group, int groups) {
            double[] atRisk = new double[groups];
            double[] observed = new double[groups];
            double[] expected = new double[groups];
            double[][] variance = new double[groups][groups];
            int entering = byEntry.length - 1;
            for (int last = byTime.length - 1; last >= 0; ) {
                double time = sample.time(byTime[last]);
                double ended = 0;
                for (; last >= 0 && sample.time(byTime[last]) == time; last--) {
                    int i = byTime[last];
                    atRisk[group[i]] += sample.weight(i);
                    if (sample.cause(i) > 0) {
                        observed[group[i]] += sample.weight(i);
                        ended += sample.weight(i);
                    }
                }
                for (; entering >= 0 && sample.entry(byEntry[entering]) >= time; entering--) {
                    atRisk[group[byEntry[entering]]] -= sample.weight(byEntry[entering]);
                }
                if (ended > 0) {
                    addRiskSet(atRisk, ended, expected, variance);
                }
            }
            return result(observed, expected, variance);
        }

        private static void addRiskSet(double[] atRisk, double ended, double[] expected, double[][] variance) {
            double total = 0;
            for (double n : atRisk) {
                total += n;
            }
            double factor = total > 1 ? ended * Math.max(0, total - ended) / (total - 1) : 0;
            for (int g = 0; g < atRisk.length; g++) {
                double share = atRisk[g] / total;
                expected[g] += ended * share;
                variance[g][g] += factor * share;
                for (int h = 0; h < atRisk.length; h++) {
                    variance[g][h] -= factor * share * atRisk[h] / total;
                }
            }
        }

        private static LogRank result(double[] observed, double[] expected, double[][] variance) {
            List<Group> groups = IntStream.range(0, observed.length)
                    .mapToObj(g -> new Group(observed[g], expected[g]))
                    .toList();
            if (groups.size() < 2) {
                return new LogRank(0, 0, 1, groups);
            }
            // The rows of the variance add up to 0: a pseudo-inverse treats all groups alike.
            EigenDecompositionSymmetric eigen =
                    new EigenDecompositionSymmetric(new Array2DRowRealMatrix(variance, false));
            double[] values = eigen.getEigenvalues();
            double largest = Arrays.stream(values).max().orElse(0);
            double chiSquare = 0;
            int rank = 0;
            for (int e = 0; e < values.length; e++) {
                if (values[e] > RANK_TOLERANCE * largest && values[e] > 0) {
                    double projection = 0;
                    for (int g = 0; g < observed.length; g++) {
                        projection += eigen.getEigenvector(e).getEntry(g) * (observed[g] - expected[g]);
                    }
                    chiSquare += projection * projection / values[e];
                    rank++;
                }
            }
            double p = rank == 0 ? 1 : 1 - new ChiSquaredDistribution(rank).cumulativeProbability(chiSquare);
            return new LogRank(chiSquare, rank, p, groups);
        }
    }
}
