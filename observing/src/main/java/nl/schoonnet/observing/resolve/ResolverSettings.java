// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.resolve;

import java.time.Duration;
import java.util.List;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;

/**
 * Which name servers are asked, and how.
 *
 * @param servers asked in turn; at least one
 * @param timeout for one question to one server
 * @param rounds how often the list is gone through, 1 to 5
 * @param sinkholes addresses that a resolver gives instead of the true ones
 * @param cacheEntries how many answers are kept; 0 keeps none
 * @param cacheTime how long an answer is kept at most; its own lifetime may be shorter
 */
public record ResolverSettings(
        List<Server> servers,
        Duration timeout,
        int rounds,
        List<Prefix> sinkholes,
        int cacheEntries,
        Duration cacheTime) {
    /** A name server. */
    public record Server(IpAddress address, int port) {}

    /** Checks ranges. */
    public ResolverSettings {
        servers = List.copyOf(servers);
        sinkholes = List.copyOf(sinkholes);
        if (servers.isEmpty() || rounds < 1 || rounds > 5 || cacheEntries < 0 || !timeout.isPositive()) {
            throw new IllegalArgumentException("a resolver needs servers, a timeout and 1 to 5 rounds");
        }
    }

    /** These servers, 2 seconds each, 2 rounds, no sinkholes, nothing kept. */
    public static ResolverSettings of(List<Server> servers) {
        return new ResolverSettings(servers, Duration.ofSeconds(2), 2, List.of(), 0, Duration.ZERO);
    }
}
