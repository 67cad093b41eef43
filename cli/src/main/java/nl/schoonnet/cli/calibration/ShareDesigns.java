// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nl.schoonnet.takedown.share.ClusterTally;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.share.RankSet;
import nl.schoonnet.takedown.share.RankSets;
import nl.schoonnet.takedown.share.ShareInterval;
import nl.schoonnet.takedown.share.Standing;
import nl.schoonnet.testbed.SimulatedItems;
import nl.schoonnet.testbed.SimulatedItems.Looks;

/**
 * Designs for providers side by side: their shares within 24 hours and their ranks. Ten providers a data set, among them
 * equals; numbers of items drawn anew per data set, by their logarithm evenly between two limits; Weibull times of shape 0.6.
 */
final class ShareDesigns {
    /** The share within 24 hours of each provider: what the intervals are to hold. */
    private static final double[] WITHIN = {0.95, 0.90, 0.90, 0.80, 0.70, 0.55, 0.46, 0.46, 0.30, 0.15};

    private static final double NORM = 24;
    private static final double SHAPE = 0.6;
    private static final double CUT_OFF_DAYS = 30;
    private static final double TOGETHER = 0.9;
    private static final int FEWEST = 20;
    private static final int MOST = 400;
    private static final int RANKED_FEWEST = 50;
    private static final int RANKED_MOST = 1_000;
    private static final int SMALL = 400;

    private ShareDesigns() {}

    static List<Design> all() {
        return List.of(
                share("share", new Looks.Exact(), 1),
                share("share-clusters-20", new Looks.Exact(), 20),
                share("share-clusters-200", new Looks.Exact(), 200),
                share("share-undecided-6h", new Looks.Every(6, false), 1),
                share("share-undecided-24h", new Looks.Every(24, false), 1),
                share("share-undecided-6h-clusters-20", new Looks.Every(6, false), 20),
                ranks("ranks", new Looks.Exact(), 1),
                ranks("ranks-clusters-20", new Looks.Exact(), 20),
                ranks("ranks-undecided-6h", new Looks.Every(6, false), 1));
    }

    private static Design share(String name, Looks looks, int largestCluster) {
        boolean decided = looks instanceof Looks.Exact;
        return new Design(
                name,
                decided ? "share" : "share-range",
                "wilson-effective-size",
                gap(looks),
                MOST,
                largestCluster,
                decided
                        ? "each provider's share within 24 h"
                        : "each provider's whole range: surely to possibly within 24 h",
                decided ? Criterion.POINT : Criterion.SET,
                SMALL,
                seed -> sharesOnce(looks, largestCluster, seed));
    }

    private static Design ranks(String name, Looks looks, int largestCluster) {
        return new Design(
                name,
                "rank-set",
                "pairwise-95",
                gap(looks),
                RANKED_MOST,
                largestCluster,
                "the true ranks of all ten providers together, equals with all their ranks",
                Criterion.SET,
                SMALL,
                seed -> ranksOnce(looks, largestCluster, seed));
    }

    private static double gap(Looks looks) {
        return switch (looks) {
            case Looks.Exact exact -> 0;
            case Looks.Every every -> every.gapHours();
        };
    }

    private static Outcome sharesOnce(Looks looks, int largestCluster, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int intervals = 0;
        int hits = 0;
        double width = 0;
        double error = 0;
        for (double within : WITHIN) {
            SimulatedItems.Design design = provider(within, FEWEST, MOST, looks, largestCluster, random);
            ShareInterval share = share(design, random.nextLong());
            Interval truth = range(design);
            Optional<Interval> interval = share.interval();
            if (interval.isPresent()) {
                intervals++;
                hits += interval.get().contains(truth) ? 1 : 0;
                width += interval.get().width();
            }
            error += (share.range().low() - within) / WITHIN.length;
        }
        boolean decided = looks instanceof Looks.Exact;
        return new Outcome(intervals, hits, WITHIN.length - intervals, width, decided ? error : Double.NaN, false);
    }

    private static Outcome ranksOnce(Looks looks, int largestCluster, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ShareInterval> shares = new ArrayList<>();
        for (double within : WITHIN) {
            SimulatedItems.Design design = provider(within, RANKED_FEWEST, RANKED_MOST, looks, largestCluster, random);
            shares.add(share(design, random.nextLong()));
        }
        List<RankSet> sets = RankSets.pairwise(shares, 0.95);
        boolean all = true;
        double width = 0;
        for (int i = 0; i < WITHIN.length; i++) {
            int better = 0;
            int equal = 0;
            for (double other : WITHIN) {
                better += other > WITHIN[i] ? 1 : 0;
                equal += other == WITHIN[i] ? 1 : 0;
            }
            RankSet set = sets.get(i);
            all &= set.contains(1 + better) && set.contains(better + equal);
            width += (set.worst() - set.best()) / (double) WITHIN.length;
        }
        return new Outcome(1, all ? 1 : 0, 0, width, Double.NaN, false);
    }

    private static SimulatedItems.Design provider(
            double within, int fewest, int most, Looks looks, int largestCluster, SplittableRandom random) {
        double factor = Math.pow((double) most / fewest, random.nextDouble());
        int items = Math.clamp(Math.round(fewest * factor), fewest, most);
        return new SimulatedItems.Design(items, SHAPE, within, largestCluster, TOGETHER, looks, CUT_OFF_DAYS);
    }

    private static ShareInterval share(SimulatedItems.Design design, long seed) {
        SimulatedItems items = SimulatedItems.draw(design, seed);
        Standing[] standing = new Standing[items.size()];
        for (int i = 0; i < standing.length; i++) {
            standing[i] = items.right()[i] <= NORM
                    ? Standing.WITHIN
                    : items.left()[i] >= NORM ? Standing.BEYOND : Standing.UNDECIDED;
        }
        return ShareInterval.of(ClusterTally.of(items.cluster(), standing));
    }

    /**
     * The shares of all items, seen or not, that are surely and possibly within. With looks at a uniform phase the last look
     * before the norm lies evenly in the gap before it, the first one after in the gap behind: means of F there.
     */
    static Interval range(SimulatedItems.Design design) {
        return switch (design.looks()) {
            case Looks.Exact exact -> {
                double within = design.shareWithin(NORM);
                yield new Interval(within, within);
            }
            case Looks.Every every ->
                new Interval(mean(design, NORM - every.gapHours(), NORM), mean(design, NORM, NORM + every.gapHours()));
        };
    }

    /** The mean of F over (from, to], by midpoints. */
    private static double mean(SimulatedItems.Design design, double from, double to) {
        int steps = 400;
        double sum = 0;
        for (int k = 0; k < steps; k++) {
            sum += design.shareWithin(from + (to - from) * (k + 0.5) / steps);
        }
        return sum / steps;
    }
}
