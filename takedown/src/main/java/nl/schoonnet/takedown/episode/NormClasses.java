// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Counts of episodes against norms, with bounds that hold whatever happened between two looks (MEASUREMENT.md section 2).
 *
 * <p>Times are exact and run from the clock origin; nothing is rounded. The episodes are taken as given: which ones belong
 * to a figure (a re-appearance without a notice has no norm) is for the caller to say.
 */
public final class NormClasses {
    private final List<Episode> episodes;
    private final double[] weights;
    private final Counting counting;

    private NormClasses(List<Episode> episodes, double[] weights, Counting counting) {
        this.episodes = episodes;
        this.weights = weights;
        this.counting = counting;
    }

    /** Counts in which every episode weighs 1. */
    public static NormClasses of(List<Episode> episodes, Counting counting) {
        double[] ones = new double[episodes.size()];
        Arrays.fill(ones, 1);
        return of(episodes, ones, counting);
    }

    /**
     * Weighted counts, for samples.
     *
     * @param weights one per episode, finite and not negative
     */
    public static NormClasses of(List<Episode> episodes, double[] weights, Counting counting) {
        if (weights.length != episodes.size()) {
            throw new IllegalArgumentException("There must be one weight per episode.");
        }
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A weight must be finite and not negative.");
            }
        }
        return new NormClasses(List.copyOf(episodes), weights.clone(), counting);
    }

    /** All items. */
    public Tally all() {
        Tally all = Tally.NONE;
        for (double weight : weights) {
            all = all.plus(weight);
        }
        return all;
    }

    /** What is certain about one norm, which must be positive. */
    public NormSplit at(Duration norm) {
        requirePositive(norm);
        Tally within = Tally.NONE;
        Tally beyond = Tally.NONE;
        Tally undecided = Tally.NONE;
        Tally moved = Tally.NONE;
        Tally inaccessible = Tally.NONE;
        Tally possibleBeyond = Tally.NONE;
        for (int i = 0; i < weights.length; i++) {
            Episode episode = episodes.get(i);
            Instant limit = episode.origin().plus(norm);
            End end = episode.judged(counting);
            boolean over =
                    end.rightIfEnded().isEmpty() || end.rightIfEnded().get().isAfter(limit);
            if (over) {
                possibleBeyond = possibleBeyond.plus(weights[i]);
            }
            if (!end.left().isBefore(limit)) {
                beyond = beyond.plus(weights[i]);
                continue;
            }
            switch (as(end)) {
                case TAKEDOWN -> {
                    if (over) {
                        undecided = undecided.plus(weights[i]);
                    } else {
                        within = within.plus(weights[i]);
                    }
                }
                case OPEN -> undecided = undecided.plus(weights[i]);
                case MOVED -> moved = moved.plus(weights[i]);
                case INACCESSIBLE -> inaccessible = inaccessible.plus(weights[i]);
            }
        }
        return new NormSplit(norm, within, beyond, undecided, moved, inaccessible, possibleBeyond, all());
    }

    /**
     * The classes {@code (0, e1], (e1, e2], ...} and the open one beyond the last edge.
     *
     * <p>In a class with an upper edge only takedowns (and, as possible, right-censored items) are counted: other ends are
     * classes of their own, in {@link #at}. In the open class an item counts whatever ended it, since it was still there.
     *
     * @param edges positive, ascending
     */
    public List<TimeClass> between(Duration... edges) {
        List<TimeClass> classes = new ArrayList<>();
        Duration from = Duration.ZERO;
        for (Duration to : edges) {
            if (to.compareTo(from) <= 0) {
                throw new IllegalArgumentException("The edges of the classes must be positive and ascending.");
            }
            classes.add(timeClass(from, Optional.of(to)));
            from = to;
        }
        classes.add(timeClass(from, Optional.empty()));
        return classes;
    }

    private TimeClass timeClass(Duration from, Optional<Duration> to) {
        Tally sure = Tally.NONE;
        Tally possible = Tally.NONE;
        for (int i = 0; i < weights.length; i++) {
            Episode episode = episodes.get(i);
            End end = episode.judged(counting);
            Role role = as(end);
            if (to.isPresent() && role != Role.TAKEDOWN && role != Role.OPEN) {
                continue;
            }
            Instant lower = episode.origin().plus(from);
            Instant upper = to.map(edge -> episode.origin().plus(edge)).orElse(Instant.MAX);
            Instant right = end.rightIfEnded().orElse(Instant.MAX);
            boolean closed = to.isEmpty() || (role == Role.TAKEDOWN && !right.isAfter(upper));
            if (!end.left().isBefore(lower) && closed) {
                sure = sure.plus(weights[i]);
            }
            if (end.left().isBefore(upper) && right.isAfter(lower)) {
                possible = possible.plus(weights[i]);
            }
        }
        return new TimeClass(from, to, sure, possible, all());
    }

    private enum Role {
        TAKEDOWN,
        INACCESSIBLE,
        MOVED,
        OPEN
    }

    private Role as(End end) {
        return switch (end) {
            case End.Removed removed -> Role.TAKEDOWN;
            case End.MadeInaccessible inaccessible ->
                counting == Counting.REMOVED_OR_INACCESSIBLE ? Role.TAKEDOWN : Role.INACCESSIBLE;
            case End.Moved moved -> Role.MOVED;
            case End.StillThere stillThere -> Role.OPEN;
        };
    }

    private static void requirePositive(Duration norm) {
        if (!norm.isPositive()) {
            throw new IllegalArgumentException("A norm must be positive.");
        }
    }
}
