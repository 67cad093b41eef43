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
 * @param funnel steps from rows read to the population
 * @param names name for people by party
 * @param registry the providers
 * @param outages the snapshots that were usable and those that weren't; null for a log
 * @param returned items that left a snapshot feed and came back, or flapped in a log
 * @param clusterWord what a cluster is: cluster, page, batch, domain-day, item or column:NAME
 * @param role the role in which parties are ranked; platform where no table says more
 * @param cutoff events after it don't count
 * @param looks how many looks the items had together
 * @param notifiedByParty notices that were sent, per party at the ranked role, also of items that could not be timed
 * @param flags items per code of doubt
 * @param cautions codes of what a reader must know about the data as a whole
 */
public record Population(
        List<Item> items,
        Funnel funnel,
        SortedMap<String, String> names,
        ProviderRegistry registry,
        @Nullable FeedOutages outages,
        long returned,
        String clusterWord,
        RankedRole role,
        Instant cutoff,
        long looks,
        SortedMap<String, Long> notifiedByParty,
        SortedMap<String, Long> flags,
        List<String> cautions) {
    /** Copies the lists. */
    public Population {
        items = List.copyOf(items);
        cautions = List.copyOf(cautions);
    }

    /** The same population with only the items of one party. */
    public Population ofParty(String party) {
        return new Population(
                items.stream()
                        .filter(i ->
                                i.holdings().stream().anyMatch(h -> h.party().equals(party)))
                        .toList(),
                funnel,
                names,
                registry,
                outages,
                items.stream()
                        .filter(i ->
                                i.holdings().stream().anyMatch(h -> h.party().equals(party)))
                        .filter(i -> i.offInternet().flaps() > 0)
                        .count(),
                clusterWord,
                role,
                cutoff,
                looks,
                notifiedByParty,
                flags,
                cautions);
    }

    /** How many notices were about items that a party held, also those that could not be timed. */
    public long notifiedOf(String party) {
        return notifiedByParty.getOrDefault(party, 0L);
    }

    /** How many notices were about items of known parties. */
    public long notified() {
        return notifiedByParty.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How long after its clock an instant lies, in hours. */
    public static double hours(Instant from, Instant to) {
        Duration d = Duration.between(from, to);
        return d.getSeconds() / 3600.0 + d.getNano() / 3.6e12;
    }
}
