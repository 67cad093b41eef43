// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values called R's are printed by takedown/src/test/r/curves.R. */
class KaplanMeierTests {
    private static final Offset<Double> CLOSE = within(1e-11);

    /** Kleinbaum & Klein 2012, Survival Analysis, table 2.1 to three decimals; standard errors and band are R's. */
    @ParameterizedTest
    @CsvSource({
        "6, 21, 3, 0.857, 0.0763603548321, 0.619717955266, 0.951551747647",
        "7, 17, 1, 0.807, 0.0869352851801, 0.563146564622, 0.922809019203",
        "10, 15, 1, 0.753, 0.0963496529943, 0.503199510800, 0.889361835169",
        "13, 12, 1, 0.690, 0.1068147077750, 0.431610222486, 0.849065963349",
        "16, 11, 1, 0.627, 0.1140538652568, 0.367510855988, 0.804912189472",
        "22, 7, 1, 0.538, 0.1282337516930, 0.267778936767, 0.746790717635",
        "23, 6, 1, 0.448, 0.1345914567558, 0.188052005959, 0.680142628495",
    })
    void the_6_mp_table_comes_out_as_published(
            double week, double atRisk, double ended, double survival, double error, double low, double high) {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sixMp());
        assertThat(curve.survival(week)).isCloseTo(survival, within(0.0005));
        assertThat(curve.standardError(week)).isCloseTo(error, CLOSE);
        assertThat(curve.cdf(week).low()).isCloseTo(1 - high, CLOSE);
        assertThat(curve.cdf(week).high()).isCloseTo(1 - low, CLOSE);
        assertThat(curve.atRisk(week)).isEqualTo(atRisk);
        assertThat(curve.steps()).anySatisfy(step -> {
            assertThat(step.hours()).isEqualTo(week);
            assertThat(step.atRisk()).isEqualTo(atRisk);
            assertThat(step.ended()).isEqualTo(ended);
            assertThat(step.cdf()).isEqualTo(curve.cdf(week));
        });
    }

    @Test
    void the_6_mp_median_and_restricted_mean_are_those_of_r() {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sixMp());
        assertThat(curve.median()).isEqualTo(new CurveEstimate(23, 13, Double.NaN));
        assertThat(curve.quantile(0.1)).isEqualTo(new CurveEstimate(6, 6, 10));
        assertThat(curve.quantile(0.25)).isEqualTo(new CurveEstimate(13, 6, 22));
        assertThat(curve.restrictedMean(30).hours()).isCloseTo(21.04649859944, within(1e-10));
        assertThat(curve.restrictedMean(30).standardError()).isCloseTo(2.24380195156, within(1e-10));
        assertThat(curve.ended()).isEqualTo(9);
        assertThat(curve.lastTime()).isEqualTo(35);
    }

    @Test
    void where_the_curve_runs_level_at_a_quantile_its_middle_is_taken_as_r_does() {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.placebo());
        assertThat(curve.quantile(1.0 / 21)).isEqualTo(new CurveEstimate(1, 1, 2));
        assertThat(curve.quantile(5.0 / 21)).isEqualTo(new CurveEstimate(3.5, 1, 5));
        assertThat(curve.quantile(0.25)).isEqualTo(new CurveEstimate(4, 1, 5));
        assertThat(curve.median()).isEqualTo(new CurveEstimate(8, 4, 11));
        assertThat(curve.restrictedMean(12).hours()).isCloseTo(7.285714285714, within(1e-10));
        assertThat(curve.restrictedMean(12).standardError()).isCloseTo(0.888686403889, within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 0.8166666666667, 0.1228236465350, 0.41973399344201, 0.953852486873",
        "36, 0.7422719594595, 0.1189966693541, 0.42514487238670, 0.901358320330",
        "60, 0.6038822721026, 0.1038691463917, 0.37378229313365, 0.772201160847",
        "120, 0.3681915406379, 0.0779183716637, 0.22018635031314, 0.517008741501",
        "240, 0.0412894221708, 0.0365453414540, 0.00411654214255, 0.157341799507",
    })
    void delayed_entry_comes_out_as_in_r(double month, double survival, double error, double low, double high) {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sample(CurveSamples.mgus2()));
        assertThat(curve.survival(month)).isCloseTo(survival, CLOSE);
        assertThat(curve.standardError(month)).isCloseTo(error, CLOSE);
        assertThat(curve.cdf(month).low()).isCloseTo(1 - high, CLOSE);
        assertThat(curve.cdf(month).high()).isCloseTo(1 - low, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 8, 1", "4, 23, 37, 1", "9, 53, 54, 3", "19, 85, 39, 1", "29, 135, 19, 1"})
    void the_numbers_at_risk_and_ended_under_delayed_entry_are_those_of_r(
            int step, double month, double atRisk, double ended) {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sample(CurveSamples.mgus2()));
        assertThat(curve.steps().get(step).hours()).isEqualTo(month);
        assertThat(curve.steps().get(step).atRisk()).isEqualTo(atRisk);
        assertThat(curve.steps().get(step).ended()).isEqualTo(ended);
        assertThat(curve.atRisk(month)).isEqualTo(atRisk);
    }

    @Test
    void quantiles_and_mean_under_delayed_entry_come_out_as_in_r() {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sample(CurveSamples.mgus2()));
        // Early on the band isn't monotone and R has two answers for the lower limit: the first crossing, month 4
        // (print.survfit, and here), or one among its sorted points, month 20 (quantile.survfit).
        assertThat(curve.quantile(0.25)).isEqualTo(new CurveEstimate(23, 4, 62));
        assertThat(curve.median()).isEqualTo(new CurveEstimate(97, 4, 128));
        assertThat(curve.quantile(0.75)).isEqualTo(new CurveEstimate(153, 111, 183));
        assertThat(curve.restrictedMean(120).hours()).isCloseTo(75.1187255001, within(1e-9));
        assertThat(curve.restrictedMean(120).standardError()).isCloseTo(11.3970534482, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 0.7544642857143, 0.0988616838203, 0.49607272219494, 0.892940642907",
        "60, 0.5239858337550, 0.0770425963852, 0.36442584647787, 0.661140671071",
        "240, 0.0296690845854, 0.0251349864203, 0.00355408195158, 0.111461107943",
    })
    void weights_come_out_as_in_r(double month, double survival, double error, double low, double high) {
        KaplanMeier curve = KaplanMeier.fit(
                CurveSamples.sample(CurveSamples.mgus2()).withWeights(CurveSamples.weights(CurveSamples.mgus2())));
        assertThat(curve.survival(month)).isCloseTo(survival, CLOSE);
        assertThat(curve.standardError(month)).isCloseTo(error, CLOSE);
        assertThat(curve.cdf(month).low()).isCloseTo(1 - high, CLOSE);
        assertThat(curve.cdf(month).high()).isCloseTo(1 - low, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "36, 0.972972972973, 0.8232303732140, 0.996148158814",
        "120, 0.829773321709, 0.6679781260445, 0.917322316531",
        "240, 0.414886660854, 0.0137400058021, 0.834837818513",
    })
    void one_cause_with_the_others_censored_comes_out_as_in_r(double month, double survival, double low, double high) {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sample(CurveSamples.mgus2()), 1);
        assertThat(curve.survival(month)).isCloseTo(survival, CLOSE);
        assertThat(curve.cdf(month).low()).isCloseTo(1 - high, CLOSE);
        assertThat(curve.cdf(month).high()).isCloseTo(1 - low, CLOSE);
        assertThat(curve.cdf(12)).isEqualTo(new CurveEstimate(0, Double.NaN, Double.NaN));
    }

    @Test
    void without_censoring_the_curve_is_the_share_that_ended() {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.placebo());
        assertThat(curve.cdf(8).value()).isCloseTo(13.0 / 21, CLOSE);
        // Greenwood's formula becomes the binomial one.
        assertThat(curve.standardError(8)).isCloseTo(Math.sqrt(13.0 * 8 / (21.0 * 21 * 21)), CLOSE);
        assertThat(curve.cdf(23).value()).isEqualTo(1);
        assertThat(curve.cdf(23).hasBand()).isFalse();
        assertThat(curve.standardError(23)).isNaN();
    }

    @Test
    void an_item_counts_after_its_entry_and_up_to_its_end() {
        ExactSample sample = ExactSample.of(
                new double[] {0, 0, 2, 5}, new double[] {2, 5, 5, 9}, new boolean[] {true, true, false, true});
        KaplanMeier curve = KaplanMeier.fit(sample);
        assertThat(curve.atRisk(0)).isEqualTo(2);
        assertThat(curve.atRisk(2)).isEqualTo(2);
        assertThat(curve.atRisk(3)).isEqualTo(2);
        assertThat(curve.atRisk(5)).isEqualTo(2);
        assertThat(curve.atRisk(6)).isEqualTo(1);
        assertThat(curve.survival(2)).isEqualTo(0.5);
        assertThat(curve.survival(5)).isEqualTo(0.25);
        assertThat(curve.survival(9)).isZero();
    }

    @Test
    void zero_length_follow_up_counts_at_hour_zero_only() {
        ExactSample atZero = ExactSample.of(new double[] {0, 4}, new boolean[] {true, true});
        assertThat(KaplanMeier.fit(atZero).survival(0)).isEqualTo(0.5);
        ExactSample neverAtRisk = ExactSample.of(new double[] {3, 0}, new double[] {3, 4}, new boolean[] {true, true});
        KaplanMeier curve = KaplanMeier.fit(neverAtRisk);
        assertThat(curve.steps()).extracting(KaplanMeier.Step::hours).containsExactly(4.0);
        assertThat(curve.ended()).isEqualTo(1);
    }

    @Test
    void without_items_or_ends_the_curve_stays_at_the_top_without_a_band() {
        for (ExactSample sample : new ExactSample[] {
            ExactSample.of(new double[0], new boolean[0]),
            ExactSample.of(new double[] {3, 5}, new boolean[2]),
            CurveSamples.sixMp().withWeights(new double[21]),
        }) {
            KaplanMeier curve = KaplanMeier.fit(sample);
            assertThat(curve.cdf(100)).isEqualTo(new CurveEstimate(0, Double.NaN, Double.NaN));
            assertThat(curve.median()).isEqualTo(new CurveEstimate(Double.NaN, Double.NaN, Double.NaN));
            assertThat(curve.restrictedMean(7)).isEqualTo(new KaplanMeier.RestrictedMean(7, 0));
            assertThat(curve.steps()).isEmpty();
            assertThat(curve.ended()).isZero();
        }
    }

    @Test
    void one_item_that_ends_takes_the_curve_to_zero() {
        KaplanMeier curve = KaplanMeier.fit(ExactSample.of(new double[] {5}, new boolean[] {true}));
        assertThat(curve.cdf(4.9).value()).isZero();
        assertThat(curve.cdf(5)).isEqualTo(new CurveEstimate(1, Double.NaN, Double.NaN));
        assertThat(curve.median()).isEqualTo(new CurveEstimate(5, Double.NaN, Double.NaN));
        assertThat(curve.restrictedMean(8)).isEqualTo(new KaplanMeier.RestrictedMean(5, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void order_is_nothing_and_a_weight_is_a_repetition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ExactSample sample = CurveSamples.onGrid(40, random);
        KaplanMeier curve = KaplanMeier.fit(sample);
        assertThat(KaplanMeier.fit(CurveSamples.shuffled(sample, random)).steps())
                .isEqualTo(curve.steps());
        assertThat(KaplanMeier.fit(CurveSamples.repeated(sample)).steps()).isEqualTo(curve.steps());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_band_holds_the_curve_and_the_curve_only_rises(long seed) {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.onGrid(60, new SplittableRandom(seed)));
        double before = 0;
        for (KaplanMeier.Step step : curve.steps()) {
            assertThat(step.cdf().value()).isBetween(before, 1.0);
            before = step.cdf().value();
            if (step.cdf().hasBand()) {
                assertThat(step.cdf().value())
                        .isBetween(step.cdf().low(), step.cdf().high());
                assertThat(step.cdf().low()).isGreaterThan(0);
                assertThat(step.cdf().high()).isLessThan(1);
            }
        }
    }

    @Test
    void the_restricted_mean_is_the_area_under_the_curve() {
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.onGrid(50, new SplittableRandom(5)));
        double area = 0;
        for (int k = 0; k < 900; k++) {
            area += curve.survival((k + 0.5) / 100) / 100;
        }
        assertThat(curve.restrictedMean(9).hours()).isCloseTo(area, within(1e-9));
    }

    /** 1,000 samples of 200 exponential times, censored at random, a third with delayed entry. */
    @Test
    void the_band_covers_a_known_curve_in_about_95_of_100_samples() {
        SplittableRandom random = new SplittableRandom(20260101);
        int covered = 0;
        int samples = 1000;
        double truth = -Math.expm1(-1);
        double sum = 0;
        for (int s = 0; s < samples; s++) {
            double[] entry = new double[200];
            double[] time = new double[200];
            boolean[] ended = new boolean[200];
            for (int i = 0; i < 200; ) {
                double end = -Math.log1p(-random.nextDouble());
                double followed = 0.5 + 2 * random.nextDouble();
                entry[i] = i % 3 == 0 ? 0.3 * random.nextDouble() : 0;
                if (end > entry[i]) {
                    time[i] = Math.min(end, followed);
                    ended[i++] = end <= followed;
                }
            }
            CurveEstimate f =
                    KaplanMeier.fit(ExactSample.of(entry, time, ended)).cdf(1);
            sum += f.value();
            covered += f.low() <= truth && truth <= f.high() ? 1 : 0;
        }
        assertThat(sum / samples).isCloseTo(truth, within(0.005));
        assertThat(covered).isBetween(930, 970);
    }

    @Test
    void midpoints_keep_entries_weights_clusters_and_censoring() {
        CensoredSample intervals = CensoredSample.of(
                new double[] {1, 0},
                new double[] {2, 5},
                new double[] {6, Double.POSITIVE_INFINITY},
                new double[] {2, 3},
                new int[] {7, 8});
        ExactSample exact = ExactSample.midpoints(intervals);
        assertThat(exact.time(0)).isEqualTo(4);
        assertThat(exact.cause(0)).isEqualTo(1);
        assertThat(exact.entry(0)).isEqualTo(1);
        assertThat(exact.weight(0)).isEqualTo(2);
        assertThat(exact.cluster(0)).isEqualTo(7);
        assertThat(exact.time(1)).isEqualTo(5);
        assertThat(exact.cause(1)).isZero();
        assertThat(ExactSample.midpoints(intervals, new int[] {3, 0}).cause(0)).isEqualTo(3);
    }

    @Test
    void what_breaks_the_rules_is_refused_with_the_item_and_the_reason() {
        assertThatThrownBy(() -> ExactSample.of(new double[] {5}, new double[] {4}, new boolean[] {true}))
                .hasMessageContaining("Item 0 breaks 0 <= entry <= time");
        assertThatThrownBy(() -> ExactSample.of(new double[] {Double.POSITIVE_INFINITY}, new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ExactSample.of(new double[2], new boolean[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CurveSamples.sixMp().withWeights(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        double[] negative = new double[21];
        Arrays.fill(negative, -1);
        assertThatThrownBy(() -> CurveSamples.sixMp().withWeights(negative)).hasMessageContaining("weight -1.0");
        assertThatThrownBy(() -> KaplanMeier.fit(CurveSamples.sixMp()).cdf(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KaplanMeier.fit(CurveSamples.sixMp()).quantile(1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
