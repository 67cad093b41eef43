// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.Optional;

/**
 * The share of items within the norm: the range that the looks leave open, and an interval around the whole of it.
 *
 * <p>The interval runs from the Wilson limit below the lower end to the Wilson limit above the upper end, each on the
 * effective size of its own end. It is for the <em>set</em> of shares that the data can't tell apart, not for one unknown
 * point in it: by Bonferroni it covers the whole set at its level, and more often the true share. An interval for the point
 * alone could be shorter when the range is wide (Imbens and Manski 2004; Stoye 2009); it isn't used, since what is printed
 * and compared is the set. Without undecided items both are the ordinary Wilson interval.
 *
 * @param items the number of items, at least 1
 * @param clustersKnown false if each item was taken as its own cluster for want of knowledge; the interval is then too short
 *     wherever items end together, and a report says so
 * @param within the weight of the items surely within: their number if unweighted
 * @param undecided the weight of the items that may be on either side
 * @param beyond the weight of the items surely beyond
 * @param surely the effective size for the lower end
 * @param possibly the effective size for the upper end
 */
public record ShareInterval(
        long items,
        boolean clustersKnown,
        double within,
        double undecided,
        double beyond,
        EffectiveSize surely,
        EffectiveSize possibly) {

    /** The share of a tally by clusters. */
    public static ShareInterval of(ClusterTally tally) {
        return new ShareInterval(
                tally.items(),
                true,
                tally.within(),
                tally.undecided(),
                tally.beyond(),
                tally.sizeOfSurelyWithin(),
                tally.sizeOfPossiblyWithin());
    }

    /**
     * The share from bare counts, when nothing is known about clusters.
     *
     * @throws IllegalArgumentException unless {@code 0 <= within, 0 <= undecided, within + undecided <= items, items >= 1}
     */
    public static ShareInterval unclustered(long within, long undecided, long items) {
        if (items < 1 || within < 0 || undecided < 0 || within > items - undecided) {
            throw new IllegalArgumentException(
                    "No share: " + within + " within and " + undecided + " undecided of " + items + " items.");
        }
        EffectiveSize size = EffectiveSize.unclustered(items);
        return new ShareInterval(items, false, within, undecided, items - within - undecided, size, size);
    }

    /** The share surely within to the share possibly within, 0 to 1; one point if nothing is undecided. */
    public Interval range() {
        double total = total();
        double low = beyond + undecided == 0 ? 1 : within / total;
        return new Interval(low, undecided == 0 ? low : beyond == 0 ? 1 : Math.max(low, (within + undecided) / total));
    }

    /** The sum of the weights: the number of items if unweighted. */
    public double total() {
        return within + undecided + beyond;
    }

    /** The number of clusters. */
    public int clusters() {
        return surely.clusters();
    }

    /** Whether all items are one known cluster, so that nothing says how much they vary. */
    boolean isOneCluster() {
        return clustersKnown && clusters() == 1;
    }

    /** The 95% interval around the whole range; empty if all items are one known cluster. */
    public Optional<Interval> interval() {
        return interval(0.95);
    }

    /** The interval of another level (above 0, below 1); empty if all items are one known cluster. */
    public Optional<Interval> interval(double level) {
        if (isOneCluster()) {
            return Optional.empty();
        }
        Interval range = range();
        double low = Wilson.interval(range.low(), surely.size(level), level).low();
        double high = Wilson.interval(range.high(), possibly.size(level), level).high();
        return Optional.of(new Interval(low, high));
    }
}
