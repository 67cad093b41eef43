// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values called R's are printed by takedown/src/test/r/curves.R. */
class AalenJohansenTests {
    private static final Offset<Double> CLOSE = within(1e-11);

    /** Incidences are survfit's; standard errors those of the recursion of Andersen et al. 1993, section IV.4.1.3. */
    @ParameterizedTest
    @CsvSource({
        "12, 0.8166666666667, 0, 0.183333333333, 0, 0.122823646535",
        "36, 0.7422719594595, 0.0206186655405, 0.237109375000, 0.0205972402383, 0.120502585324",
        "60, 0.6038822721026, 0.0457804268781, 0.350337301019, 0.0272798244900, 0.108384566439",
        "120, 0.3681915406379, 0.1026940638557, 0.529114395506, 0.0400196711909, 0.0895334567223",
        "240, 0.0412894221708, 0.1439834860265, 0.814727091803, 0.0545494689812, 0.060093312836",
    })
    void delayed_entry_and_ties_come_out_as_in_r(
            double month,
            double survival,
            double malignancy,
            double death,
            double errorOfMalignancy,
            double errorOfDeath) {
        AalenJohansen curves = AalenJohansen.fit(CurveSamples.sample(CurveSamples.mgus2()));
        assertThat(curves.causes()).containsExactly(1, 2);
        assertThat(curves.survival(month)).isCloseTo(survival, CLOSE);
        assertThat(curves.cdf(1, month).value()).isCloseTo(malignancy, CLOSE);
        assertThat(curves.cdf(2, month).value()).isCloseTo(death, CLOSE);
        assertThat(curves.standardError(1, month)).isCloseTo(errorOfMalignancy, CLOSE);
        assertThat(curves.standardError(2, month)).isCloseTo(errorOfDeath, CLOSE);
    }

    /** Without ties and delayed entry R's infinitesimal jackknife is the same as the formula, band included. */
    @ParameterizedTest
    @CsvSource({
        "36, 0.0153846153846, 0.0152658134879, 0.00129190334696, 0.0728223945334, 0.0615384615385, 0.0298074537116, 0.01985916750551, 0.1375886664098",
        "60, 0.0466936572200, 0.0263244162762, 0.01234359883646, 0.1180701545473, 0.1862348178138, 0.0485205424314, 0.10254587147168, 0.2892726240552",
        "120, 0.1179596904941, 0.0421430826479, 0.05151074985145, 0.2143127572378, 0.4249691998969, 0.0642278075082, 0.29828896597369, 0.5458828280296",
        "240, 0.1690579705824, 0.0595199916469, 0.07275569588603, 0.2995006636472, 0.7798437493293, 0.0636646214962, 0.62299149476297, 0.8775134811848",
    })
    void without_ties_and_delayed_entry_errors_and_band_are_those_of_r(
            double month,
            double malignancy,
            double error1,
            double low1,
            double high1,
            double death,
            double error2,
            double low2,
            double high2) {
        List<CurveSamples.Patient> patients = CurveSamples.mgus2();
        double[] untied = new double[patients.size()];
        Arrays.setAll(untied, i -> patients.get(i).time() + (i + 1) / 1000.0);
        AalenJohansen curves = AalenJohansen.fit(ExactSample.of(
                new double[untied.length],
                untied,
                patients.stream().mapToInt(CurveSamples.Patient::cause).toArray()));
        assertEstimate(curves.cdf(1, month), malignancy, low1, high1);
        assertEstimate(curves.cdf(2, month), death, low2, high2);
        assertThat(curves.standardError(1, month)).isCloseTo(error1, CLOSE);
        assertThat(curves.standardError(2, month)).isCloseTo(error2, CLOSE);
    }

    private static void assertEstimate(CurveEstimate estimate, double value, double low, double high) {
        assertThat(estimate.value()).isCloseTo(value, CLOSE);
        assertThat(estimate.low()).isCloseTo(low, CLOSE);
        assertThat(estimate.high()).isCloseTo(high, CLOSE);
    }

    @Test
    void with_one_cause_it_is_kaplan_meier() {
        AalenJohansen incidence = AalenJohansen.fit(CurveSamples.sixMp());
        KaplanMeier curve = KaplanMeier.fit(CurveSamples.sixMp());
        for (double week : incidence.times()) {
            assertThat(incidence.cdf(1, week).value()).isCloseTo(curve.cdf(week).value(), CLOSE);
            assertThat(incidence.standardError(1, week)).isCloseTo(curve.standardError(week), CLOSE);
        }
        assertThat(incidence.ended(1)).isEqualTo(9);
        assertThat(incidence.atRisk(10)).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void incidences_and_survival_add_up_to_one_and_the_band_holds_its_curve(long seed) {
        ExactSample sample = CurveSamples.onGrid(60, new SplittableRandom(seed));
        AalenJohansen curves = AalenJohansen.fit(sample);
        KaplanMeier survival = KaplanMeier.fit(sample);
        for (double hours : curves.times()) {
            double sum = curves.survival(hours);
            for (int cause : curves.causes()) {
                CurveEstimate f = curves.cdf(cause, hours);
                sum += f.value();
                if (f.hasBand()) {
                    assertThat(f.value()).isBetween(f.low(), f.high());
                }
                // Taking other ends for censorings can only raise a curve.
                assertThat(KaplanMeier.fit(sample, cause).cdf(hours).value()).isGreaterThanOrEqualTo(f.value() - 1e-12);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            assertThat(curves.survival(hours)).isCloseTo(survival.survival(hours), within(1e-15));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void order_is_nothing_and_a_weight_is_a_repetition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ExactSample sample = CurveSamples.onGrid(40, random);
        AalenJohansen curves = AalenJohansen.fit(sample);
        AalenJohansen shuffled = AalenJohansen.fit(CurveSamples.shuffled(sample, random));
        AalenJohansen repeated = AalenJohansen.fit(CurveSamples.repeated(sample));
        for (double hours : curves.times()) {
            for (int cause : curves.causes()) {
                assertThat(shuffled.cdf(cause, hours)).isEqualTo(curves.cdf(cause, hours));
                assertThat(repeated.cdf(cause, hours)).isEqualTo(curves.cdf(cause, hours));
            }
        }
    }

    @Test
    void a_cause_that_never_came_and_a_sample_without_ends_give_zero_without_a_band() {
        AalenJohansen curves = AalenJohansen.fit(CurveSamples.sixMp());
        assertThat(curves.cdf(2, 10)).isEqualTo(new CurveEstimate(0, Double.NaN, Double.NaN));
        assertThat(curves.standardError(2, 10)).isZero();
        assertThat(curves.ended(2)).isZero();
        AalenJohansen empty = AalenJohansen.fit(ExactSample.of(new double[] {3, 4}, new boolean[2]));
        assertThat(empty.causes()).isEmpty();
        assertThat(empty.survival(9)).isEqualTo(1);
        AalenJohansen one = AalenJohansen.fit(ExactSample.of(new double[] {3}, new boolean[] {true}));
        assertThat(one.cdf(1, 3)).isEqualTo(new CurveEstimate(1, Double.NaN, Double.NaN));
        assertThat(one.survival(3)).isZero();
    }

    /** Two constant hazards, 0.02 and 0.01 per hour, and independent censoring: F_1(24 h) in closed form. */
    @Test
    void the_band_covers_a_known_incidence_in_about_95_of_100_samples() {
        SplittableRandom random = new SplittableRandom(20260102);
        double truth = 2.0 / 3 * -Math.expm1(-0.03 * 24);
        int covered = 0;
        int samples = 1000;
        for (int s = 0; s < samples; s++) {
            double[] time = new double[150];
            int[] cause = new int[150];
            for (int i = 0; i < 150; i++) {
                double end = -Math.log1p(-random.nextDouble()) / 0.03;
                double followed = 10 + 60 * random.nextDouble();
                time[i] = Math.min(end, followed);
                cause[i] = end > followed ? 0 : random.nextDouble() < 2.0 / 3 ? 1 : 2;
            }
            CurveEstimate f = AalenJohansen.fit(ExactSample.of(new double[150], time, cause))
                    .cdf(1, 24);
            covered += f.low() <= truth && truth <= f.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 970);
    }
}
