// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values called R's are printed by takedown/src/test/r/curves.R. */
class LogRankTests {
    @Test
    void the_leukaemia_trial_gives_the_published_16_79() {
        LogRank test = LogRank.test(CurveSamples.leukaemia(), CurveSamples.leukaemiaGroups());
        // Kleinbaum & Klein 2012, section 2.IV; the further decimals are R's.
        assertThat(test.chiSquare()).isCloseTo(16.79, within(0.005));
        assertThat(test.chiSquare()).isCloseTo(16.7929409892, within(1e-9));
        assertThat(test.degreesOfFreedom()).isEqualTo(1);
        assertThat(test.pValue()).isCloseTo(4.17e-5, within(1e-7));
        assertThat(test.groups().get(0).observed()).isEqualTo(9);
        assertThat(test.groups().get(0).expected()).isCloseTo(19.2505009480, within(1e-9));
        assertThat(test.groups().get(1).observed()).isEqualTo(21);
        assertThat(test.groups().get(1).expected()).isCloseTo(10.7494990520, within(1e-9));
    }

    @Test
    void three_groups_come_out_as_in_r() {
        List<CurveSamples.Patient> patients = CurveSamples.mgus2();
        ExactSample sample = ExactSample.of(
                new double[patients.size()],
                patients.stream().mapToDouble(CurveSamples.Patient::time).toArray(),
                patients.stream().mapToInt(CurveSamples.Patient::cause).toArray());
        LogRank test = LogRank.test(sample, groups(patients));
        assertThat(test.chiSquare()).isCloseTo(3.35128559278, within(1e-10));
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.groups()).extracting(LogRank.Group::observed).containsExactly(16.0, 16.0, 15.0);
        assertThat(test.groups().get(1).expected()).isCloseTo(13.53852396346, within(1e-9));
    }

    @Test
    void delayed_entry_comes_out_as_the_score_test_of_a_cox_model_in_r() {
        List<CurveSamples.Patient> patients = CurveSamples.mgus2();
        LogRank three = LogRank.test(CurveSamples.sample(patients), groups(patients));
        assertThat(three.chiSquare()).isCloseTo(3.40189885293, within(1e-9));
        assertThat(three.degreesOfFreedom()).isEqualTo(2);
        List<CurveSamples.Patient> two =
                patients.stream().filter(p -> p.group() < 2).toList();
        LogRank test = LogRank.test(CurveSamples.sample(two), groups(two));
        assertThat(test.chiSquare()).isCloseTo(2.19665535101, within(1e-9));
    }

    private static int[] groups(List<CurveSamples.Patient> patients) {
        return patients.stream().mapToInt(CurveSamples.Patient::group).toArray();
    }

    @Test
    void order_and_the_names_of_groups_are_nothing_and_a_weight_is_a_repetition() {
        SplittableRandom random = new SplittableRandom(11);
        for (int s = 0; s < 6; s++) {
            ExactSample sample = CurveSamples.onGrid(40, random);
            int[] group = new int[40];
            Arrays.setAll(group, i -> (i / 2) % 3);
            LogRank test = LogRank.test(sample, group);
            int[] order = CurveSamples.shuffle(40, random);
            int[] shuffledGroup = Arrays.stream(order).map(i -> group[i]).toArray();
            assertThat(LogRank.test(CurveSamples.rows(sample, order), shuffledGroup))
                    .isEqualTo(test);
            int[] renamed = Arrays.stream(group).map(g -> (g + 1) % 3).toArray();
            assertThat(LogRank.test(sample, renamed).chiSquare()).isCloseTo(test.chiSquare(), within(1e-9));
            int[] repeatedGroup = IntStream.range(0, 40)
                    .flatMap(i -> IntStream.generate(() -> group[i]).limit((long) sample.weight(i)))
                    .toArray();
            assertThat(LogRank.test(CurveSamples.repeated(sample), repeatedGroup))
                    .isEqualTo(test);
        }
    }

    @Test
    void where_nothing_can_be_compared_the_test_says_nothing() {
        ExactSample sample = CurveSamples.sixMp();
        LogRank oneGroup = LogRank.test(sample, new int[21]);
        assertThat(oneGroup.degreesOfFreedom()).isZero();
        assertThat(oneGroup.pValue()).isEqualTo(1);
        LogRank noEnds = LogRank.test(ExactSample.of(new double[] {3, 4}, new boolean[2]), new int[] {0, 1});
        assertThat(noEnds.degreesOfFreedom()).isZero();
        assertThat(noEnds.chiSquare()).isZero();
        // The second group enters when the first is gone.
        LogRank apart = LogRank.test(
                ExactSample.of(new double[] {0, 5}, new double[] {4, 9}, new boolean[] {true, true}), new int[] {0, 1});
        assertThat(apart.pValue()).isEqualTo(1);
        assertThat(LogRank.test(ExactSample.of(new double[0], new boolean[0]), new int[0])
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void permuting_single_items_agrees_with_the_chi_square_and_is_the_same_for_any_number_of_threads()
            throws Exception {
        double[] time = new SplittableRandom(3).doubles(60).toArray();
        boolean[] ended = new boolean[60];
        for (int i = 0; i < 60; i++) {
            ended[i] = i % 5 != 0;
        }
        int[] group = new int[60];
        Arrays.setAll(group, i -> i % 2);
        ExactSample sample = ExactSample.of(time, ended);
        double p = LogRank.permutationPValue(sample, group, 4000, 1);
        assertThat(p).isCloseTo(LogRank.test(sample, group).pValue(), within(0.05));
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            assertThat(one.submit(() -> LogRank.permutationPValue(sample, group, 4000, 1))
                            .get())
                    .isEqualTo(p);
        }
    }

    /** Twelve clusters of 20 that end nearly together, no effect: the item-wise test cries wolf, the permutation doesn't. */
    @Test
    void permuting_clusters_keeps_its_level_where_clusters_end_together() {
        SplittableRandom random = new SplittableRandom(20260103);
        int samples = 200;
        int itemWise = 0;
        int permuted = 0;
        for (int s = 0; s < samples; s++) {
            double[] time = new double[240];
            int[] cluster = new int[240];
            int[] group = new int[240];
            double common = 0;
            for (int i = 0; i < 240; i++) {
                if (i % 20 == 0) {
                    common = -30 * Math.log1p(-random.nextDouble());
                }
                time[i] = common + 0.1 * random.nextDouble();
                cluster[i] = i / 20;
                group[i] = (i / 20) % 2;
            }
            double[] ones = new double[240];
            Arrays.fill(ones, 1);
            int[] cause = new int[240];
            Arrays.fill(cause, 1);
            ExactSample sample = ExactSample.of(new double[240], time, cause, ones, cluster);
            itemWise += LogRank.test(sample, group).pValue() <= 0.05 ? 1 : 0;
            permuted += LogRank.permutationPValue(sample, group, 199, s) <= 0.05 ? 1 : 0;
        }
        assertThat(itemWise).isGreaterThan(samples / 3);
        assertThat(permuted).isBetween(2, 20);
    }

    @Test
    void a_cluster_in_two_groups_is_refused() {
        ExactSample sample = ExactSample.of(
                new double[2], new double[] {1, 2}, new int[] {1, 1}, new double[] {1, 1}, new int[] {4, 4});
        assertThatThrownBy(() -> LogRank.permutationPValue(sample, new int[] {0, 1}, 9, 1))
                .hasMessageContaining("two groups");
        assertThatThrownBy(() -> LogRank.test(sample, new int[] {0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LogRank.test(sample, new int[] {0, -1})).isInstanceOf(IllegalArgumentException.class);
    }
}
