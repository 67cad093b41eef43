// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sets of listings under small numbers, which stand beside each hash in memory: millions of hashes share a few dozen sets. One
 * thread adds, any number reads.
 */
final class ListingSets {
    private static final Kept NOTHING =
            new Kept(Collections.emptySortedSet(), Collections.emptySortedSet(), Collections.emptySortedSet());

    private final Map<SortedSet<Listing>, Integer> numbers = new HashMap<>();
    private final Map<Integer, Kept> sets = new ConcurrentHashMap<>();

    /** Those that count now, by number. */
    private volatile Map<Integer, HashSource> sources = Map.of();

    /** A set, and what of it counts for good and for tests. */
    private record Kept(SortedSet<Listing> all, SortedSet<Listing> real, SortedSet<Listing> made) {}

    /** The number of a set; {@link ListedHashes#NONE} if it is empty. */
    synchronized int number(Collection<Listing> listings) {
        if (listings.isEmpty()) {
            return ListedHashes.NONE;
        }
        SortedSet<Listing> set = new TreeSet<>(listings);
        return numbers.computeIfAbsent(set, added -> {
            int number = numbers.size();
            sets.put(number, kept(added));
            return number;
        });
    }

    /** The number of a set with a listing more. */
    int with(int number, Listing listing) {
        SortedSet<Listing> more = new TreeSet<>(kept(number).all);
        more.add(listing);
        return number(more);
    }

    /** Which sources there are at a moment: a set counts if one of those that count has a listing in it. */
    synchronized void at(Instant moment, List<HashSource> known) {
        Map<Integer, HashSource> counting = known.stream()
                .filter(source -> source.counts(moment))
                .collect(Collectors.toUnmodifiableMap(HashSource::number, Function.identity()));
        if (!counting.equals(sources)) {
            sources = counting;
            sets.replaceAll((number, kept) -> kept(kept.all));
        }
    }

    private Kept kept(SortedSet<Listing> set) {
        return new Kept(set, counting(set, false), counting(set, true));
    }

    private SortedSet<Listing> counting(Set<Listing> set, boolean test) {
        return set.stream()
                .filter(listing -> {
                    HashSource source = sources.get(listing.source());
                    return source != null && source.test() == test;
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Kept kept(long number) {
        return number == ListedHashes.NONE ? NOTHING : sets.getOrDefault((int) number, NOTHING);
    }

    /** What counts of a set, for good or for a test; empty if nothing does, or the number is none. */
    SortedSet<Listing> counting(long number, boolean test) {
        Kept kept = kept(number);
        return test ? kept.made : kept.real;
    }

    /** The source of a listing; empty if it doesn't count any more. */
    Optional<HashSource> source(Listing listing) {
        return Optional.ofNullable(sources.get(listing.source()));
    }
}
