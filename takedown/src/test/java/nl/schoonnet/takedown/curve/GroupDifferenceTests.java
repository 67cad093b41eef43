// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GroupDifferenceTests {
    private static final long SEED = 0x6a09e667f3bcc908L;

    @Test
    void the_leukaemia_groups_differ_by_what_their_curves_say() {
        CurveEstimate difference = atTenWeeks(399);
        assertThat(difference.value()).isCloseTo(13.0 / 21 - (1 - 0.752941176471), within(1e-9));
        assertThat(difference.value()).isBetween(difference.low(), difference.high());
        // Greenwood's two standard errors, 0.0963 and 0.1060, added in quadrature: 0.372 +- 0.281.
        assertThat(difference.low()).isCloseTo(0.09, within(0.06));
        assertThat(difference.high()).isCloseTo(0.65, within(0.06));
        assertThat(atTenWeeks(399)).isEqualTo(difference);
    }

    private static CurveEstimate atTenWeeks(int replicates) {
        boolean[] second = new boolean[42];
        Arrays.fill(second, 21, 42, true);
        double[] ones = new double[42];
        Arrays.fill(ones, 1);
        int[] own = new int[42];
        Arrays.setAll(own, i -> i);
        return GroupDifference.of(
                second,
                ones,
                ClusterBootstrap.of(own, ones, SEED),
                replicates,
                w -> KaplanMeier.fit(CurveSamples.sixMp().withWeights(w))
                        .cdf(10)
                        .value(),
                w -> KaplanMeier.fit(CurveSamples.placebo().withWeights(w))
                        .cdf(10)
                        .value());
    }

    @Test
    void without_replicates_or_with_one_cluster_there_is_no_interval() {
        assertThat(atTenWeeks(0).hasBand()).isFalse();
        assertThat(atTenWeeks(38).hasBand()).isFalse();
        double[] ones = {1, 1};
        CurveEstimate oneCluster = GroupDifference.of(
                new boolean[] {false, true},
                ones,
                ClusterBootstrap.of(new int[] {3, 3}, ones, SEED),
                100,
                w -> w[0],
                w -> 3 * w[0]);
        assertThat(oneCluster).isEqualTo(new CurveEstimate(2, Double.NaN, Double.NaN));
    }

    @Test
    void percentiles_are_order_statistics_of_399_replicates() {
        double[] replicates = new double[399];
        Arrays.setAll(replicates, r -> 399 - r);
        CurveEstimate interval = CurveEstimate.percentile(200, replicates);
        assertThat(interval.low()).isCloseTo(10, within(1e-9));
        assertThat(interval.high()).isCloseTo(390, within(1e-9));
        Arrays.fill(replicates, 0, 20, Double.NaN);
        assertThat(CurveEstimate.percentile(200, replicates).hasBand()).isFalse();
        Arrays.fill(replicates, 0, 20, Double.POSITIVE_INFINITY);
        assertThat(CurveEstimate.percentile(200, replicates).high()).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
