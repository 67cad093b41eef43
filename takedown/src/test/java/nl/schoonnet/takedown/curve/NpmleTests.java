// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static nl.schoonnet.takedown.curve.NpmleSamples.NEVER;
import static nl.schoonnet.takedown.curve.NpmleSamples.cuts;
import static nl.schoonnet.takedown.curve.NpmleSamples.items;
import static nl.schoonnet.takedown.curve.NpmleSamples.masses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpmleTests {
    private static final double GAP = 1e-9;

    // Solved by hand

    @Test
    void overlapping_intervals_share_the_mass_where_they_overlap() {
        NpmleFit fit = Npmle.fit(CensoredSample.of(new double[] {0, 1, 2}, new double[] {2, 3, 4}), GAP);
        assertThat(fit.jumps()).extracting(NpmleFit.Jump::left).containsExactly(1.0, 2.0);
        assertThat(fit.jumps()).extracting(NpmleFit.Jump::right).containsExactly(2.0, 3.0);
        assertThat(fit.cdf(2)).isCloseTo(0.5, within(GAP));
        assertThat(fit.cdf(3)).isCloseTo(1, within(GAP));
        assertThat(fit.logLikelihood()).isCloseTo(2 * Math.log(0.5), within(1e-8));
    }

    /**
     * With x = h1 + h2 over the candidates (0, 1] and (2, 3]: 2 / (e^x - 1) = 1 and 1 / (e^h2 - 1) = 1, so that S(1) = 2/3
     * and S(3) = 1/3. Without Frydman's correction (0, 1] would be no candidate: it ends at an entry.
     */
    private static final CensoredSample BY_HAND = items(
            new double[] {0, 0, 3},
            new double[] {0, 0, 3},
            new double[] {1, 2, 4},
            new double[] {0, 4, NEVER},
            new double[] {1, 4, NEVER});

    @Test
    void an_entry_ends_a_candidate_as_an_end_does() {
        NpmleFit fit = Npmle.fit(BY_HAND, GAP);
        assertThat(fit.jumps()).extracting(NpmleFit.Jump::left).containsExactly(0.0, 2.0);
        assertThat(fit.jumps()).extracting(NpmleFit.Jump::right).containsExactly(1.0, 3.0);
        assertThat(fit.survival(1)).isCloseTo(2.0 / 3, within(1e-8));
        assertThat(fit.survival(3)).isCloseTo(1.0 / 3, within(1e-8));
        double byDefinition = 2 * Math.log(2.0 / 3)
                + Math.log((1.0 / 3) / (2.0 / 3))
                + Math.log(1.0 / 3)
                + Math.log((1.0 / 3) / (2.0 / 3));
        assertThat(fit.logLikelihood()).isCloseTo(byDefinition, within(1e-8));
    }

    @Test
    void mass_counts_at_the_right_end_and_what_straddles_a_time_is_told() {
        NpmleFit fit = Npmle.fit(BY_HAND, GAP);
        assertThat(fit.cdf(2.5)).isCloseTo(1.0 / 3, within(1e-8));
        assertThat(fit.straddle(2.5)).isCloseTo(1.0 / 3, within(1e-8));
        assertThat(fit.straddle(2)).isZero();
        assertThat(fit.straddle(3)).isZero();
        assertThat(fit.straddle(1.5)).isZero();
    }

    @Test
    void quantiles_and_the_restricted_mean_read_off_the_curve() {
        NpmleFit fit = Npmle.fit(BY_HAND, GAP);
        assertThat(fit.quantile(1.0 / 3)).hasValue(1);
        assertThat(fit.quantile(0.5)).hasValue(3);
        assertThat(fit.quantile(0.9)).isEmpty();
        assertThat(fit.restrictedMean(5)).isCloseTo(1 + 2 * (2.0 / 3) + 2 * (1.0 / 3), within(1e-7));
        assertThat(fit.restrictedMean(0.5)).isEqualTo(0.5);
    }

    // Truncation

    @Test
    void exact_times_with_entries_give_the_product_limit_with_delayed_entry() {
        SplittableRandom random = new SplittableRandom(11);
        int n = 400;
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            entry[i] = random.nextInt(12);
            double end = entry[i] + 1 + random.nextInt(60);
            boolean ended = random.nextInt(4) > 0;
            left[i] = ended ? Math.nextDown(end) : end;
            right[i] = ended ? end : NEVER;
        }
        NpmleFit fit = Npmle.fit(CensoredSample.of(entry, left, right), 1e-12);
        double survival = 1;
        for (int t = 1; t <= 72; t++) {
            int atRisk = 0;
            int ended = 0;
            for (int i = 0; i < n; i++) {
                double end = Math.ceil(Math.min(right[i], Math.nextUp(left[i])));
                end = right[i] == NEVER ? left[i] : end;
                atRisk += entry[i] < t && t <= end ? 1 : 0;
                ended += right[i] == t ? 1 : 0;
            }
            survival *= atRisk == 0 ? 1 : 1 - (double) ended / atRisk;
            assertThat(fit.survival(t)).as("S(%d)", t).isCloseTo(survival, within(1e-10));
        }
    }

    @Test
    void the_first_to_enter_overthrows_the_curve_if_it_is_gone_before_others_enter() {
        NpmleFit fit =
                Npmle.fit(items(new double[] {1, 1, 5}, new double[] {2, 6, 8}, new double[] {2, 9, NEVER}), GAP);
        assertThat(fit.jumps()).containsExactly(new NpmleFit.Jump(1, 2, 1));
        assertThat(fit.cdf(2)).isEqualTo(1);
        assertThat(fit.collapsed(24)).isTrue();
        assertThat(fit.collapsed(2)).isFalse();
        // given that somebody is still there: one of two ends in (6, 8]
        assertThat(fit.logLikelihood()).isCloseTo(2 * Math.log(0.5), within(1e-9));
        assertThat(fit.kuhnTuckerGap()).isLessThanOrEqualTo(GAP);
    }

    @Test
    void diagnostics_of_truncation_count_who_is_under_observation() {
        Npmle npmle = Npmle.prepare(items(
                new double[] {2, 3, 5}, new double[] {2, 8, NEVER}, new double[] {6, 7, 9}, new double[] {6, 12, NEVER
                }));
        assertThat(npmle.start()).isEqualTo(2);
        assertThat(npmle.smallestRiskSet(2)).isZero();
        assertThat(npmle.smallestRiskSet(5)).isEqualTo(2);
        assertThat(npmle.smallestRiskSet(6)).isEqualTo(1);
        assertThat(npmle.smallestRiskSet(24)).isZero();
    }

    @Test
    void tau_tells_late_entries_that_last_longer_from_those_that_dont() {
        assertThat(Npmle.prepare(items(new double[] {0, 5, 6}, new double[] {1, 7, 8}, new double[] {2, 9, 10}))
                        .conditionalTau())
                .hasValue(1);
        assertThat(Npmle.prepare(items(new double[] {2, 5, 6}, new double[] {1, 7, 8}, new double[] {0, 9, 10}))
                        .conditionalTau())
                .hasValue(-1);
        assertThat(Npmle.prepare(items(new double[] {0, 1, 2}, new double[] {2, 7, 8}))
                        .conditionalTau())
                .isEmpty();
    }

    @Test
    void tau_agrees_with_going_through_all_pairs() {
        CensoredSample sample = NpmleSamples.onGrid(200, true, new SplittableRandom(3));
        double concordant = 0;
        double discordant = 0;
        double tied = 0;
        for (int i = 0; i < sample.size(); i++) {
            for (int j = 0; j < sample.size(); j++) {
                if (sample.left(j) >= sample.right(i) && sample.entry(j) < sample.right(i)) {
                    double w = sample.weight(i) * sample.weight(j) * (sample.entry(j) > sample.left(i) ? 0.5 : 1);
                    int order = Double.compare(sample.entry(j), sample.entry(i));
                    concordant += order > 0 ? w : 0;
                    discordant += order < 0 ? w : 0;
                    tied += order == 0 ? w : 0;
                }
            }
        }
        assertThat(Npmle.prepare(sample).conditionalTau().orElseThrow())
                .isCloseTo((concordant - discordant) / (concordant + discordant + tied), within(1e-12));
    }

    // A second method

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void random_samples_agree_with_slow_self_consistency(boolean truncated) {
        SplittableRandom random = new SplittableRandom(truncated ? 5 : 6);
        int compared = 0;
        for (int trial = 0; trial < 60; trial++) {
            CensoredSample sample = NpmleSamples.onGrid(5 + random.nextInt(20), truncated, random);
            double[] cuts = cuts(sample);
            NpmleFit fit = Npmle.fit(sample, 1e-10);
            if (fit.cdf(6) == 1) {
                continue; // collapsed before the last entry: self-consistency has no answer
            }
            double[] slow = NpmleSamples.selfConsistent(sample, cuts, 3_000);
            double likelihood = NpmleSamples.logLikelihood(sample, cuts, slow);
            double own = NpmleSamples.logLikelihood(sample, cuts, masses(fit, cuts));
            assertThat(fit.logLikelihood()).isCloseTo(own, within(1e-8 * (1 + Math.abs(own))));
            assertThat(own).isCloseTo(likelihood, within(2e-2)).isGreaterThanOrEqualTo(likelihood - 1e-9);
            compared++;
        }
        assertThat(compared).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_gap_is_the_largest_derivative_over_all_cells_by_the_definition(boolean truncated) {
        SplittableRandom random = new SplittableRandom(truncated ? 7 : 8);
        int open = 0;
        for (int trial = 0; trial < 200; trial++) {
            CensoredSample sample = NpmleSamples.onGrid(5 + random.nextInt(60), truncated, random);
            double[] cuts = cuts(sample);
            double asked = Math.pow(10, -random.nextInt(10));
            NpmleFit fit = Npmle.fit(sample, asked);
            if (fit.cdf(6) == 1) {
                continue;
            }
            double gap = NpmleSamples.kuhnTuckerGap(sample, cuts, masses(fit, cuts));
            assertThat(fit.kuhnTuckerGap())
                    .isCloseTo(gap, within(1e-9 + 1e-6 * gap))
                    .isLessThanOrEqualTo(asked);
            open += gap > 1e-6 ? 1 : 0;
        }
        assertThat(open).as("fits with a gap worth comparing").isGreaterThan(20);
    }

    // Algebra

    @Test
    void the_order_of_items_carries_no_meaning() {
        CensoredSample sample = NpmleSamples.onGrid(300, true, new SplittableRandom(1));
        int n = sample.size();
        double[][] columns = new double[4][n];
        int[] clusters = new int[n];
        for (int i = 0; i < n; i++) {
            int from = (int) ((i * 7919L + 13) % n);
            columns[0][i] = sample.entry(from);
            columns[1][i] = sample.left(from);
            columns[2][i] = sample.right(from);
            columns[3][i] = sample.weight(from);
            clusters[i] = sample.cluster(from);
        }
        CensoredSample permuted = CensoredSample.of(columns[0], columns[1], columns[2], columns[3], clusters);
        assertThat(Npmle.fit(permuted, GAP).jumps())
                .isEqualTo(Npmle.fit(sample, GAP).jumps());
    }

    @Test
    void a_weight_is_a_repetition_and_weight_zero_is_absence() {
        SplittableRandom random = new SplittableRandom(2);
        CensoredSample sample = NpmleSamples.onGrid(80, true, random);
        double[] weights = IntStream.range(0, 80).mapToDouble(i -> i % 4).toArray();
        int[] repeated = IntStream.range(0, 80)
                .flatMap(i -> IntStream.range(0, i % 4).map(k -> i))
                .toArray();
        CensoredSample repetition = CensoredSample.of(
                Arrays.stream(repeated).mapToDouble(sample::entry).toArray(),
                Arrays.stream(repeated).mapToDouble(sample::left).toArray(),
                Arrays.stream(repeated).mapToDouble(sample::right).toArray());
        NpmleFit weighted = Npmle.fit(sample.withWeights(weights), GAP);
        assertThat(weighted.jumps()).isEqualTo(Npmle.fit(repetition, GAP).jumps());
        assertThat(weighted.logLikelihood())
                .isCloseTo(Npmle.fit(repetition, GAP).logLikelihood(), within(1e-9));
    }

    @Test
    void scaling_all_weights_changes_nothing_but_the_likelihood() {
        CensoredSample sample = NpmleSamples.onGrid(100, false, new SplittableRandom(4));
        double[] weights = IntStream.range(0, 100)
                .mapToDouble(i -> 0.37 * sample.weight(i))
                .toArray();
        NpmleFit one = Npmle.fit(sample, GAP);
        NpmleFit other = Npmle.fit(sample.withWeights(weights), GAP);
        assertThat(other.logLikelihood()).isCloseTo(0.37 * one.logLikelihood(), within(1e-7));
        for (int t = 0; t < 25; t++) {
            assertThat(other.cdf(t)).isCloseTo(one.cdf(t), within(1e-6));
        }
    }

    @Test
    void a_start_saves_time_and_changes_nothing() {
        CensoredSample sample = NpmleSamples.weibullWithDailyLooks(2_000, 12);
        ClusterBootstrap bootstrap = ClusterBootstrap.of(sample, 9);
        Npmle npmle = Npmle.prepare(sample);
        NpmleFit start = npmle.fit(GAP);
        for (int r = 0; r < 10; r++) {
            double[] weights = bootstrap.weights(r);
            NpmleFit warm = npmle.fit(weights, 1e-10, start);
            NpmleFit cold = Npmle.fit(sample.withWeights(weights), 1e-10);
            assertThat(warm.logLikelihood()).isCloseTo(cold.logLikelihood(), within(1e-6));
            assertThat(warm.cdf(24)).isCloseTo(cold.cdf(24), within(1e-4));
            assertThat(warm.jumps()).hasSameSizeAs(cold.jumps());
        }
    }

    @Test
    void a_start_from_other_weights_changes_nothing_under_truncation() {
        SplittableRandom random = new SplittableRandom(31);
        int collapsed = 0;
        for (int trial = 0; trial < 100; trial++) {
            CensoredSample sample = NpmleSamples.onGrid(10 + random.nextInt(60), true, random);
            double[] weights = random.ints(sample.size(), 0, 3).asDoubleStream().toArray();
            Npmle npmle = Npmle.prepare(sample);
            NpmleFit warm = npmle.fit(weights, 1e-10, npmle.fit(GAP));
            NpmleFit cold = Npmle.fit(sample.withWeights(weights), 1e-10);
            assertThat(warm.kuhnTuckerGap()).isLessThanOrEqualTo(1e-10);
            assertThat(warm.logLikelihood()).isCloseTo(cold.logLikelihood(), within(1e-6));
            collapsed += warm.collapsed(24) ? 1 : 0;
        }
        assertThat(collapsed).as("collapsed replicates among them").isBetween(1, 99);
    }

    @Test
    void replicates_are_the_same_for_any_number_of_threads() {
        CensoredSample sample = NpmleSamples.weibullWithDailyLooks(500, 13);
        ClusterBootstrap bootstrap = ClusterBootstrap.of(sample, 9);
        Npmle npmle = Npmle.prepare(sample);
        NpmleFit start = npmle.fit(GAP);
        assertThat(replicates(1, bootstrap, npmle, start)).isEqualTo(replicates(4, bootstrap, npmle, start));
    }

    private static List<List<NpmleFit.Jump>> replicates(
            int threads, ClusterBootstrap bootstrap, Npmle npmle, NpmleFit start) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> bootstrap.replicate(
                            20, weights -> npmle.fit(weights, 1e-6, start).jumps()))
                    .join();
        }
    }

    // Edges

    @Test
    void without_items_or_weight_there_is_no_curve() {
        for (CensoredSample empty : List.of(
                CensoredSample.of(new double[0], new double[0]),
                items(new double[] {0, 1, 2}).withWeights(new double[1]))) {
            NpmleFit fit = Npmle.fit(empty, GAP);
            assertThat(fit.jumps()).isEmpty();
            assertThat(fit.cdf(1e6)).isZero();
            assertThat(fit.kuhnTuckerGap()).isZero();
            assertThat(Npmle.prepare(empty).start()).isZero();
        }
    }

    @Test
    void where_all_are_censored_nothing_ends() {
        NpmleFit fit = Npmle.fit(items(new double[] {0, 4, NEVER}, new double[] {2, 9, NEVER}), GAP);
        assertThat(fit.jumps()).isEmpty();
        assertThat(fit.logLikelihood()).isZero();
        assertThat(fit.quantile(0.1)).isEmpty();
        assertThat(fit.restrictedMean(168)).isEqualTo(168);
    }

    @Test
    void one_item_takes_all() {
        NpmleFit fit = Npmle.fit(items(new double[] {0, 3, 7}), GAP);
        assertThat(fit.jumps()).containsExactly(new NpmleFit.Jump(3, 7, 1));
        assertThat(fit.quantile(1)).hasValue(7);
        assertThat(fit.straddle(5)).isEqualTo(1);
    }

    @Test
    void tied_exact_times_give_the_shares_that_ended() {
        double before = Math.nextDown(5.0);
        NpmleFit fit = Npmle.fit(
                CensoredSample.of(new double[] {before, before, before, 5}, new double[] {5, 5, 5, NEVER}), 1e-12);
        assertThat(fit.cdf(before)).isZero();
        assertThat(fit.cdf(5)).isCloseTo(0.75, within(1e-10));
    }

    @Test
    void exact_times_beside_long_intervals_are_solved_too() {
        SplittableRandom random = new SplittableRandom(17);
        int n = 20_000;
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double end = -100 * Math.log1p(-random.nextDouble());
            left[i] = Math.nextDown(end);
            right[i] = end;
            if (i % 20 == 0) {
                double phase = 150 * random.nextDouble();
                double looks = Math.ceil((end - phase) / 150);
                left[i] = Math.max(0, phase + 150 * (looks - 1));
                right[i] = phase + 150 * looks;
            }
        }
        NpmleFit fit = Npmle.fit(CensoredSample.of(left, right), 1e-8);
        assertThat(fit.kuhnTuckerGap()).isLessThan(1e-8);
        assertThat(fit.cdf(100)).isCloseTo(1 - Math.exp(-1), within(0.015));
    }

    @Test
    void a_gap_out_of_reach_ends_the_search_and_is_owned_up_to() {
        NpmleFit fit = Npmle.fit(NpmleSamples.onGrid(200, true, new SplittableRandom(21)), Double.MIN_VALUE);
        assertThat(fit.kuhnTuckerGap()).isLessThan(1e-9);
    }

    @Test
    void impossible_requests_are_refused() {
        Npmle npmle = Npmle.prepare(items(new double[] {0, 3, 7}));
        NpmleFit fit = npmle.fit(GAP);
        assertThatThrownBy(() -> npmle.fit(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> npmle.fit(new double[2], GAP, fit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> npmle.fit(new double[] {-1}, GAP, fit)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fit.quantile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fit.restrictedMean(NEVER)).isInstanceOf(IllegalArgumentException.class);
    }

    // Simulated truth

    @ParameterizedTest
    @ValueSource(longs = {20180101, 20190101, 20200101})
    void fifty_thousand_items_looked_at_daily_come_within_two_points_of_the_truth(long seed) {
        NpmleFit fit = Npmle.fit(NpmleSamples.weibullWithDailyLooks(50_000, seed), 1e-8);
        assertThat(fit.kuhnTuckerGap()).isLessThan(1e-8);
        assertThat(fit.cdf(24)).as("seed %d", seed).isCloseTo(0.46, within(0.02));
    }
}
