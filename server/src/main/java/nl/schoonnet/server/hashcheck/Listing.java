// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.Comparator;

/**
 * That a source lists something, and as what.
 *
 * @param source its number
 * @param classification in the source's words; {@code ""} if it gives none
 */
record Listing(int source, String classification) implements Comparable<Listing> {
    private static final Comparator<Listing> ORDER =
            Comparator.comparingInt(Listing::source).thenComparing(Listing::classification);

    @Override
    public int compareTo(Listing other) {
        return ORDER.compare(this, other);
    }
}
