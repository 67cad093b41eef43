// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What is known of one snapshot of a feed, without its items.
 *
 * @param takenAt the instant of the snapshot
 * @param items the number of items read from it
 * @param indexed the number of items that the feed's index says it has; empty if the index says nothing
 * @param readable whether it could be read to its end
 */
public record Snapshot(Instant takenAt, long items, OptionalLong indexed, boolean readable) {
    /** A snapshot that could be read and about which no index says anything. */
    public static Snapshot of(Instant takenAt, long items) {
        return new Snapshot(takenAt, items, OptionalLong.empty(), true);
    }
}
