// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartialPoolingTests {

    /**
     * Second method: brute force in R over 400 x 400 midpoints of (mu, rho), the weight of each
     * {@code exp(sum(lbeta(a+k,b+n-k)-lbeta(a,b)))} with {@code a = mu(1-rho)/rho}, {@code b = (1-mu)(1-rho)/rho}; quantiles
     * by {@code pbeta} at 1,000 points.
     */
    @Test
    void posterior_means_and_quantiles_are_those_of_brute_force() {
        int[] within = {0, 3, 18, 40, 9};
        int[] items = {10, 12, 20, 41, 30};
        PartialPooling pooling = PartialPooling.of(IntStream.range(0, 5)
                .mapToObj(i -> ShareInterval.unclustered(within[i], 0, items[i]))
                .toList());
        double[] mean = {0.0469674702571, 0.26992194874, 0.879891447706, 0.963550250867, 0.306810540473};
        double[] low = {Double.NaN, 0.0745789613802, 0.712613437314, 0.887925820147, 0.159829932152};
        double[] high = {0.238296922444, 0.531299900482, 0.979388666549, 0.997751536325, 0.477244037427};
        for (int i = 0; i < 5; i++) {
            PooledShare share = pooling.shares().get(i);
            assertThat(share.range().low()).isEqualTo(mean[i], within(2e-4));
            assertThat(share.range().high()).isEqualTo(share.range().low());
            if (i > 0) {
                assertThat(share.credible().low()).isEqualTo(low[i], within(2e-3));
            }
            assertThat(share.credible().high()).isEqualTo(high[i], within(2e-3));
        }
        assertThat(pooling.mean().low()).isEqualTo(0.490035949917, within(1e-3));
        assertThat(pooling.overdispersion().low()).isEqualTo(0.520638671078, within(1e-3));
    }

    @Test
    void one_provider_alone_is_pooled_with_the_prior_only() {
        PooledShare share = PartialPooling.of(List.of(ShareInterval.unclustered(50, 0, 100)))
                .shares()
                .getFirst();
        assertThat(share.range().low()).isEqualTo(0.5, within(1e-6));
        assertThat(share.credible().contains(0.5)).isTrue();
    }

    @Test
    void providers_that_do_not_differ_are_pulled_together() {
        List<ShareInterval> alike = new ArrayList<>(Collections.nCopies(60, ShareInterval.unclustered(60, 0, 100)));
        alike.add(ShareInterval.unclustered(3, 0, 3));
        PartialPooling pooling = PartialPooling.of(alike);
        assertThat(pooling.overdispersion().high()).isLessThan(0.01);
        assertThat(pooling.shares().getLast().range().low()).isEqualTo(0.6, within(0.03));
        Interval own = alike.getFirst().interval().orElseThrow();
        assertThat(pooling.shares().getFirst().credible().width()).isLessThan(own.width() / 2);
    }

    @Test
    void two_groups_without_a_middle_keep_apart() {
        List<ShareInterval> groups = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            groups.add(ShareInterval.unclustered(198, 0, 200));
            groups.add(ShareInterval.unclustered(2, 0, 200));
        }
        PartialPooling pooling = PartialPooling.of(groups);
        assertThat(pooling.overdispersion().low()).isGreaterThan(0.5);
        assertThat(pooling.shares().get(0).range().low()).isEqualTo(0.99, within(0.005));
        assertThat(pooling.shares().get(1).range().low()).isEqualTo(0.01, within(0.005));
    }

    @Test
    void all_or_nothing_and_very_many_items_do_not_break_the_numbers() {
        PartialPooling pooling = PartialPooling.of(List.of(
                ShareInterval.unclustered(0, 0, 1_000_000),
                ShareInterval.unclustered(1_000_000, 0, 1_000_000),
                ShareInterval.unclustered(0, 0, 1),
                ShareInterval.unclustered(1, 0, 1)));
        for (PooledShare share : pooling.shares()) {
            assertThat(share.credible().contains(share.range())).isTrue();
            assertThat(share.credible().low()).isBetween(0.0, 1.0);
            assertThat(share.credible().high()).isBetween(0.0, 1.0);
        }
        assertThat(pooling.shares().get(0).range().high()).isLessThan(1e-5);
    }

    @Test
    void the_order_of_providers_carries_no_meaning_and_few_items_are_pulled_further() {
        List<ShareInterval> providers = List.of(
                ShareInterval.unclustered(2, 1, 4),
                ShareInterval.unclustered(50, 25, 100),
                ShareInterval.unclustered(90, 0, 100),
                ShareInterval.unclustered(20, 2, 40));
        List<PooledShare> shares = PartialPooling.of(providers).shares();
        assertThat(PartialPooling.of(providers.reversed()).shares()).isEqualTo(shares.reversed());
        assertThat(shares.get(0).range().low())
                .isGreaterThan(shares.get(1).range().low());
        assertThat(shares.get(0).range().high())
                .isGreaterThan(shares.get(0).range().low());
    }

    /** 40 leagues of 20 providers: coverage of the providers' own true shares, averaged. */
    @Test
    void credible_intervals_cover_the_true_shares_on_average() {
        SplittableRandom random = new SplittableRandom(3);
        int covered = 0;
        int all = 0;
        for (int league = 0; league < 40; league++) {
            double[] truth = new double[20];
            List<ShareInterval> providers = new ArrayList<>();
            for (int i = 0; i < truth.length; i++) {
                truth[i] = Simulation.ofPage(random, 0.7, 0.3);
                int n = 5 + random.nextInt(100);
                double own = truth[i];
                long k = IntStream.range(0, n)
                        .filter(x -> random.nextDouble() < own)
                        .count();
                providers.add(ShareInterval.unclustered(k, 0, n));
            }
            List<PooledShare> pooled = PartialPooling.of(providers).shares();
            for (int i = 0; i < truth.length; i++) {
                covered += pooled.get(i).credible().contains(truth[i]) ? 1 : 0;
                all++;
            }
        }
        assertThat(covered / (double) all).isBetween(0.93, 0.97);
    }

    @Test
    void pooling_nobody_is_refused() {
        assertThatThrownBy(() -> PartialPooling.of(Arrays.asList())).isInstanceOf(IllegalArgumentException.class);
    }
}
