// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A notified item with its true story.
 *
 * @param id its code in files
 * @param path on its site
 * @param origin when the notice was delivered
 * @param cluster code of what ends together
 * @param kind how it ends
 * @param end when it ends for the first time
 * @param turns from when on what is the case; the first holds from the beginning
 */
public record Item(
        String id, Site site, String path, Instant origin, String cluster, Kind kind, Instant end, List<Turn> turns) {
    /** How an item ends. */
    public enum Kind {
        /** Removed where it was. */
        REMOVED,
        /** Made inaccessible. */
        INACCESSIBLE,
        /** Gone to another party. */
        MOVED,
        /** Not at all. */
        STAYS
    }

    /** From an instant on something is the case. */
    record Turn(Instant from, Scene scene) {}

    /** Copies. */
    public Item {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("Something is the case with an item from the beginning.");
        }
    }

    /** When it ended, if it did so before an instant. */
    public Optional<Instant> endBefore(Instant cutoff) {
        return kind == Kind.STAYS || !end.isBefore(cutoff) ? Optional.empty() : Optional.of(end);
    }

    /** Who has it when it is notified. */
    public Hoster hoster() {
        return site.hosterAt(origin);
    }

    /** The code of the site on which it is. */
    public int siteNumber() {
        return site.number();
    }

    Scene own(Instant instant) {
        Scene scene = turns.getFirst().scene();
        for (Turn turn : turns) {
            if (!instant.isBefore(turn.from())) {
                scene = turn.scene();
            }
        }
        return scene;
    }

    /** Shows no address. */
    @Override
    public String toString() {
        return "Item[" + id + "]";
    }
}
