// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankSetsTests {

    /**
     * The ten states with the shortest mean travel time to work (American Community Survey 2011, the data of Klein, Wright
     * and Wieczorek 2020, in minutes), as a family of its own at 95%. Worked in R: {@code z <- qnorm(1-(1-.95^(1/10))/2)},
     * then {@code 1+sum(hi<lo[i])} and {@code 10-sum(lo>hi[i])}. A short time is a low value here: rank 10.
     */
    @Test
    void travel_times_are_ranked_as_klein_wright_and_wieczorek_do() {
        double[] minutes = {16.86, 16.91, 18.06, 18.10, 18.18, 18.39, 18.77, 18.90, 19.66, 21.13};
        double[] error = {0.28, 0.36, 0.19, 0.50, 0.32, 0.33, 0.13, 0.16, 0.24, 0.15};
        double z = 2.7996252193;
        List<RankSet> ranks = RankSets.byOverlap(IntStream.range(0, 10)
                .mapToObj(i -> new Interval(minutes[i] - z * error[i], minutes[i] + z * error[i]))
                .toList());
        int[] fromShortest = {1, 1, 1, 1, 1, 1, 3, 3, 4, 10};
        int[] toShortest = {6, 6, 8, 9, 9, 9, 9, 9, 9, 10};
        for (int i = 0; i < 10; i++) {
            assertThat(ranks.get(i)).isEqualTo(new RankSet(11 - toShortest[i], 11 - fromShortest[i]));
        }
    }

    /**
     * By hand: 90, 50 and 48 of 100. Score statistics 6.17, 6.45 and 0.28; six hypotheses, so one-sided 5%/6 asks for 2.39:
     * the first is surely better than both, the others can't be told apart.
     */
    @Test
    void three_providers_worked_by_hand() {
        List<ShareInterval> providers = List.of(
                ShareInterval.unclustered(90, 0, 100),
                ShareInterval.unclustered(50, 0, 100),
                ShareInterval.unclustered(48, 0, 100));
        List<RankSet> expected = List.of(new RankSet(1, 1), new RankSet(2, 3), new RankSet(2, 3));
        assertThat(RankSets.pairwise(providers, 0.95)).isEqualTo(expected);
        assertThat(RankSets.byOverlap(providers, 0.95)).isEqualTo(expected);
    }

    @Test
    void the_step_down_proves_more_than_single_steps() {
        // 80 against 66 of 100: statistic 2.24, p 0.013; alone that needs 0.05/6, after five rejections... 0.05/2.
        List<ShareInterval> providers = List.of(
                ShareInterval.unclustered(80, 0, 100),
                ShareInterval.unclustered(66, 0, 100),
                ShareInterval.unclustered(10, 0, 100));
        List<RankSet> ranks = RankSets.pairwise(providers, 0.95);
        assertThat(ranks).containsExactly(new RankSet(1, 2), new RankSet(1, 2), new RankSet(3, 3));
        List<ShareInterval> clearer = List.of(
                ShareInterval.unclustered(81, 0, 100),
                ShareInterval.unclustered(65, 0, 100),
                ShareInterval.unclustered(10, 0, 100));
        // Statistic 2.55, p 0.0058 one-sided: below 0.05/4, the bar left after two rejections, and below 0.05/6.
        assertThat(RankSets.pairwise(clearer, 0.95).getFirst()).isEqualTo(new RankSet(1, 1));
    }

    @Test
    void equals_share_all_ranks() {
        List<ShareInterval> equal = Collections.nCopies(7, ShareInterval.unclustered(70, 0, 100));
        assertThat(RankSets.pairwise(equal, 0.95)).containsOnly(new RankSet(1, 7));
        assertThat(RankSets.byOverlap(equal, 0.95)).containsOnly(new RankSet(1, 7));
    }

    @Test
    void undecided_items_and_single_pages_prove_nothing() {
        List<ShareInterval> providers = List.of(
                ShareInterval.unclustered(90, 0, 100),
                ShareInterval.unclustered(10, 85, 100),
                ShareInterval.of(ClusterTally.ofClusters(new long[] {0}, new long[1], new long[] {500})));
        assertThat(RankSets.pairwise(providers, 0.95)).containsOnly(new RankSet(1, 3));
        assertThat(RankSets.byOverlap(providers, 0.95)).containsOnly(new RankSet(1, 3));
    }

    @Test
    void one_provider_is_first_and_none_has_no_rank() {
        assertThat(RankSets.pairwise(List.of(ShareInterval.unclustered(1, 0, 2)), 0.95))
                .containsExactly(new RankSet(1, 1));
        assertThat(RankSets.pairwise(List.of(), 0.95)).isEmpty();
        assertThat(RankSets.byOverlap(List.<ShareInterval>of(), 0.95)).isEmpty();
    }

    @Test
    void the_order_of_providers_carries_no_meaning() {
        SplittableRandom random = new SplittableRandom(17);
        List<ShareInterval> providers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            providers.add(ShareInterval.unclustered(random.nextInt(50), random.nextInt(5), 55));
        }
        assertThat(RankSets.pairwise(providers.reversed(), 0.95))
                .isEqualTo(RankSets.pairwise(providers, 0.95).reversed());
    }

    /** All sets together must hold the true ranks, ties from 1 + #better to #better + #equal, in 95% of leagues. */
    @Test
    void all_true_ranks_are_held_together() {
        double[] truth = {0.95, 0.9, 0.9, 0.8, 0.6, 0.6, 0.55, 0.2};
        SplittableRandom random = new SplittableRandom(23);
        int replications = 500;
        int held = 0;
        int heldByOverlap = 0;
        double width = 0;
        for (int r = 0; r < replications; r++) {
            List<ShareInterval> providers = new ArrayList<>();
            for (double share : truth) {
                int pages = 25;
                long[] items = new long[pages];
                for (int c = 0; c < pages; c++) {
                    items[c] = random.nextInt(1, 13);
                }
                long[] within = Simulation.within(random, items, share, 0.3);
                providers.add(ShareInterval.of(ClusterTally.ofClusters(within, new long[pages], items)));
            }
            List<RankSet> pairwise = RankSets.pairwise(providers, 0.95);
            held += holds(pairwise, truth) ? 1 : 0;
            heldByOverlap += holds(RankSets.byOverlap(providers, 0.95), truth) ? 1 : 0;
            width += pairwise.stream()
                    .mapToInt(set -> set.worst() - set.best())
                    .average()
                    .orElseThrow();
        }
        assertThat(held / (double) replications).isGreaterThanOrEqualTo(0.94);
        assertThat(heldByOverlap / (double) replications).isGreaterThanOrEqualTo(0.94);
        assertThat(width / replications).as("the sets say something").isLessThan(4);
    }

    private static boolean holds(List<RankSet> sets, double[] truth) {
        for (int i = 0; i < truth.length; i++) {
            int better = 0;
            int equal = 0;
            for (double other : truth) {
                better += other > truth[i] ? 1 : 0;
                equal += other == truth[i] ? 1 : 0;
            }
            if (!sets.get(i).contains(1 + better) || !sets.get(i).contains(better + equal)) {
                return false;
            }
        }
        return true;
    }
}
