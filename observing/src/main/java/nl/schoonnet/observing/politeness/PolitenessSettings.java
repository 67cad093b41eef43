// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.politeness;

import java.time.Duration;

/**
 * How polite.
 *
 * @param host for each host name
 * @param network for each network: 256 IPv4 addresses, or an IPv6 /48
 * @param firstRest how long a host is left alone that asks for rest without saying how long; doubles each time it asks
 *     again
 * @param longestRest the longest that a host is left alone, whatever it asks
 * @param remembered how many hosts and networks are remembered at most before those at rest are forgotten
 */
public record PolitenessSettings(Pace host, Pace network, Duration firstRest, Duration longestRest, int remembered) {
    /**
     * A pace.
     *
     * @param perSecond requests, above 0
     * @param burst how many may come at once after a pause, at least 1
     * @param concurrent looks at the same time, at least 1
     */
    public record Pace(double perSecond, int burst, int concurrent) {
        /** Checks ranges. */
        public Pace {
            if (!(perSecond > 0) || burst < 1 || concurrent < 1) {
                throw new IllegalArgumentException("a pace is positive");
            }
        }
    }

    /** Checks ranges. */
    public PolitenessSettings {
        if (!firstRest.isPositive() || longestRest.compareTo(firstRest) < 0 || remembered < 1) {
            throw new IllegalArgumentException("rests are positive, the longest not under the first");
        }
    }

    /** A request a second and two looks at once per host, 20 and 32 per network; rests of 1 minute to 1 hour. */
    public static PolitenessSettings standard() {
        return new PolitenessSettings(
                new Pace(1, 5, 2), new Pace(20, 40, 32), Duration.ofMinutes(1), Duration.ofHours(1), 100_000);
    }

    /** These paces, the rest as in {@link #standard}. */
    public static PolitenessSettings of(Pace host, Pace network) {
        PolitenessSettings standard = standard();
        return new PolitenessSettings(host, network, standard.firstRest, standard.longestRest, standard.remembered);
    }
}
