// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.EpisodeRules;
import nl.schoonnet.takedown.episode.Episodes;
import nl.schoonnet.takedown.episode.History;
import nl.schoonnet.takedown.episode.Observation;
import nl.schoonnet.takedown.episode.Outcome;
import nl.schoonnet.takedown.episode.Verdict;
import nl.schoonnet.takedown.episode.Yardstick;
import org.jspecify.annotations.Nullable;

/**
 * What follows from all looks at an item, as long as no table of networks says that one of its addresses was somebody else's.
 * Kept by a register, so that a report needn't read all looks; the report itself finds out whether it holds for its cut-off
 * and tables. Immutable.
 *
 * @param network outcomes by the yardstick of a provider's duty
 * @param internet outcomes by the yardstick of the public interest
 * @param looks how many looks there were
 * @param lastLook the last of them; null if there were none
 * @param met addresses that were looked at and that the first notice doesn't name, in the order in which they were met
 */
public record Conclusion(
        List<Outcome> network,
        List<Outcome> internet,
        int looks,
        @Nullable Instant lastLook,
        List<Met> met) {
    /** Later than any fact, and early enough to count on from it. */
    private static final Instant NO_CUTOFF = Instant.parse("9000-01-01T00:00:00Z");

    private static final Duration RELAPSE =
            EpisodeRules.standard(NO_CUTOFF).relapseAfter().orElseThrow();

    /** An address, and when it was first looked at. */
    public record Met(InetAddress address, Instant at) {}

    /** Copies the lists. */
    public Conclusion {
        network = List.copyOf(network);
        internet = List.copyOf(internet);
        met = List.copyOf(met);
    }

    /**
     * Concludes.
     *
     * @param notices of one item
     * @param looks at many items
     * @param place the item's place among these
     * @param vantages the names of all vantage points that ever looked at any item
     * @return empty if no notice of the item started a clock
     */
    public static Optional<Conclusion> of(List<Notice> notices, Sightings looks, int place, List<String> vantages) {
        List<Timed> timed = Timed.of(notices);
        if (timed.isEmpty()) {
            return Optional.empty();
        }
        Notice first = timed.getFirst().notice();
        Set<InetAddress> known = new HashSet<>(first.addresses());
        List<Met> met = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        for (int k = looks.first(place); k < looks.first(place + 1); k++) {
            InetAddress address = looks.address(k);
            if (address != null && looks.reason(k).verdict() != Verdict.MOVED && known.add(address)) {
                met.add(new Met(address, looks.at(k)));
            }
            observations.add(new Observation(looks.at(k), looks.vantage(k), looks.reason(k)));
        }
        History history = new History(
                timed.stream().map(Timed::clock).toList(), Optional.ofNullable(first.enteredAt()), observations);
        EpisodeRules rules = EpisodeRules.standard(NO_CUTOFF).withVantages(networks(vantages));
        return Optional.of(new Conclusion(
                Episodes.of(history, rules),
                Episodes.of(history, rules.withYardstick(Yardstick.OFF_THE_INTERNET)),
                observations.size(),
                observations.isEmpty() ? null : observations.getLast().at(),
                met));
    }

    /** Each vantage point on a network of its own. */
    static Map<String, String> networks(List<String> vantages) {
        Map<String, String> networks = new TreeMap<>();
        vantages.forEach(vantage -> networks.put(vantage, vantage));
        return networks;
    }

    /** Whether it says what would be concluded with this cut-off too: nothing that it rests on lies after it. */
    boolean holds(List<Timed> timed, Instant cutoff) {
        Instant entered = timed.getFirst().notice().enteredAt();
        return (lastLook == null || !lastLook.isAfter(cutoff))
                && (entered == null || !entered.isAfter(cutoff))
                && timed.stream().noneMatch(t -> t.clock().at().isAfter(cutoff));
    }

    /** The outcomes, of which those that ended lately are provisional at the cut-off. */
    static List<Outcome> at(Instant cutoff, List<Outcome> outcomes) {
        if (outcomes.stream().noneMatch(outcome -> isProvisional(outcome, cutoff))) {
            return outcomes;
        }
        return outcomes.stream()
                .map(outcome -> isProvisional(outcome, cutoff) ? provisional((Episode) outcome) : outcome)
                .toList();
    }

    private static boolean isProvisional(Outcome outcome, Instant cutoff) {
        return outcome instanceof Episode episode
                && episode.lastEnd()
                        .rightIfEnded()
                        .map(right -> right.plus(RELAPSE).isAfter(cutoff))
                        .orElse(false);
    }

    private static Episode provisional(Episode e) {
        return new Episode(e.clock(), e.number(), e.entry(), e.end(), e.lastEnd(), e.removal(), e.flaps(), true);
    }
}
