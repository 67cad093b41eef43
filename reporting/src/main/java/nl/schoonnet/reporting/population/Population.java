// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.takedown.episode.FeedOutages;
import org.jspecify.annotations.Nullable;

/**
 * The items of a report, and what was left out on the way.
 *
 * @param items in order of their clock, then id
 * @param stays what else was there in the period: see {@link Stay}
 * @param from start of the period on the clock origin, inclusive; null if open
 * @param funnel steps from rows read to the population
 * @param names name for people by party
 * @param registry the providers
 * @param outages the snapshots that were usable and those that weren't; null for a log
 * @param returned items that left a snapshot feed and came back, or flapped in a log
 * @param clusterWord what a cluster is: cluster, page, batch, domain-day, item or column:NAME
 * @param role the role in which parties are ranked; platform where no table says more
 * @param cutoff events after it don't count
 * @param looks how many looks the items had together
 * @param untimedByParty items of the period that a party held and that could not be timed: held by the police, notified at
 *     an unknown time, or never looked at
 * @param flags items per code of doubt
 * @param cautions codes of what a reader must know about the data as a whole
 */
public record Population(
        List<Item> items,
        List<Stay> stays,
        @Nullable Instant from,
        Funnel funnel,
        SortedMap<String, String> names,
        ProviderRegistry registry,
        @Nullable FeedOutages outages,
        long returned,
        String clusterWord,
        RankedRole role,
        Instant cutoff,
        long looks,
        SortedMap<String, Double> untimedByParty,
        SortedMap<String, Long> flags,
        List<String> cautions) {
    /** Copies the lists. */
    public Population {
        items = List.copyOf(items);
        stays = List.copyOf(stays);
        cautions = List.copyOf(cautions);
    }

    /** The same population with only the items of one party. */
    public Population ofParty(String party) {
        List<Item> own = items.stream().filter(i -> holds(i.holdings(), party)).toList();
        return new Population(
                own,
                stays.stream().filter(s -> holds(s.holdings(), party)).toList(),
                from,
                funnel,
                names,
                registry,
                outages,
                own.stream().filter(i -> i.offInternet().flaps() > 0).count(),
                clusterWord,
                role,
                cutoff,
                looks,
                untimedByParty,
                flags,
                cautions);
    }

    private static boolean holds(List<Item.Holding> holdings, String party) {
        return holdings.stream().anyMatch(h -> h.party().equals(party));
    }

    /** How many stays began before the period: notified or seen before it, and perhaps still there at its start. */
    public long carriedIn() {
        Instant start = from;
        return start == null
                ? 0
                : stays.stream()
                        .filter(s -> s.episode().origin().isBefore(start))
                        .count();
    }

    /** How long after its clock an instant lies, in hours. */
    public static double hours(Instant from, Instant to) {
        Duration d = Duration.between(from, to);
        return d.getSeconds() / 3600.0 + d.getNano() / 3.6e12;
    }
}
