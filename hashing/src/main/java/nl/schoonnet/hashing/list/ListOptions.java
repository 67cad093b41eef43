// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.list;

import java.util.Optional;
import java.util.Set;
import nl.schoonnet.hashing.value.HashKind;

/**
 * What a list doesn't say itself.
 *
 * @param kind of hashes that stand alone on a line; needed for 64 digits, which SHA-256 and PDQ both have
 * @param categories of Project VIC that count as listed. What a number means differs by country, so none counts unless it is
 *     named
 * @param withdrawal whether a list in text tells what is no longer listed: by names of entries, or by the hashes under which
 *     they were listed
 */
public record ListOptions(Optional<HashKind> kind, Set<Integer> categories, boolean withdrawal) {
    /** Nothing. */
    public static final ListOptions NONE = new ListOptions(Optional.empty(), Set.of());

    /** Copies the set. */
    public ListOptions {
        categories = Set.copyOf(categories);
    }

    /** Of a list that tells what is listed. */
    public ListOptions(Optional<HashKind> kind, Set<Integer> categories) {
        this(kind, categories, false);
    }

    /** Of a list in text that tells what no longer is. */
    public static ListOptions withdrawal(Optional<HashKind> kind) {
        return new ListOptions(kind, Set.of(), true);
    }
}
