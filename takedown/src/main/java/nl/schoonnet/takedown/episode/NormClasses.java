// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts of episodes against norms, with bounds that hold whatever happened between two looks (MEASUREMENT.md section 2).
 *
 * <p>Times are exact and run from the clock origin; nothing is rounded. The episodes are taken as given: which ones belong
 * to a figure (a re-appearance without a notice has no norm) is for the caller to say.
 */
public final class NormClasses {
    private static final Duration LONGEST = Duration.ofDays(106_000);
    private static final long NEVER = Long.MAX_VALUE;

    /** Nanoseconds from the clock origin to the last sighting. */
    private final long[] left;

    /** Nanoseconds from the clock origin until it was found gone; {@link #NEVER} if it wasn't. */
    private final long[] right;

    private final Role[] roles;
    private final double[] weights;

    private NormClasses(List<Episode> episodes, double[] weights, Counting counting) {
        this.weights = weights;
        this.left = new long[weights.length];
        this.right = new long[weights.length];
        this.roles = new Role[weights.length];
        IntStream.range(0, weights.length).parallel().forEach(i -> {
            Episode episode = episodes.get(i);
            End end = episode.judged(counting);
            left[i] = nanos(Duration.between(episode.origin(), end.left()));
            right[i] = end.rightIfEnded()
                    .map(instant -> nanos(Duration.between(episode.origin(), instant)))
                    .orElse(NEVER);
            roles[i] = as(end, counting);
        });
    }

    /** Nanoseconds; of more than 290 years as many as fit, which is beyond any norm. */
    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : NEVER - 1;
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
        return new NormClasses(episodes, weights.clone(), counting);
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
        long limit = nanos(norm);
        Tally within = Tally.NONE;
        Tally beyond = Tally.NONE;
        Tally undecided = Tally.NONE;
        Tally moved = Tally.NONE;
        Tally inaccessible = Tally.NONE;
        Tally possibleBeyond = Tally.NONE;
        for (int i = 0; i < weights.length; i++) {
            boolean over = right[i] > limit;
            if (over) {
                possibleBeyond = possibleBeyond.plus(weights[i]);
            }
            if (left[i] >= limit) {
                beyond = beyond.plus(weights[i]);
                continue;
            }
            switch (roles[i]) {
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
        long lower = nanos(from);
        long upper = to.map(NormClasses::nanos).orElse(NEVER);
        for (int i = 0; i < weights.length; i++) {
            Role role = roles[i];
            if (to.isPresent() && role != Role.TAKEDOWN && role != Role.OPEN) {
                continue;
            }
            boolean closed = to.isEmpty() || (role == Role.TAKEDOWN && right[i] <= upper);
            if (left[i] >= lower && closed) {
                sure = sure.plus(weights[i]);
            }
            if (left[i] < upper && right[i] > lower) {
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

    private static Role as(End end, Counting counting) {
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
