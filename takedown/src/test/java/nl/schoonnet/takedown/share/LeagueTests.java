// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeagueTests {
    private static final Standing W = Standing.WITHIN;
    private static final Standing B = Standing.BEYOND;
    private static final Standing U = Standing.UNDECIDED;

    @Test
    void both_averages_by_hand() {
        League league =
                League.of(new int[] {7, 7, 7, 7, 7, 7, 2, 2}, new int[] {1, 1, 2, 2, 3, 3, 4, 4}, new Standing[] {
                    W, W, W, B, B, B, W, U
                });
        assertThat(league.providers()).containsExactly(2, 7);
        League.Averages averages = league.averages(200, 1);
        assertThat(averages.overItems().range()).isEqualTo(new Interval(4 / 8.0, 5 / 8.0));
        assertThat(averages.overProviders().range()).isEqualTo(new Interval(0.5, 0.75));
        for (League.Average average : List.of(averages.overItems(), averages.overProviders())) {
            assertThat(average.interval().orElseThrow().contains(average.range()))
                    .isTrue();
        }
        assertThat(league.averages(0, 1).overItems().interval()).isEmpty();
    }

    @Test
    void the_tallies_are_those_of_each_provider_alone() {
        int[] provider = {1, 2, 1, 2, 1, 9};
        int[] cluster = {5, 5, 5, 6, 7, 7};
        Standing[] standing = {W, B, U, B, B, W};
        League league = League.of(provider, cluster, standing);
        assertThat(league.shares().getFirst())
                .isEqualTo(ShareInterval.of(ClusterTally.of(new int[] {5, 5, 7}, new Standing[] {W, U, B})));
        assertThat(league.ofAtLeast(2).providers()).containsExactly(1, 2);
        assertThat(league.ofAtLeast(2).averages(0, 1).overItems().range()).isEqualTo(new Interval(1 / 5.0, 2 / 5.0));
        assertThat(league.ofAtLeast(20).providers()).isEmpty();
        assertThatThrownBy(() -> league.ofAtLeast(20).averages(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_item_on_two_providers_counts_for_each_in_part() {
        League league = League.of(
                new int[] {1, 2, 1}, new int[] {1, 1, 2}, new Standing[] {W, W, B}, new double[] {0.5, 0.5, 1});
        assertThat(league.shares().getFirst().range().low()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(league.averages(0, 1).overItems().range()).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void the_order_of_items_carries_no_meaning() {
        SplittableRandom random = new SplittableRandom(9);
        int n = 400;
        int[] provider = random.ints(n, 0, 12).toArray();
        int[] cluster = random.ints(n, 0, 60).toArray();
        Standing[] standing = IntStream.range(0, n)
                .mapToObj(i -> List.of(W, B, U).get(random.nextInt(3)))
                .toArray(Standing[]::new);
        double[] weight = random.doubles(n, 0.1, 1).toArray();
        League league = League.of(provider, cluster, standing, weight);
        int[] order = ShareIntervalTests.order(random, n);
        League permuted = League.of(
                Arrays.stream(order).map(i -> provider[i]).toArray(),
                Arrays.stream(order).map(i -> cluster[i]).toArray(),
                Arrays.stream(order).mapToObj(i -> standing[i]).toArray(Standing[]::new),
                Arrays.stream(order).mapToDouble(i -> weight[i]).toArray());
        assertThat(permuted.shares()).isEqualTo(league.shares());
        assertThat(permuted.averages(100, 3)).isEqualTo(league.averages(100, 3));
        assertThat(permuted.chancesOfTop(5, 100, 3)).isEqualTo(league.chancesOfTop(5, 100, 3));
    }

    @Test
    void chances_of_the_top_add_up_to_its_places_and_equals_share_them() {
        int[] provider = new int[300];
        int[] cluster = new int[300];
        Standing[] standing = new Standing[300];
        for (int i = 0; i < 300; i++) {
            provider[i] = i % 10;
            cluster[i] = i;
            standing[i] = i % 10 < 3 ? W : B;
        }
        List<League.ChanceOfTop> chances =
                League.of(provider, cluster, standing).chancesOfTop(5, 200, 4);
        assertThat(chances.subList(0, 3)).allMatch(chance -> chance.bySurely() > 0.999);
        assertThat(chances.subList(3, 10))
                .allSatisfy(chance -> assertThat(chance.bySurely()).isEqualTo(2 / 7.0, within(1e-9)));
        assertThat(chances.stream().mapToDouble(League.ChanceOfTop::byPossibly).sum())
                .isEqualTo(5, within(1e-9));
    }

    /** The generating mean of the providers' shares, 0.7, in 300 leagues of 40 providers. */
    @Test
    void the_interval_of_the_item_weighted_average_covers() {
        SplittableRandom random = new SplittableRandom(31);
        int covered = 0;
        int leagues = 300;
        for (int l = 0; l < leagues; l++) {
            int n = 600;
            int[] provider = new int[n];
            int[] cluster = new int[n];
            Standing[] standing = new Standing[n];
            for (int page = 0; page < n / 6; page++) {
                double own = Simulation.ofPage(random, 0.7, 0.4);
                for (int i = 6 * page; i < 6 * page + 6; i++) {
                    provider[i] = page % 40;
                    cluster[i] = page;
                    standing[i] = random.nextDouble() < own ? W : B;
                }
            }
            League.Average average =
                    League.of(provider, cluster, standing).averages(200, l).overItems();
            covered += average.interval().orElseThrow().contains(0.7) ? 1 : 0;
        }
        assertThat(covered / (double) leagues).isBetween(0.91, 0.98);
    }

    @Test
    void columns_of_different_length_are_refused() {
        assertThatThrownBy(() -> League.of(new int[1], new int[2], new Standing[] {W}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
