// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import nl.schoonnet.internet.network.IpAddress;

/**
 * All addresses that an item had from a moment on, whoever looked.
 *
 * @param since the look that found them
 * @param addresses in order; empty only where no look ever found one
 */
record Place(Instant since, List<IpAddress> addresses) {
    /**
     * What a vantage point saw counts beside what others see as long as it looks at the item; looks are at most a week apart.
     */
    static final Duration STALE = Duration.ofDays(8);

    Place {
        addresses = List.copyOf(addresses);
    }

    /**
     * The places of an item, in the order of time. Where a name has no address any more, nobody else has it: the place stays.
     *
     * @param kept what the DNS said, from all vantage points
     * @param looks when each vantage point looked at the item; one that is missing counts as looking always
     */
    static List<Place> of(List<Resolutions.Kept> kept, Map<String, NavigableSet<Instant>> looks) {
        List<Resolutions.Kept> ordered = kept.stream()
                .sorted(Comparator.comparing(Resolutions.Kept::at).thenComparing(Resolutions.Kept::vantage))
                .toList();
        Map<String, Resolutions.Kept> inForce = new HashMap<>();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            Resolutions.Kept row = ordered.get(i);
            inForce.put(row.vantage(), row);
            boolean more = i + 1 < ordered.size() && ordered.get(i + 1).at().equals(row.at());
            if (more) {
                continue;
            }
            List<IpAddress> addresses = union(inForce, row.at(), looks);
            boolean first = places.isEmpty();
            boolean other = !first && !addresses.isEmpty() && !addresses.equals(places.getLast().addresses);
            if (first || other) {
                places.add(new Place(row.at(), addresses));
            }
        }
        return places;
    }

    private static List<IpAddress> union(
            Map<String, Resolutions.Kept> inForce, Instant at, Map<String, NavigableSet<Instant>> looks) {
        NavigableSet<IpAddress> union = new TreeSet<>();
        inForce.forEach((vantage, row) -> {
            NavigableSet<Instant> looked = looks.get(vantage);
            Instant last = looked == null ? at : looked.floor(at);
            boolean counts =
                    row.at().equals(at) || (last != null && last.plus(STALE).isAfter(at));
            if (counts) {
                union.addAll(row.resolved().addresses());
            }
        });
        return List.copyOf(union);
    }
}
