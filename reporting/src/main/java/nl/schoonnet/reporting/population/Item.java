// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.util.List;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.Episode;

/**
 * One notified URL, one episode.
 *
 * @param notice the notice whose clock counts
 * @param host lower-case host of the URL, without port
 * @param domain registrable domain (private section on), the host itself for an address
 * @param channel through whom it was notified
 * @param hosting who held it at the clock origin, and where
 * @param cluster number of its cluster, from 0
 * @param weight one over its inclusion probability; 0 if it was not drawn into the sample whose speed is measured
 * @param volume what it counts for in volumes: 1 where the data hold all items, else as {@code weight}
 * @param offNetwork its first episode by the yardstick of a provider's duty
 * @param offInternet its first episode by the yardstick of the public interest
 * @param reappearances how often it came back after the relapse time without a new notice
 * @param relapse whether its URL or content had been notified to the same provider before
 * @param daysToReturn days from the earlier removal to its return, NaN if it is no relapse or that isn't known
 * @param knownHash whether its content hash had been notified before, to anybody
 * @param looks how many looks it had
 */
public record Item(
        Notice notice,
        String host,
        String domain,
        Channel channel,
        Hosting hosting,
        int cluster,
        double weight,
        double volume,
        Episode offNetwork,
        Episode offInternet,
        int reappearances,
        boolean relapse,
        double daysToReturn,
        boolean knownHash,
        int looks) {

    /** The parties that hold it at the ranked role, each with its part; the parts add up to 1. */
    public List<Holding> holdings() {
        return hosting.holdings();
    }

    /** A party and the part of an item that counts for it, above 0 to 1. */
    public record Holding(String party, double part) {}
}
