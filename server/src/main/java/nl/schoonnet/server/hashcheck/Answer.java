// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of one hash or picture.
 *
 * @param result three-valued: a fault is never a no
 * @param why a stable code in lower-case words with dashes where nothing was checked, else {@code ""}
 * @param listings who lists it; empty unless it matches
 * @param distances of the nearest hash of each listing, in bits; empty unless the caller may learn them
 */
record Answer(Result result, String why, SortedSet<Listing> listings, Map<Listing, Integer> distances) {
    Answer {
        distances = Map.copyOf(distances);
    }

    /** Yes, no, or neither. */
    enum Result {
        MATCH,
        NO_MATCH,
        NOT_CHECKED;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** As answers write it: {@code no-match}. */
        String word() {
            return word;
        }
    }

    private static final Answer NO = new Answer(Result.NO_MATCH, "", Collections.emptySortedSet(), Map.of());

    static Answer of(SortedSet<Listing> listings, Map<Listing, Integer> distances) {
        return listings.isEmpty() ? NO : new Answer(Result.MATCH, "", listings, distances);
    }

    static Answer notChecked(String why) {
        return new Answer(Result.NOT_CHECKED, why, new TreeSet<>(), Map.of());
    }
}
