// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values called R's are printed by takedown/src/test/r/curves.R. */
class SieveTests {
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final long SEED = 0x6a09e667f3bcc908L;

    @Test
    void the_cosmesis_data_on_three_cells_come_out_as_by_optim_in_r() {
        double[] edges = {0, 12, 24, 60};
        SieveProblem problem = new SieveProblem(BreastCosmesis.radiotherapy(), edges);
        double[] weights = problem.ownWeights();
        SieveProblem.Solution solution = problem.maximise(weights, problem.start(weights), 1e-12);
        assertThat(solution.logLikelihood()).isCloseTo(-64.5733943130086, within(1e-9));
        assertHazards(solution, edges, 0.0179234806833, 0.0112215085827, 0.0191507273144);
        assertThat(solution.gap()).isLessThan(1e-10);
        // A free curve fits at least as well.
        assertThat(solution.logLikelihood())
                .isLessThan(Npmle.fit(BreastCosmesis.radiotherapy(), 1e-9).logLikelihood());
    }

    @Test
    void the_same_data_with_made_up_entries_come_out_as_by_optim_in_r() {
        CensoredSample plain = BreastCosmesis.radiotherapy();
        double[] left =
                IntStream.range(0, plain.size()).mapToDouble(plain::left).toArray();
        double[] right =
                IntStream.range(0, plain.size()).mapToDouble(plain::right).toArray();
        double[] entry = Arrays.stream(left).map(l -> l / 2).toArray();
        double[] edges = {0, 12, 24, 60};
        SieveProblem problem = new SieveProblem(CensoredSample.of(entry, left, right), edges);
        double[] weights = problem.ownWeights();
        SieveProblem.Solution solution = problem.maximise(weights, problem.start(weights), 1e-12);
        assertThat(solution.logLikelihood()).isCloseTo(-44.2187881797152, within(1e-9));
        assertHazards(solution, edges, 0.1331452188478, 0.0169876379540, 0.0183569780965);
    }

    private static void assertHazards(SieveProblem.Solution solution, double[] edges, double... hazards) {
        for (int k = 0; k < hazards.length; k++) {
            assertThat(solution.increments()[k] / (edges[k + 1] - edges[k])).isCloseTo(hazards[k], within(1e-6));
        }
    }

    @Test
    void one_cell_with_exact_times_is_the_exponential_rate_ends_over_item_hours() {
        SplittableRandom random = new SplittableRandom(4);
        int n = 50;
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        double hours = 0;
        int ends = 0;
        for (int i = 0; i < n; i++) {
            entry[i] = 5 * random.nextDouble();
            double time = entry[i] + 40 * random.nextDouble();
            boolean ended = i % 3 > 0;
            left[i] = ended ? Math.nextDown(time) : time;
            right[i] = ended ? time : NEVER;
            hours += time - entry[i];
            ends += ended ? 1 : 0;
        }
        SieveProblem problem = new SieveProblem(CensoredSample.of(entry, left, right), new double[] {0, 45});
        double[] weights = problem.ownWeights();
        SieveProblem.Solution solution = problem.maximise(weights, problem.start(weights), 1e-12);
        assertThat(solution.increments()[0] / 45).isCloseTo(ends / hours, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void no_cell_can_be_moved_to_a_better_likelihood(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CensoredSample sample = NpmleSamples.onGrid(60, true, random);
        double[] edges = {0, 1, 3, 4, 8, 12, 20};
        SieveProblem problem = new SieveProblem(sample, edges);
        double[] weights = problem.ownWeights();
        SieveProblem.Solution solution = problem.maximise(weights, problem.start(weights), 1e-11);
        assertThat(solution.gap()).isLessThan(1e-9);
        double best = plainLogLikelihood(sample, edges, solution.increments());
        assertThat(best).isCloseTo(solution.logLikelihood(), within(1e-8));
        for (int k = 0; k < solution.increments().length; k++) {
            for (double move : new double[] {-1e-3, 1e-3}) {
                double[] moved = solution.increments().clone();
                moved[k] = Math.max(0, moved[k] + move);
                assertThat(plainLogLikelihood(sample, edges, moved)).isLessThanOrEqualTo(best + 1e-9);
            }
        }
        double[] elsewhere = new double[edges.length - 1];
        Arrays.setAll(elsewhere, k -> 0.05 + 3 * random.nextDouble());
        assertThat(problem.maximise(weights, elsewhere, 1e-11).logLikelihood())
                .isCloseTo(solution.logLikelihood(), within(1e-9));
    }

    /** The likelihood as it is defined, an item at a time. */
    private static double plainLogLikelihood(CensoredSample sample, double[] edges, double[] increments) {
        double sum = 0;
        for (int i = 0; i < sample.size(); i++) {
            double lived = hazard(edges, increments, sample.entry(i), sample.left(i));
            double inside = sample.rightCensored(i)
                    ? 0
                    : Math.log(-Math.expm1(-hazard(edges, increments, sample.left(i), sample.right(i))));
            sum += sample.weight(i) * (inside - lived);
        }
        return sum;
    }

    private static double hazard(double[] edges, double[] increments, double from, double to) {
        double sum = 0;
        for (int k = 0; k < increments.length; k++) {
            double hours = Math.min(to, edges[k + 1]) - Math.max(from, edges[k]);
            sum += hours > 0 ? increments[k] * hours / (edges[k + 1] - edges[k]) : 0;
        }
        return sum;
    }

    @Test
    void on_its_own_clock_one_cell_is_the_weibull_fit_of_r() {
        SieveProblem problem = new SieveProblem(BreastCosmesis.radiotherapy(), new double[] {0, 48});
        SieveClock clock = SieveClock.fitted(problem);
        // survreg(Surv(left, right, type = "interval2") ~ 1): shape 1 / scale, and the log-likelihood.
        assertThat(clock.power()).isCloseTo(1.12161284579, within(2e-3));
        SieveProblem onClock = problem.over(new double[] {0, 48}, clock);
        double[] weights = onClock.ownWeights();
        assertThat(onClock.maximise(weights, onClock.start(weights), 1e-12).logLikelihood())
                .isCloseTo(-64.73147061529, within(1e-5));
    }

    @Test
    void a_clock_keeps_the_precision_of_a_short_interval() {
        SieveClock clock = new SieveClock(0.6);
        double to = 1000;
        double from = Math.nextDown(to);
        assertThat(clock.between(from, to)).isCloseTo(0.6 * Math.pow(to, -0.4) * (to - from), within(1e-20));
        assertThat(clock.between(0, 8)).isCloseTo(clock.at(8), within(1e-15));
        assertThat(clock.hoursAt(clock.at(7))).isCloseTo(7, within(1e-12));
        assertThat(SieveClock.PLAIN.between(3, 5)).isEqualTo(2);
    }

    /** A slow and steep case, in which hazards that are constant in cells miss. */
    @Test
    void on_its_own_clock_few_ends_and_a_steep_hazard_are_followed() {
        SplittableRandom random = new SplittableRandom(20260105);
        double bias = 0;
        int covered = 0;
        int samples = 150;
        for (int s = 0; s < samples; s++) {
            SieveFit fit = Sieve.fitOnOwnClock(CurveSamples.delayed(500, 0.4, 0.15, 24, random), 24)
                    .orElseThrow();
            double truth = CurveSamples.weibullCdf(24, fit.start(), 0.4, 0.15);
            CurveEstimate estimate = fit.likelihoodInterval(24);
            bias += (estimate.value() - truth) / samples;
            covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        // Three standard errors of 150 samples, 0.0068.
        assertThat(bias).isCloseTo(0, within(0.0068));
        assertThat(covered).isBetween(130, 150);
    }

    @Test
    void on_its_own_clock_figures_hang_together() {
        CensoredSample sample = CurveSamples.delayed(1000, 0.6, 0.46, 24, new SplittableRandom(19));
        SieveFit fit = Sieve.fitOnOwnClock(sample, 24).orElseThrow();
        assertThat(fit.clockPower()).isBetween(0.4, 0.8);
        assertThat(Sieve.fit(sample, 24).orElseThrow().clockPower()).isEqualTo(1);
        assertThat(fit.cdf(fit.start())).isZero();
        assertThat(fit.quantile(fit.cdf(100))).isCloseTo(100, within(1e-9));
        double area = fit.start();
        for (int k = 0; k < 166_000; k++) {
            area += fit.survival(2 + (k + 0.5) / 1000) / 1000;
        }
        assertThat(fit.restrictedMean(168)).isCloseTo(area, within(1e-5));
        CurveEstimate likelihood = fit.likelihoodInterval(24);
        CurveEstimate percentile =
                fit.bootstrap(ClusterBootstrap.of(sample, SEED), 199).cdf(24);
        assertThat(fit.cdf(24)).isBetween(likelihood.low(), likelihood.high());
        assertThat(fit.cdf(24)).isBetween(percentile.low(), percentile.high());
        double mean = fit.cells().stream()
                .mapToDouble(cell -> cell.hazard() * (cell.toHours() - cell.fromHours()))
                .sum();
        assertThat(fit.cdf(fit.end())).isCloseTo(-Math.expm1(-mean), within(1e-12));
    }

    @Test
    void one_look_at_the_norm_gives_the_share_and_the_likelihood_interval_of_a_binomial() {
        double[] left = new double[200];
        double[] right = new double[200];
        for (int i = 0; i < 200; i++) {
            left[i] = i < 80 ? 0 : 24;
            right[i] = i < 80 ? 24 : NEVER;
        }
        SieveFit fit = Sieve.fit(CensoredSample.of(left, right), 24).orElseThrow();
        assertThat(fit.start()).isZero();
        assertThat(fit.cdf(24)).isCloseTo(0.4, within(1e-9));
        assertThat(fit.logLikelihood()).isCloseTo(80 * Math.log(0.4) + 120 * Math.log(0.6), within(1e-9));
        CurveEstimate interval = fit.likelihoodInterval(24);
        assertThat(interval.low()).isCloseTo(binomialLimit(0.4, 1e-9), within(1e-6));
        assertThat(interval.high()).isCloseTo(binomialLimit(0.4, 1 - 1e-9), within(1e-6));
    }

    /** Where 2 (l(0.4) - l(p)) = 3.841 between two shares, by bisection. */
    private static double binomialLimit(double inside, double outside) {
        double in = inside;
        double out = outside;
        for (int step = 0; step < 100; step++) {
            double p = (in + out) / 2;
            double ratio = 2 * (80 * Math.log(0.4 / p) + 120 * Math.log(0.6 / (1 - p)));
            if (ratio < 3.841458820694124) {
                in = p;
            } else {
                out = p;
            }
        }
        return in;
    }

    @Test
    void each_cell_begins_with_enough_at_risk_and_a_is_after_the_first_entries() {
        CensoredSample sample = CurveSamples.delayed(2000, 0.6, 0.46, 24, new SplittableRandom(8));
        SieveFit fit = Sieve.fit(sample, 24).orElseThrow();
        // Items enter evenly over the first day: some 170 of 2,000 by 2 h, none by 0 h.
        assertThat(fit.start()).isEqualTo(2);
        assertThat(fit.cells().getFirst().fromHours()).isEqualTo(fit.start());
        assertThat(fit.cells().getLast().toHours()).isEqualTo(fit.end());
        double before = fit.start();
        double ends = 0;
        for (SieveFit.Cell cell : fit.cells()) {
            assertThat(cell.fromHours()).isEqualTo(before);
            before = cell.toHours();
            assertThat(cell.atRisk()).isGreaterThan(25);
            ends += cell.ends();
        }
        assertThat(ends).isBetween(1000.0, 2000.0);
        assertThat(fit.smallestRiskSet())
                .isEqualTo(fit.cells().stream()
                        .mapToDouble(SieveFit.Cell::atRisk)
                        .min()
                        .orElseThrow());
        assertThat(fit.gap()).isLessThan(1e-9);
    }

    @Test
    void a_small_sample_starts_later_and_a_tiny_one_gives_nothing() {
        SieveFit hundred = Sieve.fit(CurveSamples.delayed(100, 0.6, 0.46, 24, new SplittableRandom(5)), 24)
                .orElseThrow();
        // Thirty of a hundred have entered after some seven hours.
        assertThat(hundred.start()).isBetween(4.0, 12.0);
        assertThat(Sieve.fit(CurveSamples.delayed(29, 0.6, 0.46, 24, new SplittableRandom(5)), 24))
                .isEmpty();
    }

    @Test
    void without_items_ends_or_risk_there_is_no_fit() {
        assertThat(Sieve.fit(CensoredSample.of(new double[0], new double[0]), 24))
                .isEmpty();
        double[] left = new double[100];
        Arrays.fill(left, 50);
        double[] right = new double[100];
        Arrays.fill(right, NEVER);
        assertThat(Sieve.fit(CensoredSample.of(left, right), 24)).isEmpty();
        Arrays.fill(left, 0);
        assertThat(Sieve.fit(CensoredSample.of(left, right), 24)).isEmpty();
        assertThatThrownBy(() -> Sieve.fit(CensoredSample.of(left, right), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void where_every_item_ended_at_its_first_look_the_curve_goes_to_one() {
        double[] right = new double[100];
        Arrays.fill(right, 10);
        SieveFit fit = Sieve.fit(CensoredSample.of(new double[100], right), 24).orElseThrow();
        assertThat(fit.cdf(10)).isCloseTo(1, within(1e-6));
        assertThat(fit.likelihoodInterval(10).high()).isEqualTo(1);
        // All of 100 ended: the lower limit solves 100 ln F = -3.841 / 2.
        assertThat(fit.likelihoodInterval(10).low()).isCloseTo(Math.exp(-3.841458820694124 / 200), within(1e-5));
    }

    @Test
    void figures_are_given_a_and_end_with_the_data() {
        CensoredSample sample = CurveSamples.delayed(1000, 0.6, 0.46, 24, new SplittableRandom(9));
        SieveFit fit = Sieve.fit(sample, 24).orElseThrow();
        assertThat(fit.cdf(fit.start())).isZero();
        assertThat(fit.cdf(0)).isZero();
        assertThat(fit.cdf(fit.end() + 1)).isNaN();
        assertThat(fit.survival(24)).isEqualTo(1 - fit.cdf(24));
        assertThat(fit.quantile(fit.cdf(100))).isCloseTo(100, within(1e-9));
        assertThat(fit.quantile(0.9999)).isNaN();
        double area = fit.start();
        for (int k = 0; k < 166_000; k++) {
            area += fit.survival(2 + (k + 0.5) / 1000) / 1000;
        }
        assertThat(fit.restrictedMean(168)).isCloseTo(area, within(1e-5));
        assertThat(fit.restrictedMean(fit.end() + 1)).isNaN();
        assertThat(fit.likelihoodInterval(fit.start()).hasBand()).isFalse();
        assertThat(fit.likelihoodInterval(fit.end() + 1).hasBand()).isFalse();
    }

    @Test
    void both_intervals_hold_the_estimate_and_are_much_the_same() {
        CensoredSample sample = CurveSamples.delayed(2000, 0.6, 0.46, 6, new SplittableRandom(10));
        SieveFit fit = Sieve.fit(sample, 24).orElseThrow();
        SieveBootstrap bootstrap = fit.bootstrap(ClusterBootstrap.of(sample, SEED), 399);
        for (double hours : new double[] {6, 24, 48, 168}) {
            CurveEstimate likelihood = fit.likelihoodInterval(hours);
            CurveEstimate percentile = bootstrap.cdf(hours);
            assertThat(likelihood.value()).isEqualTo(fit.cdf(hours)).isEqualTo(percentile.value());
            assertThat(likelihood.value()).isBetween(likelihood.low(), likelihood.high());
            assertThat(percentile.value()).isBetween(percentile.low(), percentile.high());
            double width = likelihood.high() - likelihood.low();
            assertThat(percentile.high() - percentile.low()).isBetween(0.75 * width, 1.25 * width);
        }
        assertThat(bootstrap.quantile(0.5).value())
                .isBetween(
                        bootstrap.quantile(0.5).low(), bootstrap.quantile(0.5).high());
        CurveEstimate mean = bootstrap.restrictedMean(168);
        assertThat(mean.value()).isBetween(mean.low(), mean.high());
        assertThat(bootstrap.quantile(0.9999)).isEqualTo(new CurveEstimate(Double.NaN, Double.NaN, Double.NaN));
    }

    @Test
    void the_bootstrap_is_the_same_for_any_number_of_threads_and_order_of_items() throws Exception {
        CensoredSample sample = CurveSamples.delayed(600, 0.6, 0.46, 6, new SplittableRandom(11));
        SieveFit fit = Sieve.fit(sample, 24).orElseThrow();
        CurveEstimate interval =
                fit.bootstrap(ClusterBootstrap.of(sample, SEED), 59).cdf(24);
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            assertThat(one.submit(() -> fit.bootstrap(ClusterBootstrap.of(sample, SEED), 59)
                                    .cdf(24))
                            .get())
                    .isEqualTo(interval);
        }
        CensoredSample shuffled = CurveSamples.shuffled(sample, new SplittableRandom(12));
        SieveFit again = Sieve.fit(shuffled, 24).orElseThrow();
        assertThat(again.cells()).isEqualTo(fit.cells());
        assertThat(again.logLikelihood()).isEqualTo(fit.logLikelihood());
        assertThat(again.likelihoodInterval(24)).isEqualTo(fit.likelihoodInterval(24));
        assertThat(again.bootstrap(ClusterBootstrap.of(shuffled, SEED), 59).cdf(24))
                .isEqualTo(interval);
    }

    @Test
    void a_weight_is_a_repetition() {
        SplittableRandom random = new SplittableRandom(13);
        CensoredSample once = CurveSamples.delayed(400, 0.6, 0.46, 24, random);
        int[] weight = random.ints(400, 0, 4).toArray();
        int[] rows = IntStream.range(0, 400)
                .flatMap(i -> IntStream.generate(() -> i).limit(weight[i]))
                .toArray();
        double[] ones = new double[rows.length];
        Arrays.fill(ones, 1);
        CensoredSample repeated = CensoredSample.of(
                Arrays.stream(rows).mapToDouble(once::entry).toArray(),
                Arrays.stream(rows).mapToDouble(once::left).toArray(),
                Arrays.stream(rows).mapToDouble(once::right).toArray(),
                ones,
                rows);
        SieveFit weighted = Sieve.fit(
                        once.withWeights(Arrays.stream(weight).asDoubleStream().toArray()), 24)
                .orElseThrow();
        SieveFit plain = Sieve.fit(repeated, 24).orElseThrow();
        assertThat(weighted.cells().size()).isEqualTo(plain.cells().size());
        assertThat(weighted.logLikelihood()).isCloseTo(plain.logLikelihood(), within(1e-7));
        for (double hours : new double[] {12, 24, 168}) {
            assertThat(weighted.cdf(hours)).isCloseTo(plain.cdf(hours), within(1e-7));
            // The same item repeated is the same cluster.
            assertThat(weighted.designEffect(hours)).isCloseTo(plain.designEffect(hours), within(1e-6));
        }
    }

    @Test
    void clusters_of_ten_that_end_together_widen_the_interval_as_if_there_were_a_tenth_of_the_items() {
        CensoredSample pages = CurveSamples.delayed(200, 0.6, 0.46, 6, new SplittableRandom(14));
        int[] rows = IntStream.range(0, 2000).map(i -> i / 10).toArray();
        double[] ones = new double[2000];
        Arrays.fill(ones, 1);
        CensoredSample items = CensoredSample.of(
                Arrays.stream(rows).mapToDouble(pages::entry).toArray(),
                Arrays.stream(rows).mapToDouble(pages::left).toArray(),
                Arrays.stream(rows).mapToDouble(pages::right).toArray(),
                ones,
                rows);
        SieveFit fit = Sieve.fit(items, 24).orElseThrow();
        assertThat(fit.designEffect(24)).isCloseTo(10, within(1.5));
        CurveEstimate clustered = fit.likelihoodInterval(24);
        CurveEstimate percentile =
                fit.bootstrap(ClusterBootstrap.of(items, SEED), 399).cdf(24);
        double width = clustered.high() - clustered.low();
        assertThat(percentile.high() - percentile.low()).isBetween(0.7 * width, 1.3 * width);
        // One cluster: no interval at all.
        CensoredSample one = CensoredSample.of(
                Arrays.stream(rows).mapToDouble(pages::entry).toArray(),
                Arrays.stream(rows).mapToDouble(pages::left).toArray(),
                Arrays.stream(rows).mapToDouble(pages::right).toArray(),
                ones,
                new int[2000]);
        SieveFit fitOfOne = Sieve.fit(one, 24).orElseThrow();
        assertThat(fitOfOne.likelihoodInterval(24).hasBand()).isFalse();
        assertThat(fitOfOne.bootstrap(ClusterBootstrap.of(one, SEED), 99)
                        .cdf(24)
                        .hasBand())
                .isFalse();
    }

    @Test
    void with_dense_looks_and_no_truncation_it_agrees_with_the_npmle() {
        SplittableRandom random = new SplittableRandom(15);
        CensoredSample entered = CurveSamples.delayed(4000, 1, 0.46, 1, random);
        double[] left = IntStream.range(0, 4000)
                .mapToDouble(i -> entered.left(i) == entered.entry(i) ? 0 : entered.left(i))
                .toArray();
        double[] right = IntStream.range(0, 4000).mapToDouble(entered::right).toArray();
        CensoredSample sample = CensoredSample.of(left, right);
        SieveFit fit = Sieve.fit(sample, 24).orElseThrow();
        NpmleFit free = Npmle.fit(sample, 1e-9);
        assertThat(fit.start()).isZero();
        assertThat(fit.logLikelihood()).isLessThan(free.logLikelihood());
        for (double hours : new double[] {12, 24, 48}) {
            assertThat(fit.cdf(hours)).isCloseTo(free.cdf(hours), within(0.02));
        }
    }

    /**
     * A smoke test of MEASUREMENT.md section 7 (the figures themselves come from calibration): limits are three standard
     * errors of these few samples around the bias demanded.
     */
    @ParameterizedTest
    @CsvSource({"24, 1000, 100, 0.0255", "6, 500, 120, 0.019", "1, 500, 120, 0.017"})
    void delayed_entry_is_undone_on_average_and_the_likelihood_interval_covers(
            double gap, int n, int samples, double limit) {
        SplittableRandom random = new SplittableRandom(20260104);
        double bias = 0;
        int covered = 0;
        for (int s = 0; s < samples; s++) {
            SieveFit fit = Sieve.fit(CurveSamples.delayed(n, 0.6, 0.46, gap, random), 24)
                    .orElseThrow();
            double truth = CurveSamples.weibullCdf(24, fit.start(), 0.6, 0.46);
            CurveEstimate estimate = fit.likelihoodInterval(24);
            bias += (estimate.value() - truth) / samples;
            covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        assertThat(bias).isCloseTo(0, within(limit));
        assertThat(covered / (double) samples).isBetween(0.88, 1.0);
    }
}
