// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which looks become episodes (MEASUREMENT.md section 1).
 *
 * @param absences how many {@code ABSENT} looks make a removal: 2, or 1 for a feed whose absence is a statement
 * @param confirmedAfter the shortest time between an absence and its confirmation
 * @param confirmedWithin the longest time between them; looks until this long after the cut-off may only confirm
 * @param relapseAfter an item that comes back after this long is a new episode, sooner it flaps; empty: it is one
 *     episode from its first to its last sighting whatever the gaps
 * @param restrictedFor how long every look must have been restricted before the item counts as made inaccessible
 * @param hostDownFor how long no look may have been answered before the host counts as down
 * @param agreeWithin how far apart the looks of several vantage points may be to agree
 * @param vantages the configured vantage points and the network of each; with fewer than two every look counts by itself
 * @param yardstick which end is asked for
 * @param cutoff no event after this instant counts
 */
public record EpisodeRules(
        int absences,
        Duration confirmedAfter,
        Duration confirmedWithin,
        Optional<Duration> relapseAfter,
        Duration restrictedFor,
        Duration hostDownFor,
        Duration agreeWithin,
        Map<String, String> vantages,
        Yardstick yardstick,
        Instant cutoff) {
    /**
     * Rules; the map is copied.
     *
     * @throws IllegalArgumentException if a number or a duration makes no sense
     */
    public EpisodeRules {
        vantages = Map.copyOf(vantages);
        if (absences != 1 && absences != 2) {
            throw new IllegalArgumentException("One or two absences make a removal, not " + absences + ".");
        }
        if (confirmedAfter.isNegative() || confirmedWithin.compareTo(confirmedAfter) < 0) {
            throw new IllegalArgumentException("A confirmation must be allowed after its earliest moment.");
        }
        if (restrictedFor.isNegative() || hostDownFor.isNegative() || agreeWithin.isNegative()) {
            throw new IllegalArgumentException("The durations of the rules must not be negative.");
        }
        if (relapseAfter.isPresent() && !relapseAfter.get().isPositive()) {
            throw new IllegalArgumentException("The relapse time must be positive.");
        }
    }

    /** The rules for looks of our own, from one vantage point, for a provider's duty. */
    public static EpisodeRules standard(Instant cutoff) {
        return new EpisodeRules(
                2,
                Duration.ofMinutes(15),
                Duration.ofHours(48),
                Optional.of(Duration.ofDays(7)),
                Duration.ofHours(24),
                Duration.ofHours(72),
                Duration.ofMinutes(30),
                Map.of(),
                Yardstick.OFF_THIS_NETWORK,
                cutoff);
    }

    /** The rules for a feed of snapshots: an absence is a statement of the feed, so one suffices, and no relapse. */
    public static EpisodeRules snapshotFeed(Instant cutoff) {
        EpisodeRules standard = standard(cutoff);
        return new EpisodeRules(
                1,
                standard.confirmedAfter,
                standard.confirmedWithin,
                Optional.empty(),
                standard.restrictedFor,
                standard.hostDownFor,
                standard.agreeWithin,
                standard.vantages,
                standard.yardstick,
                cutoff);
    }

    /** The same rules with these vantage points, each with the network it is on. */
    public EpisodeRules withVantages(Map<String, String> configured) {
        return new EpisodeRules(
                absences,
                confirmedAfter,
                confirmedWithin,
                relapseAfter,
                restrictedFor,
                hostDownFor,
                agreeWithin,
                configured,
                yardstick,
                cutoff);
    }

    /** The same rules for another question. */
    public EpisodeRules withYardstick(Yardstick other) {
        return new EpisodeRules(
                absences,
                confirmedAfter,
                confirmedWithin,
                relapseAfter,
                restrictedFor,
                hostDownFor,
                agreeWithin,
                vantages,
                other,
                cutoff);
    }

    /** The last instant of which looks are used, and then only to confirm. */
    Instant confirmationEnd() {
        return cutoff.plus(confirmedWithin);
    }

    /** Whether an item gone at {@code gone} and seen again at {@code back} is a new episode. */
    boolean isRelapse(Instant gone, Instant back) {
        return relapseAfter.isPresent() && !gone.plus(relapseAfter.get()).isAfter(back);
    }
}
