// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Ranks with their uncertainty: for K providers the sets {@code [1 + #surely better, K - #surely worse]}, all of which hold
 * the true ranks together with the family's probability. The true rank of a provider with equals is every rank from
 * {@code 1 + #better} to {@code #better + #equal}; the sets hold all of these.
 *
 * <p>"Surely better" compares the low end of one provider's range with the high end of the other's, so it holds whatever
 * the undecided items turn out to be. A provider whose items are all one cluster is surely neither.
 */
public final class RankSets {
    private RankSets() {}

    private record Pair(int better, int worse, double p) {}

    /**
     * From tests of all K(K - 1) one-sided differences, stepped down by Holm (1979): the construction of Mogstad, Romano,
     * Shaikh and Wilhelm (2024) with Holm's bound in place of their bootstrap. Each test is the score test of two shares on
     * their independent items, against a t distribution with Welch's degrees of freedom.
     *
     * @param level the probability that all sets are right, above 0 and below 1
     */
    public static List<RankSet> pairwise(List<ShareInterval> providers, double level) {
        int count = providers.size();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double p = i == j ? 1 : chanceIfNotBetter(providers.get(i), providers.get(j));
                if (p < 1 - level) {
                    pairs.add(new Pair(i, j, p));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::p));
        boolean[][] better = new boolean[count][count];
        long left = (long) count * (count - 1);
        for (Pair pair : pairs) {
            if (pair.p > (1 - level) / left) {
                break;
            }
            better[pair.better][pair.worse] = true;
            left--;
        }
        return sets(better);
    }

    /** The p-value of "i isn't better than j", in the case worst for i. */
    private static double chanceIfNotBetter(ShareInterval i, ShareInterval j) {
        double difference = i.range().low() - j.range().high();
        if (difference <= 0 || i.isOneCluster() || j.isOneCluster()) {
            return 1;
        }
        double m = i.surely().independentItems();
        double n = j.possibly().independentItems();
        double pooled = (m * i.range().low() + n * j.range().high()) / (m + n);
        double statistic = difference / Math.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n));
        double freedom = (1 / m + 1 / n)
                * (1 / m + 1 / n)
                / (1 / (m * m * freedom(i.surely())) + 1 / (n * n * freedom(j.possibly())));
        return 1 - new TDistribution(freedom).cumulativeProbability(statistic);
    }

    private static double freedom(EffectiveSize size) {
        return Math.max(1, size.degreesOfFreedom());
    }

    /**
     * From intervals that hold all shares together (level {@code level^(1/K)} each, for independent providers): surely
     * better is the one whose interval lies wholly above (Klein, Wright and Wieczorek 2020). Simpler to explain, and mostly
     * wider.
     *
     * @param level the probability that all sets are right, above 0 and below 1
     */
    public static List<RankSet> byOverlap(List<ShareInterval> providers, double level) {
        int count = providers.size();
        double each = Math.pow(level, 1.0 / Math.max(1, count));
        Interval everything = new Interval(0, 1);
        List<Interval> intervals = providers.stream()
                .map(provider -> provider.interval(each).orElse(everything))
                .toList();
        return byOverlap(intervals);
    }

    /** From intervals that the caller made to hold all values together. */
    public static List<RankSet> byOverlap(List<Interval> intervals) {
        int count = intervals.size();
        boolean[][] better = new boolean[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                better[i][j] = intervals.get(i).low() > intervals.get(j).high();
            }
        }
        return sets(better);
    }

    private static List<RankSet> sets(boolean[][] better) {
        int count = better.length;
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    int above = 0;
                    int below = 0;
                    for (int j = 0; j < count; j++) {
                        above += better[j][i] ? 1 : 0;
                        below += better[i][j] ? 1 : 0;
                    }
                    return new RankSet(1 + above, count - below);
                })
                .toList();
    }
}
