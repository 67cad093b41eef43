// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sets of listings under small numbers, which stand beside each hash in memory: millions of hashes share a few dozen sets. One
 * thread adds, any number reads.
 */
final class ListingSets {
    private static final SortedSet<Listing> NOTHING = Collections.emptySortedSet();

    private final Map<SortedSet<Listing>, Integer> numbers = new HashMap<>();
    private volatile List<SortedSet<Listing>> sets = List.of();
    /** Of each set what counts, for good and for tests. */
    private volatile List<SortedSet<Listing>> counting = List.of();

    private volatile List<SortedSet<Listing>> testing = List.of();
    private List<HashSource> sources = List.of();
    private Instant now = Instant.MIN;

    /** The number of a set that isn't empty. */
    synchronized int number(Collection<Listing> listings) {
        SortedSet<Listing> set = new TreeSet<>(listings);
        Integer known = numbers.get(set);
        if (known != null) {
            return known;
        }
        List<SortedSet<Listing>> more = new ArrayList<>(sets);
        more.add(set);
        numbers.put(set, more.size() - 1);
        sets = List.copyOf(more);
        settle();
        return more.size() - 1;
    }

    SortedSet<Listing> set(long number) {
        return sets.get(Math.toIntExact(number));
    }

    /** Which sources count at a moment: a set counts if one of its sources does. */
    synchronized void at(Instant moment, List<HashSource> known) {
        now = moment;
        sources = List.copyOf(known);
        settle();
    }

    private void settle() {
        counting = sets.stream().map(set -> counting(set, false)).toList();
        testing = sets.stream().map(set -> counting(set, true)).toList();
    }

    private SortedSet<Listing> counting(SortedSet<Listing> set, boolean test) {
        return set.stream()
                .filter(listing -> sources.stream()
                        .anyMatch(source ->
                                source.number() == listing.source() && source.test() == test && source.counts(now)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What counts of a set, for good or for a test; empty if nothing does, or the number is none. */
    SortedSet<Listing> counting(long number, boolean test) {
        List<SortedSet<Listing>> which = test ? testing : counting;
        return number >= 0 && number < which.size() ? which.get((int) number) : NOTHING;
    }

    /** Whether any of a set counts. */
    boolean counts(long number, boolean test) {
        return !counting(number, test).isEmpty();
    }
}
