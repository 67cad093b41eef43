// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.edition;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The editions of one kind of table, in the order of their dates. Immutable. Of two editions with the same date the one
 * that was given last is used.
 */
public final class Editions<T> {
    private final List<Edition<T>> ordered;

    private Editions(List<Edition<T>> ordered) {
        this.ordered = ordered;
    }

    /** No edition at all: {@link #asOf} is always empty. */
    public static <T> Editions<T> none() {
        return new Editions<>(List.of());
    }

    /** These editions, in any order. */
    public static <T> Editions<T> of(Collection<Edition<T>> editions) {
        List<Edition<T>> ordered = new ArrayList<>(editions);
        ordered.sort(Comparator.comparing(Edition::trueAt));
        return new Editions<>(List.copyOf(ordered));
    }

    /** The newest edition that is not after the moment, else the earliest one, flagged; empty if there is none. */
    public Optional<EditionAt<T>> asOf(Instant moment) {
        int low = 0;
        int high = ordered.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ordered.get(middle).trueAt().isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low > 0) {
            return Optional.of(new EditionAt<>(ordered.get(low - 1), false));
        }
        return ordered.isEmpty() ? Optional.empty() : Optional.of(new EditionAt<>(ordered.getFirst(), true));
    }

    /** All editions, earliest first. */
    public List<Edition<T>> all() {
        return ordered;
    }

    /** Whether there is no edition. */
    public boolean isEmpty() {
        return ordered.isEmpty();
    }
}
