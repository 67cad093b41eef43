// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareIntervalTests {

    @Test
    void single_items_are_worth_their_number() {
        long[] ones = new long[30];
        Arrays.fill(ones, 1);
        long[] within = new long[30];
        Arrays.fill(within, 0, 12, 1);
        ShareInterval clustered = ShareInterval.of(ClusterTally.ofClusters(within, new long[30], ones));
        ShareInterval plain = ShareInterval.unclustered(12, 0, 30);
        assertThat(clustered.surely().size()).isEqualTo(30, within(1e-9));
        assertThat(clustered.interval().orElseThrow().low())
                .isEqualTo(plain.interval().orElseThrow().low(), within(1e-12));
        assertThat(clustered.interval().orElseThrow().high())
                .isEqualTo(plain.interval().orElseThrow().high(), within(1e-12));
        assertThat(plain.clustersKnown()).isFalse();
    }

    /**
     * Four pages of ten, two all within and two all beyond: variance between pages 0.25 / 3, of 40 single items 0.25 / 39,
     * so design effect 13; few clusters by (t39 / t3)².
     */
    @Test
    void the_design_effect_is_the_variance_over_pages_over_that_of_single_items() {
        EffectiveSize size = ClusterTally.ofClusters(
                        new long[] {10, 10, 0, 0}, new long[4], new long[] {10, 10, 10, 10})
                .sizeOfSurelyWithin();
        assertThat(size.designEffect()).isEqualTo(13, within(1e-9));
        assertThat(size.degreesOfFreedom()).isEqualTo(3);
        // t quantiles as tabled: 2.0227 with 39 degrees of freedom, 3.1824 with 3.
        assertThat(size.size()).isEqualTo(40 / 13.0 * Math.pow(2.0227 / 3.1824, 2), within(1e-3));
    }

    @Test
    void items_that_all_stand_alike_count_by_page() {
        EffectiveSize size = ClusterTally.ofClusters(new long[] {80, 10, 10}, new long[3], new long[] {80, 10, 10})
                .sizeOfSurelyWithin();
        assertThat(size.size()).isEqualTo(100.0 * 100 / (80 * 80 + 10 * 10 + 10 * 10), within(1e-9));
    }

    @Test
    void one_cluster_has_a_range_and_no_interval() {
        ShareInterval share =
                ShareInterval.of(ClusterTally.ofClusters(new long[] {3}, new long[] {2}, new long[] {10}));
        assertThat(share.range()).isEqualTo(new Interval(0.3, 0.5));
        assertThat(share.interval()).isEmpty();
    }

    @Test
    void undecided_items_give_both_ends() {
        ShareInterval share = ShareInterval.unclustered(10, 5, 40);
        assertThat(share.range()).isEqualTo(new Interval(0.25, 0.375));
        Interval interval = share.interval().orElseThrow();
        assertThat(interval.low()).isEqualTo(Wilson.interval(0.25, 40, 0.95).low());
        assertThat(interval.high()).isEqualTo(Wilson.interval(0.375, 40, 0.95).high());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 1", "0, 1, 1", "0, 0, 50", "50, 0, 50", "0, 50, 50"})
    void the_extremes_have_ranges_inside_their_intervals(int surely, int undecided, int items) {
        ShareInterval share = ShareInterval.unclustered(surely, undecided, items);
        assertThat(share.interval().orElseThrow().contains(share.range())).isTrue();
    }

    @Test
    void bounds_hold_the_range_and_the_order_of_items_carries_no_meaning() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 300; trial++) {
            int n = 2 + random.nextInt(60);
            int[] cluster = new int[n];
            Standing[] standing = new Standing[n];
            double[] weight = new double[n];
            for (int i = 0; i < n; i++) {
                cluster[i] = random.nextInt(12);
                standing[i] = List.of(Standing.values()).get(random.nextInt(3));
                weight[i] = trial % 2 == 0 ? 1 : 0.1 + random.nextDouble();
            }
            ShareInterval share = ShareInterval.of(ClusterTally.of(cluster, standing, weight));
            share.interval()
                    .ifPresent(interval ->
                            assertThat(interval.contains(share.range())).isTrue());
            assertThat(share.surely().designEffect()).isGreaterThanOrEqualTo(1);
            assertThat(share.surely().size()).isPositive().isLessThanOrEqualTo(n);

            int[] order = order(random, n);
            ShareInterval permuted = ShareInterval.of(ClusterTally.of(
                    Arrays.stream(order).map(i -> 1000 - cluster[i]).toArray(),
                    Arrays.stream(order).mapToObj(i -> standing[i]).toArray(Standing[]::new),
                    Arrays.stream(order).mapToDouble(i -> weight[i]).toArray()));
            assertThat(permuted).isEqualTo(share);
        }
    }

    static int[] order(SplittableRandom random, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    @Test
    void a_common_factor_of_the_weights_changes_nothing_and_a_zero_leaves_out() {
        int[] cluster = {1, 1, 2, 3, 3, 4};
        Standing[] standing = {
            Standing.WITHIN, Standing.BEYOND, Standing.WITHIN, Standing.UNDECIDED, Standing.BEYOND, Standing.WITHIN
        };
        ShareInterval whole = ShareInterval.of(ClusterTally.of(cluster, standing, new double[] {1, 1, 1, 1, 1, 0}));
        ShareInterval half =
                ShareInterval.of(ClusterTally.of(cluster, standing, new double[] {0.5, 0.5, 0.5, 0.5, 0.5, 0}));
        assertThat(whole.items()).isEqualTo(5);
        assertThat(half.range()).isEqualTo(whole.range());
        assertThat(half.surely().size()).isEqualTo(whole.surely().size(), within(1e-9));
    }

    /** A weight of 3 is three items of the same page that end as one: the same share, and no more information. */
    @Test
    void weights_equal_repetition() {
        int[] cluster = {1, 2, 3, 4};
        Standing[] standing = {Standing.WITHIN, Standing.WITHIN, Standing.WITHIN, Standing.WITHIN};
        ShareInterval weighted = ShareInterval.of(ClusterTally.of(cluster, standing, new double[] {3, 1, 2, 1}));
        ShareInterval repeated = ShareInterval.of(
                ClusterTally.ofClusters(new long[] {3, 1, 2, 1}, new long[4], new long[] {3, 1, 2, 1}));
        assertThat(weighted.range()).isEqualTo(repeated.range());
        assertThat(weighted.surely().size()).isEqualTo(repeated.surely().size(), within(1e-9));
    }

    @Test
    void impossible_counts_are_refused() {
        assertThatThrownBy(() -> ShareInterval.unclustered(3, 3, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ShareInterval.unclustered(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterTally.ofClusters(new long[] {2}, new long[] {0}, new long[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterTally.of(new int[] {1}, new Standing[] {Standing.WITHIN}, new double[] {-1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClusterTally.of(new int[0], new Standing[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * 2,000 replications each; the floor is 0.95 less about three standard errors of the simulation, less what the
     * discreteness of Wilson's own interval costs near 1. Plain Wilson covers 7% to 30% of the same data where rho isn't 0.
     */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0, 30, 0.94",
        "0.5, 0.3, 30, 0.93",
        "0.8, 0.3, 100, 0.93",
        "0.8, 1, 30, 0.93",
        "0.95, 0.3, 30, 0.93",
        "0.95, 1, 100, 0.93",
        "0.99, 1, 100, 0.93",
        "0.99, 0.3, 100, 0.93"
    })
    void the_true_share_is_covered_on_pages_of_1_to_200(double share, double rho, int pages, double floor) {
        SplittableRandom random = new SplittableRandom(20_260);
        int covered = 0;
        int plainlyCovered = 0;
        int replications = 2000;
        for (int r = 0; r < replications; r++) {
            long[] items = Simulation.pages(random, pages);
            long[] within = Simulation.within(random, items, share, rho);
            ShareInterval interval = ShareInterval.of(ClusterTally.ofClusters(within, new long[pages], items));
            covered += interval.interval().orElseThrow().contains(share) ? 1 : 0;
            ShareInterval plain = ShareInterval.unclustered(
                    Arrays.stream(within).sum(), 0, Arrays.stream(items).sum());
            plainlyCovered += plain.interval().orElseThrow().contains(share) ? 1 : 0;
        }
        assertThat(covered / (double) replications).isGreaterThan(floor);
        if (rho > 0) {
            assertThat(plainlyCovered / (double) replications).isLessThan(0.4);
        }
    }

    /** The set to cover: the share that such looks would find surely within to possibly within, in all pages there are. */
    @Test
    void the_whole_set_is_covered_when_looks_leave_items_undecided() {
        SplittableRandom random = new SplittableRandom(11);
        double surely = 0.55;
        double possibly = 0.70;
        int covered = 0;
        int replications = 2000;
        for (int r = 0; r < replications; r++) {
            int pages = 40;
            long[] items = new long[pages];
            long[] within = new long[pages];
            long[] undecided = new long[pages];
            for (int c = 0; c < pages; c++) {
                items[c] = random.nextInt(1, 11);
                double page = random.nextDouble();
                for (int i = 0; i < items[c]; i++) {
                    double own = random.nextDouble() < 0.5 ? page : random.nextDouble();
                    within[c] += own < surely ? 1 : 0;
                    undecided[c] += own >= surely && own < possibly ? 1 : 0;
                }
            }
            ShareInterval share = ShareInterval.of(ClusterTally.ofClusters(within, undecided, items));
            covered += share.interval().orElseThrow().contains(new Interval(surely, possibly)) ? 1 : 0;
        }
        assertThat(covered / (double) replications).isGreaterThanOrEqualTo(0.94);
    }

    @Test
    void a_higher_level_asks_for_a_wider_interval() {
        ShareInterval share = ShareInterval.of(
                ClusterTally.ofClusters(new long[] {3, 0, 5, 2}, new long[] {0, 1, 0, 0}, new long[] {5, 5, 5, 5}));
        assertThat(share.interval(0.999)
                        .orElseThrow()
                        .contains(share.interval(0.95).orElseThrow()))
                .isTrue();
        double ratio = new TDistribution(19).inverseCumulativeProbability(0.9995)
                / new TDistribution(3).inverseCumulativeProbability(0.9995);
        assertThat(share.surely().size(0.999))
                .isEqualTo(share.surely().independentItems() * ratio * ratio, within(1e-9));
    }
}
