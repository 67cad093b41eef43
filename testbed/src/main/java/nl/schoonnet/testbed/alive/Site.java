// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A site with its habits.
 *
 * @param number from 0
 * @param hoster who has it at first
 * @param secure whether it is asked over TLS
 * @param fronted whether a proxy network stands before it
 * @param unknown what it answers for paths that it doesn't know: {@link Scene#NOT_FOUND}, {@link Scene#SOFT_404} or
 *     {@link Scene#SOFT_404_ECHO}
 * @param wall what one observer meets here instead of anything else
 * @param move when it goes to another hoster
 * @param faults the share of hours with a fault
 */
record Site(
        int number,
        Hoster hoster,
        boolean secure,
        boolean fronted,
        Scene unknown,
        Optional<Wall> wall,
        Optional<Move> move,
        double faults) {
    /** What one vantage point meets. */
    record Wall(String vantage, Scene scene) {}

    /** A change of hoster; to the same one: to another address of its network. */
    record Move(Instant at, Hoster to) {}

    String name() {
        return "site-" + number + ".example";
    }

    Hoster hosterAt(Instant instant) {
        return move.filter(m -> !instant.isBefore(m.at())).map(Move::to).orElse(hoster);
    }

    /** Where its servers are; a proxy before them isn't counted. */
    String addressAt(Instant instant) {
        boolean renumbered = move.filter(m -> !instant.isBefore(m.at()) && m.to().equals(hoster))
                .isPresent();
        return renumbered ? hoster.otherAddress() : hosterAt(instant).address();
    }

    /** Items by their paths. */
    static Map<String, Map<String, Item>> index(List<Item> items) {
        Map<String, Map<String, Item>> index = new HashMap<>();
        for (Item item : items) {
            index.computeIfAbsent(item.site().name(), name -> new HashMap<>()).put(item.path(), item);
        }
        return index;
    }

    /** The sites of items and some more, each once. */
    static Map<String, Site> byName(List<Site> sites) {
        Map<String, Site> byName = new HashMap<>();
        for (Site site : new ArrayList<>(sites)) {
            byName.put(site.name(), site);
        }
        return byName;
    }
}
