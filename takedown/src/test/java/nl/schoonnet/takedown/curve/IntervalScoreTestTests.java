// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static nl.schoonnet.takedown.curve.NpmleSamples.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class IntervalScoreTestTests {
    /**
     * Fay & Shaw (2010), Journal of Statistical Software 36(2), section 4.2, Finkelstein's scores: 9.944182 for the group
     * with chemotherapy, Z = 2.6839 with the variance of the permutation distribution, p = 0.007277.
     */
    @Test
    void the_breast_cosmesis_groups_have_the_published_score_and_permutation_variance() {
        double[] scores = IntervalScoreTest.scores(BreastCosmesis.both());
        boolean[] chemotherapy = BreastCosmesis.chemotherapy();
        double score = 0;
        double squares = 0;
        for (int i = 0; i < scores.length; i++) {
            score += chemotherapy[i] ? scores[i] : 0;
            squares += scores[i] * scores[i];
        }
        assertThat(Arrays.stream(scores).sum()).isCloseTo(0, within(1e-6));
        assertThat(score).isCloseTo(9.944182, within(1e-4));
        double variance = 48.0 * 46.0 / (94 * 93) * squares;
        assertThat(score / Math.sqrt(variance)).isCloseTo(2.6839, within(5e-5));
    }

    /** Fay & Shaw (2010), section 4.4, give 0.005012 for the score form and 0.007277 for the permutation form. */
    @Test
    void permuting_the_breast_cosmesis_groups_gives_the_published_p() {
        IntervalScoreTest test = IntervalScoreTest.of(BreastCosmesis.both(), BreastCosmesis.chemotherapy(), 20_000, 1);
        assertThat(test.score()).isCloseTo(9.944182, within(1e-4));
        assertThat(test.z()).isCloseTo(2.7, within(0.15));
        assertThat(test.clusters()).isEqualTo(94);
        assertThat(test.pValue()).isBetween(0.004, 0.010);
    }

    @Test
    void exact_times_score_as_in_the_log_rank_test() {
        // ends at 1, 2, 3, 4 in the groups A, B, A, B; each score is ln S at the end plus the hazard's share there
        double[] right = {1, 2, 3, 4};
        double[] left = Arrays.stream(right).map(Math::nextDown).toArray();
        double[] scores = IntervalScoreTest.scores(CensoredSample.of(left, right));
        double[] survival = {1, 0.75, 0.5, 0.25};
        for (int i = 0; i < 4; i++) {
            double after = i < 3 ? survival[i + 1] * Math.log(survival[i + 1]) : 0;
            double expected = (survival[i] * Math.log(survival[i]) - after) / 0.25;
            assertThat(scores[i]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void swapping_the_groups_turns_the_sign_only() {
        boolean[] others = BreastCosmesis.chemotherapy();
        for (int i = 0; i < others.length; i++) {
            others[i] = !others[i];
        }
        IntervalScoreTest one = IntervalScoreTest.of(BreastCosmesis.both(), BreastCosmesis.chemotherapy(), 99, 3);
        IntervalScoreTest other = IntervalScoreTest.of(BreastCosmesis.both(), others, 99, 3);
        assertThat(other.score()).isCloseTo(-one.score(), within(1e-6));
        assertThat(other.z()).isCloseTo(-one.z(), within(1e-6));
    }

    @Test
    void the_result_is_the_same_for_any_number_of_threads() {
        assertThat(with(1)).isEqualTo(with(4));
    }

    private static IntervalScoreTest with(int threads) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> IntervalScoreTest.of(BreastCosmesis.both(), BreastCosmesis.chemotherapy(), 500, 8))
                    .join();
        }
    }

    @Test
    void the_size_is_kept_where_clusters_are_large_and_one_group_has_the_larger_ones() {
        int trials = 400;
        int rejectedByCluster = 0;
        int rejectedByItem = 0;
        for (int trial = 0; trial < trials; trial++) {
            Clustered data = Clustered.of(1, new SplittableRandom(1_000 + trial));
            IntervalScoreTest byCluster = IntervalScoreTest.of(data.sample(), data.first(), 199, trial);
            IntervalScoreTest byItem = IntervalScoreTest.of(data.unclustered(), data.first(), 199, trial);
            rejectedByCluster += byCluster.pValue() <= 0.05 ? 1 : 0;
            rejectedByItem += byItem.pValue() <= 0.05 ? 1 : 0;
        }
        // 0.05 +- 3 standard errors of 400 trials: 7 to 33
        assertThat(rejectedByCluster).isBetween(7, 33);
        assertThat(rejectedByItem)
                .as("ignoring clusters must fail, or this proves nothing")
                .isGreaterThan(60);
    }

    @Test
    void a_group_that_ends_four_times_as_fast_is_found() {
        int found = 0;
        for (int trial = 0; trial < 20; trial++) {
            Clustered data = Clustered.of(4, new SplittableRandom(trial));
            IntervalScoreTest test = IntervalScoreTest.of(data.sample(), data.first(), 199, trial);
            found += test.pValue() <= 0.05 && test.score() > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(15);
    }

    @Test
    void items_change_places_inside_clusters_that_hold_both_groups() {
        // each cluster ends at its own time, its two items in different groups: no difference can be told
        int n = 40;
        double[] left = new double[n];
        double[] right = new double[n];
        int[] cluster = new int[n];
        boolean[] first = new boolean[n];
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        for (int i = 0; i < n; i++) {
            int pair = i / 2;
            left[i] = pair;
            right[i] = pair + 1;
            cluster[i] = pair;
            first[i] = i % 2 == 0;
        }
        IntervalScoreTest test =
                IntervalScoreTest.of(CensoredSample.of(new double[n], left, right, ones, cluster), first, 99, 5);
        assertThat(test.score()).isCloseTo(0, within(1e-9));
        assertThat(test.clusters()).isEqualTo(20);
        assertThat(test.pValue()).isEqualTo(1);
    }

    @Test
    void one_cluster_proves_nothing() {
        CensoredSample sample = CensoredSample.of(
                new double[4],
                new double[] {0, 1, 2, 3},
                new double[] {1, 2, 3, NEVER},
                new double[] {1, 1, 1, 1},
                new int[4]);
        boolean[] first = {true, true, false, false};
        assertThat(IntervalScoreTest.of(sample, first, 99, 1).pValue()).isEqualTo(1);
    }

    @Test
    void truncated_samples_and_empty_groups_are_refused() {
        CensoredSample late = CensoredSample.of(new double[] {1, 0}, new double[] {1, 0}, new double[] {2, 2});
        assertThatThrownBy(() -> IntervalScoreTest.of(late, new boolean[] {true, false}, 9, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("untruncated");
        CensoredSample two = CensoredSample.of(new double[2], new double[] {2, 2});
        assertThatThrownBy(() -> IntervalScoreTest.of(two, new boolean[2], 9, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Both groups");
    }

    /** Clusters of items that end nearly together, looked at daily; the first group has few large clusters. */
    private record Clustered(CensoredSample sample) {
        private static final int LARGE = 10;
        private static final int SMALL = 30;

        static Clustered of(double pace, SplittableRandom random) {
            int n = LARGE * 9 + SMALL * 3;
            double[] left = new double[n];
            double[] right = new double[n];
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            int[] cluster = new int[n];
            int i = 0;
            for (int c = 0; c < LARGE + SMALL; c++) {
                double shared = -48 * Math.log1p(-random.nextDouble());
                for (int k = 0; k < (c < LARGE ? 9 : 3); k++) {
                    double end = shared * (0.8 + 0.4 * random.nextDouble()) / (c < LARGE ? pace : 1);
                    double look = 24 * random.nextDouble();
                    while (look < end) {
                        left[i] = look;
                        look += 24;
                    }
                    right[i] = look;
                    cluster[i++] = c;
                }
            }
            return new Clustered(CensoredSample.of(new double[n], left, right, ones, cluster));
        }

        boolean[] first() {
            boolean[] first = new boolean[sample.size()];
            for (int i = 0; i < first.length; i++) {
                first[i] = sample.cluster(i) < LARGE;
            }
            return first;
        }

        CensoredSample unclustered() {
            int n = sample.size();
            double[] left = new double[n];
            double[] right = new double[n];
            Arrays.setAll(left, sample::left);
            Arrays.setAll(right, sample::right);
            return CensoredSample.of(left, right);
        }
    }
}
