// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.share.Funnel.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunnelTests {

    /** Spiegelhalter 2005, appendix A.1.1, worked in R: {@code r <- qbinom(p,n,t)}, less the unneeded part, over n. */
    @ParameterizedTest
    @CsvSource({
        "10, 0.457330473723, 0.621264340204, 0.992830070023, 0.999713202801",
        "50, 0.739871581248, 0.800277272377, 0.966137073043, 0.996119349565",
        "200, 0.826432736147, 0.85402828563, 0.937309277976, 0.957148492598"
    })
    void limits_around_a_target_are_the_interpolated_binomial_ones(
            double size, double alarmLow, double alertLow, double alertHigh, double alarmHigh) {
        Funnel funnel = Funnel.aroundTarget(0.9);
        assertThat(funnel.limits(size, Funnel.ALARM).low()).isEqualTo(alarmLow, within(1e-9));
        assertThat(funnel.limits(size, Funnel.ALERT).low()).isEqualTo(alertLow, within(1e-9));
        assertThat(funnel.limits(size, Funnel.ALERT).high()).isEqualTo(alertHigh, within(1e-9));
        assertThat(funnel.limits(size, Funnel.ALARM).high()).isEqualTo(alarmHigh, within(1e-9));
    }

    @Test
    void limits_of_fractional_sizes_lie_between_those_of_whole_ones_and_close_in() {
        Funnel funnel = Funnel.aroundTarget(0.9);
        double before = 0;
        for (double size = 20; size < 2000; size *= 1.37) {
            Interval limits = funnel.limits(size, Funnel.ALARM);
            assertThat(limits.contains(0.9)).isTrue();
            assertThat(funnel.limits(size, Funnel.ALARM).contains(funnel.limits(size, Funnel.ALERT)))
                    .isTrue();
            assertThat(limits.low()).isGreaterThan(before);
            before = limits.low();
        }
    }

    @Test
    void of_providers_on_target_one_in_twenty_is_outside_the_inner_and_one_in_500_outside_the_outer_limits() {
        SplittableRandom random = new SplittableRandom(5);
        Funnel funnel = Funnel.aroundTarget(0.8);
        int alert = 0;
        int alarm = 0;
        int trials = 20_000;
        for (int t = 0; t < trials; t++) {
            int k = (int) IntStream.range(0, 150)
                    .filter(i -> random.nextDouble() < 0.8)
                    .count();
            Position position = funnel.position(ShareInterval.unclustered(k, 0, 150));
            alert += position != Position.IN_CONTROL ? 1 : 0;
            alarm += position == Position.ALARM_BELOW || position == Position.ALARM_ABOVE ? 1 : 0;
        }
        assertThat(alert / (double) trials).isBetween(0.03, 0.065);
        assertThat(alarm / (double) trials).isBetween(0.0005, 0.005);
    }

    @Test
    void undecided_items_never_make_an_alarm() {
        Funnel funnel = Funnel.aroundTarget(0.9);
        assertThat(funnel.position(ShareInterval.unclustered(50, 0, 100))).isEqualTo(Position.ALARM_BELOW);
        assertThat(funnel.position(ShareInterval.unclustered(50, 40, 100))).isEqualTo(Position.IN_CONTROL);
        assertThat(funnel.position(ShareInterval.unclustered(83, 0, 100))).isEqualTo(Position.ALERT_BELOW);
        assertThat(funnel.position(ShareInterval.unclustered(1000, 0, 1000))).isEqualTo(Position.ALARM_ABOVE);
        assertThat(funnel.zScores(ShareInterval.unclustered(50, 40, 100)))
                .isEqualTo(new Interval(
                        funnel.zScores(ShareInterval.unclustered(50, 0, 100)).low(), 0));
        assertThat(funnel.zScores(ShareInterval.unclustered(84, 0, 100)).low()).isEqualTo(-2, within(1e-12));
    }

    @Test
    void one_page_of_many_items_is_no_alarm() {
        ShareInterval page =
                ShareInterval.of(ClusterTally.ofClusters(new long[] {0, 1}, new long[2], new long[] {300, 1}));
        assertThat(Funnel.aroundTarget(0.9).position(page)).isEqualTo(Position.IN_CONTROL);
    }

    /** Hand-worked: z = -4, 0 and 4 standard errors by construction, K = 3: phi = 32/3, tau² = (32 - 2) / (12n - 4n). */
    @Test
    void excess_variance_is_spiegelhalters_moment_estimate() {
        int n = 10_000;
        double step = 4 / (2 * Math.sqrt(n));
        List<ShareInterval> providers = List.of(share(-step, n), share(0, n), share(step, n));
        Funnel funnel = Funnel.aroundMean(providers);
        assertThat(funnel.centre()).isEqualTo(0.5, within(1e-4));
        assertThat(funnel.dispersion()).isEqualTo(32 / 3.0, within(0.02));
        // precision w = 4n each: sum 12n, sum of squares over sum 4n.
        assertThat(funnel.excessVariance()).isEqualTo((32 - 2) / (8.0 * n), within(3e-6));
        assertThat(funnel.position(providers.getFirst())).isEqualTo(Position.IN_CONTROL);
    }

    private static ShareInterval share(double fromHalf, int n) {
        double share = Math.pow(Math.sin(Math.PI / 4 + fromHalf), 2);
        return ShareInterval.unclustered(Math.round(share * n), 0, n);
    }

    @Test
    void alike_providers_have_no_excess_and_one_far_off_stands_out() {
        List<ShareInterval> providers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            providers.add(ShareInterval.unclustered(79 + i % 3, 0, 100));
        }
        ShareInterval odd = ShareInterval.unclustered(20, 0, 100);
        providers.add(odd);
        Funnel funnel = Funnel.aroundMean(providers);
        assertThat(funnel.excessVariance()).isZero();
        assertThat(funnel.position(odd)).isEqualTo(Position.ALARM_BELOW);
        assertThat(funnel.position(providers.getFirst())).isEqualTo(Position.IN_CONTROL);
        assertThat(Funnel.aroundMean(providers.reversed()).centre()).isEqualTo(funnel.centre());
    }

    @Test
    void a_funnel_needs_a_target_inside_and_a_mean_of_two() {
        assertThatThrownBy(() -> Funnel.aroundTarget(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Funnel.aroundMean(List.of(ShareInterval.unclustered(1, 0, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
