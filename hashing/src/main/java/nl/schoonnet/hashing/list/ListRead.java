// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was read of a list.
 *
 * @param listed entries that are on it
 * @param withdrawn entries that no longer are
 * @param refused records and fields that can't be used
 * @param passedOver what the list holds and this service doesn't keep, by a stable code
 * @param next where its maker says that it goes on: a path, or a token; empty at the end
 */
public record ListRead(
        long listed, long withdrawn, long refused, SortedMap<String, Long> passedOver, Optional<String> next) {
    /** Copies the map. */
    public ListRead {
        passedOver = Collections.unmodifiableSortedMap(new TreeMap<>(passedOver));
    }
}
