// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.episode.Counting;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.EpisodeSamples;
import nl.schoonnet.takedown.episode.Yardstick;
import nl.schoonnet.takedown.share.ClusterTally;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.share.ShareInterval;
import nl.schoonnet.takedown.share.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Items on one yardstick, with what counts as the end that is asked for. On the internet yardstick that is removal; off this
 * provider's network it is removal or a move away: either way the provider no longer has it. Made inaccessible counts only
 * where {@code inaccessibleToo}.
 */
final class Timing {
    static final int OTHER_END = 2;

    private final List<Item> items;
    private final Yardstick yardstick;
    private final boolean inaccessibleToo;

    /** Made when first asked for, and kept: every figure of a yardstick begins with these. */
    private int @Nullable [] causes;

    private @Nullable CensoredSample allEnds;
    private @Nullable CensoredSample sample;
    private Standing @Nullable [] standings;
    private Duration standingsAt = Duration.ZERO;

    Timing(List<Item> items, Yardstick yardstick, boolean inaccessibleToo) {
        this.items = List.copyOf(items);
        this.yardstick = yardstick;
        this.inaccessibleToo = inaccessibleToo;
    }

    List<Item> items() {
        return items;
    }

    /** Those that were drawn into the sample whose speed is measured. */
    Timing drawn() {
        List<Item> drawn = items.stream().filter(i -> i.weight() > 0).toList();
        return drawn.size() == items.size() ? this : new Timing(drawn, yardstick, inaccessibleToo);
    }

    String word() {
        return yardstick == Yardstick.OFF_THE_INTERNET ? "off-the-internet" : "off-this-network";
    }

    Counting counting() {
        return inaccessibleToo ? Counting.REMOVED_OR_INACCESSIBLE : Counting.REMOVED;
    }

    Episode episode(Item item) {
        return yardstick == Yardstick.OFF_THE_INTERNET ? item.offInternet() : item.offNetwork();
    }

    List<Episode> episodes() {
        return items.stream().map(this::episode).toList();
    }

    double[] weights() {
        return items.stream().mapToDouble(Item::weight).toArray();
    }

    int[] clusters() {
        return items.stream().mapToInt(Item::cluster).toArray();
    }

    /** 0 none, 1 the end that is asked for, 2 another end. */
    private int cause(End end) {
        return switch (end) {
            case End.StillThere ignored -> 0;
            case End.Removed ignored -> 1;
            case End.MadeInaccessible ignored -> inaccessibleToo ? 1 : OTHER_END;
            case End.Moved ignored -> yardstick == Yardstick.OFF_THIS_NETWORK ? 1 : OTHER_END;
        };
    }

    /** Why each item ended, to be read only: 0 it didn't, 1 the end that is asked for, {@link #OTHER_END}. */
    int[] causes() {
        int[] known = causes;
        if (known == null) {
            known = items.parallelStream()
                    .mapToInt(i -> cause(episode(i).judged(counting())))
                    .toArray();
            causes = known;
        }
        return known;
    }

    boolean hasOtherEnds() {
        for (int cause : causes()) {
            if (cause == OTHER_END) {
                return true;
            }
        }
        return false;
    }

    /** All ends, whatever their cause. */
    CensoredSample allEnds() {
        CensoredSample known = allEnds;
        if (known == null) {
            known = EpisodeSamples.allEnds(episodes(), counting(), weights(), clusters());
            allEnds = known;
        }
        return known;
    }

    /** The end that is asked for; any other end censors at the last sighting. */
    CensoredSample sample() {
        CensoredSample known = sample;
        if (known == null) {
            known = hasOtherEnds() ? withoutOtherEnds() : allEnds();
            sample = known;
        }
        return known;
    }

    private CensoredSample withoutOtherEnds() {
        CensoredSample all = allEnds();
        int[] ends = causes();
        int n = all.size();
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            entry[i] = all.entry(i);
            left[i] = all.left(i);
            right[i] = ends[i] == 1 ? all.right(i) : Double.POSITIVE_INFINITY;
        }
        return CensoredSample.of(entry, left, right, weights(), clusters());
    }

    Standing standing(Item item, Duration norm) {
        Episode episode = episode(item);
        End end = episode.judged(counting());
        Instant limit = episode.origin().plus(norm);
        if (!end.left().isBefore(limit)) {
            return Standing.BEYOND;
        }
        int cause = cause(end);
        if (cause == OTHER_END) {
            return Standing.BEYOND;
        }
        boolean within = end.rightIfEnded().map(right -> !right.isAfter(limit)).orElse(false);
        return within ? Standing.WITHIN : Standing.UNDECIDED;
    }

    /** How each item stands, to be read only. */
    Standing[] standings(Duration norm) {
        Standing[] known = standings;
        if (known == null || !standingsAt.equals(norm)) {
            known = items.parallelStream().map(i -> standing(i, norm)).toArray(Standing[]::new);
            standings = known;
            standingsAt = norm;
        }
        return known;
    }

    /** Whether any of the items was drawn into the sample whose speed is measured. */
    boolean measured() {
        return items.stream().anyMatch(i -> i.weight() > 0);
    }

    Optional<ShareInterval> share(Duration norm) {
        if (!measured()) {
            return Optional.empty();
        }
        return Optional.of(ShareInterval.of(ClusterTally.of(clusters(), standings(norm), weights())));
    }

    /** The share within the norm, without an estimate. */
    ShareFigure figure(Duration norm) {
        return share(norm).map(Timing::figure).orElse(NO_SHARE);
    }

    static final ShareFigure NO_SHARE = new ShareFigure(0, 0, 0, 0, 0, 0, 1, null, null, Estimate.NONE, "", false);

    static ShareFigure figure(ShareInterval share) {
        Interval range = share.range();
        Optional<Interval> interval = share.interval();
        return new ShareFigure(
                share.items(),
                share.surely().size(),
                share.clusters(),
                share.within(),
                share.undecided(),
                range.low(),
                range.high(),
                interval.map(Interval::low).orElse(null),
                interval.map(Interval::high).orElse(null),
                Estimate.NONE,
                "",
                false);
    }

    static ShareFigure withEstimate(ShareFigure s, Estimate estimate, String estimator, boolean corrected) {
        return new ShareFigure(
                s.n(),
                s.effectiveN(),
                s.clusters(),
                s.sure(),
                s.undecided(),
                s.low(),
                s.high(),
                s.intervalLow(),
                s.intervalHigh(),
                estimate,
                estimator,
                corrected);
    }
}
