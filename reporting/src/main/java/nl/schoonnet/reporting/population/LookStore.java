// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.reporting.source.Sightings;

/** Where looks at the items of a register are kept. A port: a database is behind it, or a list in a test. */
public interface LookStore {
    /** The last look at any item; empty if there is none. */
    Optional<Instant> last();

    /** The names of all vantage points that looked, in alphabetical order. */
    List<String> vantages();

    /** Whether looks were made that read no page, so that a removal which only its words tell was taken for something there. */
    boolean pagesUnread();

    /**
     * What was concluded of an item from all its looks, if that was kept and is up to date. Asked by many threads, once for
     * each item: it may be forgotten then.
     *
     * @param place the item's place in its list
     */
    Optional<Conclusion> concluded(int place);

    /**
     * All looks at some items.
     *
     * @param wanted the places of the items in their list
     * @return looks by these places; none at other items
     */
    Sightings looks(BitSet wanted);
}
