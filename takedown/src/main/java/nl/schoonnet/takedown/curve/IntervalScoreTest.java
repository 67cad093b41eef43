// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whether two groups of interval-censored items end at the same pace: the score test of the grouped proportional-hazards
 * model (Finkelstein 1986, in the form of Fay 1996), judged by permutation of clusters.
 *
 * <p>With S the survival curve of both groups together ({@link Npmle}), an item in {@code (L, R]} scores
 * {@code (S(L) ln S(L) - S(R) ln S(R)) / (S(L) - S(R))}: high if it ended early, low if it lasted. Without censoring that
 * is the log-rank test. Under the null hypothesis clusters are exchangeable, and so are items inside one cluster; so whole
 * clusters of one group change places with such clusters of the other, and in clusters that hold both groups the items do.
 * The statistic, the difference of the mean scores, is divided by the standard error that the clusters show in each
 * permutation, which keeps the size of the test also where the clusters of one group are larger than those of the other
 * (Janssen 1997; Chung & Romano 2013).
 *
 * <p>It takes for granted that both groups were looked at alike: a difference in look times alone can also make it small.
 *
 * @param score sum of the scores of the first group: above 0 if it ends faster than the second
 * @param z the difference of the two mean scores over its standard error between clusters; 0 where a group has fewer than
 *     two clusters or all variance is shared
 * @param pValue share of permutations at least as far from 0 on either side, the observed one counted; 1 where z can't be
 *     told
 * @param permutations how many permutations were drawn
 * @param clusters how many clusters of positive weight there are
 */
public record IntervalScoreTest(double score, double z, double pValue, int permutations, int clusters) {
    private static final double GAP = 1e-9;

    /** A share of the variance below this is rounding. */
    private static final double NOTHING = 1e-12;

    /**
     * Compares two groups in an untruncated sample.
     *
     * @param inFirst per item whether it is in the first group; both groups need an item of positive weight
     * @param permutations how many to draw, at least 1; the smallest possible p is 1 / (permutations + 1)
     * @param seed of the permutations; the result doesn't depend on the number of threads
     * @throws IllegalArgumentException if the sample is truncated, or a group is empty
     */
    public static IntervalScoreTest of(CensoredSample sample, boolean[] inFirst, int permutations, long seed) {
        if (inFirst.length != sample.size()) {
            throw new IllegalArgumentException("There must be one group per item.");
        }
        if (sample.truncated()) {
            throw new IllegalArgumentException("The score test is for untruncated items.");
        }
        if (permutations < 1) {
            throw new IllegalArgumentException("There must be at least one permutation.");
        }
        Layout layout = new Layout(sample, inFirst, scores(sample));
        double observed = layout.statistic(layout.observed);
        long asFar = IntStream.range(0, permutations)
                .parallel()
                .filter(r -> Math.abs(layout.statistic(layout.permuted(seed, r))) >= Math.abs(observed) * (1 - 1e-9))
                .count();
        return new IntervalScoreTest(
                layout.score(layout.observed),
                observed,
                (1.0 + asFar) / (1.0 + permutations),
                permutations,
                layout.clusters);
    }

    /** The score of each item; they sum to 0 over the sample, by weight. */
    static double[] scores(CensoredSample sample) {
        NpmleFit fit = Npmle.fit(sample, GAP);
        double[] scores = new double[sample.size()];
        for (int i = 0; i < scores.length; i++) {
            if (sample.weight(i) > 0) {
                double before = fit.survival(sample.left(i));
                double after = sample.rightCensored(i) ? 0 : fit.survival(sample.right(i));
                scores[i] = (entropy(before) - entropy(after)) / (before - after);
            }
        }
        return scores;
    }

    private static double entropy(double survival) {
        return survival > 0 ? survival * Math.log(survival) : 0;
    }

    /** Items sorted by cluster; clusters of one group first ("pure"), then those that hold both. */
    private static final class Layout {
        private final double[] weight;
        private final double[] scored;
        /** Where the items of each cluster begin; one more entry for the end. */
        private final int[] begin;

        private final int clusters;
        private final int pure;
        private final boolean[] observed;
        private final double[] clusterWeight;
        private final double[] clusterScore;
        private final double totalWeight;
        private final double totalScore;

        Layout(CensoredSample sample, boolean[] inFirst, double[] scores) {
            int[] item = IntStream.range(0, sample.size())
                    .filter(i -> sample.weight(i) > 0)
                    .boxed()
                    .sorted(Comparator.comparingInt(sample::cluster)
                            .thenComparingDouble(sample::left)
                            .thenComparingDouble(sample::right)
                            .thenComparingDouble(sample::weight)
                            .thenComparing(i -> inFirst[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] groupBegin = new int[item.length + 1];
            int count = 0;
            for (int k = 0; k < item.length; k++) {
                if (k == 0 || sample.cluster(item[k]) != sample.cluster(item[k - 1])) {
                    groupBegin[count++] = k;
                }
            }
            groupBegin[count] = item.length;
            clusters = count;
            weight = new double[item.length];
            scored = new double[item.length];
            observed = new boolean[item.length];
            begin = new int[count + 1];
            int placed = 0;
            int used = 0;
            int pures = 0;
            for (boolean mixed : new boolean[] {false, true}) {
                for (int c = 0; c < count; c++) {
                    if (mixed == mixed(item, groupBegin[c], groupBegin[c + 1], inFirst)) {
                        begin[used++] = placed;
                        for (int k = groupBegin[c]; k < groupBegin[c + 1]; k++) {
                            weight[placed] = sample.weight(item[k]);
                            scored[placed] = sample.weight(item[k]) * scores[item[k]];
                            observed[placed++] = inFirst[item[k]];
                        }
                    }
                }
                pures = mixed ? pures : used;
            }
            begin[used] = placed;
            pure = pures;
            clusterWeight = new double[clusters];
            clusterScore = new double[clusters];
            for (int c = 0; c < clusters; c++) {
                for (int k = begin[c]; k < begin[c + 1]; k++) {
                    clusterWeight[c] += weight[k];
                    clusterScore[c] += scored[k];
                }
            }
            totalWeight = Arrays.stream(clusterWeight).sum();
            totalScore = Arrays.stream(clusterScore).sum();
            boolean anyFirst = false;
            boolean anySecond = false;
            for (boolean first : observed) {
                anyFirst |= first;
                anySecond |= !first;
            }
            if (!anyFirst || !anySecond) {
                throw new IllegalArgumentException("Both groups need an item of positive weight.");
            }
        }

        private static boolean mixed(int[] item, int from, int to, boolean[] inFirst) {
            for (int k = from + 1; k < to; k++) {
                if (inFirst[item[k]] != inFirst[item[from]]) {
                    return true;
                }
            }
            return false;
        }

        boolean[] permuted(long seed, int replicate) {
            SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (replicate + 1L)));
            boolean[] labels = new boolean[observed.length];
            boolean[] byCluster = new boolean[pure];
            for (int c = 0; c < pure; c++) {
                byCluster[c] = observed[begin[c]];
            }
            shuffle(byCluster, 0, pure, random);
            for (int c = 0; c < pure; c++) {
                Arrays.fill(labels, begin[c], begin[c + 1], byCluster[c]);
            }
            for (int c = pure; c < clusters; c++) {
                System.arraycopy(observed, begin[c], labels, begin[c], begin[c + 1] - begin[c]);
                shuffle(labels, begin[c], begin[c + 1], random);
            }
            return labels;
        }

        private static void shuffle(boolean[] values, int from, int to, SplittableRandom random) {
            for (int k = to - 1; k > from; k--) {
                int other = random.nextInt(from, k + 1);
                boolean value = values[k];
                values[k] = values[other];
                values[other] = value;
            }
        }

        double score(boolean[] inFirst) {
            double score = 0;
            for (int k = 0; k < scored.length; k++) {
                score += inFirst[k] ? scored[k] : 0;
            }
            return score;
        }

        /**
         * The difference of the two mean scores over its standard error, in which each cluster counts with its residual
         * from its group's mean as of a ratio (Cochran 1977, section 6.5); 0 if it can't be told.
         */
        double statistic(boolean[] inFirst) {
            double[] weightOfFirst = new double[clusters];
            double[] scoreOfFirst = new double[clusters];
            double firstWeight = 0;
            double firstScore = 0;
            int withFirst = 0;
            int withSecond = 0;
            for (int c = 0; c < clusters; c++) {
                int firsts = 0;
                for (int k = begin[c]; k < begin[c + 1]; k++) {
                    if (inFirst[k]) {
                        firsts++;
                        weightOfFirst[c] += weight[k];
                        scoreOfFirst[c] += scored[k];
                    }
                }
                withFirst += firsts > 0 ? 1 : 0;
                withSecond += firsts < begin[c + 1] - begin[c] ? 1 : 0;
                firstWeight += weightOfFirst[c];
                firstScore += scoreOfFirst[c];
            }
            if (withFirst < 2 || withSecond < 2) {
                return 0;
            }
            double secondWeight = totalWeight - firstWeight;
            double firstMean = firstScore / firstWeight;
            double secondMean = (totalScore - firstScore) / secondWeight;
            double firstSquares = 0;
            double secondSquares = 0;
            double products = 0;
            for (int c = 0; c < clusters; c++) {
                double first = (scoreOfFirst[c] - weightOfFirst[c] * firstMean) / firstWeight;
                double scoreOfSecond = clusterScore[c] - scoreOfFirst[c];
                double weightOfSecond = clusterWeight[c] - weightOfFirst[c];
                double second = (scoreOfSecond - weightOfSecond * secondMean) / secondWeight;
                firstSquares += first * first;
                secondSquares += second * second;
                products += first * second;
            }
            double variance = firstSquares * withFirst / (withFirst - 1.0)
                    + secondSquares * withSecond / (withSecond - 1.0)
                    - 2 * products;
            return variance > NOTHING * (firstSquares + secondSquares)
                    ? (firstMean - secondMean) / Math.sqrt(variance)
                    : 0;
        }
    }
}
