// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the numbers that stand beside hashes in memory mean: a set of listings, which millions of hashes share. A number never
 * comes to mean another set, but for one case: the number of a hash that a large import changes is <em>staged</em>. It means
 * what was listed before until that import's completion shows, and from then on what the import says, so that all hashes of the
 * import change at once. One thread at a time adds, any number read.
 */
final class ListingSets {
    private static final SortedSet<Listing> EMPTY = Collections.emptySortedSet();
    private static final Kept NOTHING = new Kept(EMPTY, EMPTY, EMPTY);
    private static final int ROOM = 64;

    private final Map<SortedSet<Listing>, Integer> numbers = new HashMap<>();
    private final Map<Stage, Integer> stages = new HashMap<>();

    private Meaning[] room = new Meaning[ROOM];
    private int count;

    /** By number; published before a hash with that number can be found. */
    private volatile List<Meaning> meanings = Arrays.asList(room);

    /** Completions up to this one show. */
    private volatile long shown;

    /** Those that count now, by number. */
    private volatile Map<Integer, HashSource> sources = Map.of();

    /** A set, and what of it counts for good and for tests. */
    private record Kept(SortedSet<Listing> all, SortedSet<Listing> real, SortedSet<Listing> made) {}

    /** What a number means before a completion shows and after; the numbers of the two sets beside them. */
    private record Meaning(int before, Kept was, long completion, int after, Kept is) {}

    private record Stage(int before, int after, long completion) {}

    // ---- read ----

    /** The completion up to which everything shows. What is read at one moment belongs together. */
    long moment() {
        return shown;
    }

    /** What counts of a set, for good or for a test; empty if nothing does, or the number is none. */
    SortedSet<Listing> counting(long number, boolean test, long moment) {
        Kept kept = kept(number, moment);
        return test ? kept.made : kept.real;
    }

    /** What counts of a set now. */
    SortedSet<Listing> counting(long number, boolean test) {
        return counting(number, test, shown);
    }

    private Kept kept(long number, long moment) {
        if (number == ListedHashes.NONE) {
            return NOTHING;
        }
        Meaning meaning = meanings.get((int) number);
        return meaning.completion > moment ? meaning.was : meaning.is;
    }

    /** The source of a listing; empty if it doesn't count any more. */
    Optional<HashSource> source(Listing listing) {
        return Optional.ofNullable(sources.get(listing.source()));
    }

    /** The sources that count now. */
    Collection<HashSource> counting() {
        return sources.values();
    }

    /** Who lists it now, whether it counts or not. */
    SortedSet<Listing> listed(int number) {
        return kept(number, shown).all;
    }

    // ---- written ----

    /** The number of a set; {@link ListedHashes#NONE} if it is empty. */
    synchronized int number(Collection<Listing> listings) {
        if (listings.isEmpty()) {
            return ListedHashes.NONE;
        }
        SortedSet<Listing> set = Collections.unmodifiableSortedSet(new TreeSet<>(listings));
        Integer known = numbers.get(set);
        if (known != null) {
            return known;
        }
        int number = count;
        numbers.put(set, number);
        Kept kept = kept(set);
        add(new Meaning(number, kept, 0, number, kept));
        return number;
    }

    private void add(Meaning meaning) {
        if (count == room.length) {
            room = Arrays.copyOf(room, 2 * count);
        }
        room[count] = meaning;
        count++;
        meanings = Arrays.asList(room);
    }

    /** The number, staged by nothing, of what a number means now. */
    int now(int number) {
        if (number == ListedHashes.NONE) {
            return ListedHashes.NONE;
        }
        Meaning meaning = meanings.get(number);
        return meaning.completion > shown ? meaning.before : meaning.after;
    }

    /** The number, staged by nothing, of what a number will mean when everything shows. */
    int coming(int number) {
        return number == ListedHashes.NONE ? ListedHashes.NONE : meanings.get(number).after;
    }

    /** The number of a set with a listing more. */
    int with(int number, Listing listing) {
        SortedSet<Listing> more = new TreeSet<>(listed(number));
        return more.add(listing) ? number(more) : number;
    }

    /** The number of a set without what a source lists. */
    int without(int number, int source) {
        return lists(number, source)
                ? number(listed(number).stream()
                        .filter(listing -> listing.source() != source)
                        .toList())
                : number;
    }

    /** Whether a source has a listing in a set. */
    boolean lists(int number, int source) {
        return listed(number).stream().anyMatch(listing -> listing.source() == source);
    }

    /** A number that means what another one means now until a completion shows, and {@code after} from then on. */
    synchronized int staged(int number, int after, long completion) {
        int before = now(number);
        if (before == after) {
            return before;
        }
        Stage stage = new Stage(before, after, completion);
        Integer known = stages.get(stage);
        if (known != null) {
            return known;
        }
        int staged = count;
        stages.put(stage, staged);
        add(new Meaning(before, kept(before, shown), completion, after, kept(after, shown)));
        return staged;
    }

    /** From now on a completion shows, with all that it changes. */
    synchronized void show(long completion) {
        shown = Math.max(shown, completion);
        stages.clear();
    }

    /** Which sources there are at a moment: a set counts if one of those that count has a listing in it. */
    synchronized void at(Instant moment, List<HashSource> known) {
        Map<Integer, HashSource> counting = known.stream()
                .filter(source -> source.counts(moment))
                .collect(Collectors.toUnmodifiableMap(HashSource::number, Function.identity()));
        if (!counting.equals(sources)) {
            sources = counting;
            Meaning[] fresh = new Meaning[room.length];
            for (int i = 0; i < count; i++) {
                Meaning old = room[i];
                fresh[i] = new Meaning(old.before, kept(old.was.all), old.completion, old.after, kept(old.is.all));
            }
            room = fresh;
            meanings = Arrays.asList(room);
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

    // ---- kept in files ----

    /** What each number means now, from 0. */
    synchronized List<SortedSet<Listing>> all() {
        return IntStream.range(0, count).mapToObj(this::listed).toList();
    }

    /** Numbers that mean these sets, from 0, with everything up to a completion shown. */
    static ListingSets of(List<SortedSet<Listing>> sets, long shown) {
        ListingSets made = new ListingSets();
        for (SortedSet<Listing> set : sets) {
            made.restore(set);
        }
        made.show(shown);
        return made;
    }

    /** One that was staged may mean what another one means. */
    private synchronized void restore(SortedSet<Listing> set) {
        int number = count;
        Kept kept = kept(set);
        int plain = set.isEmpty() ? ListedHashes.NONE : numbers.computeIfAbsent(set, none -> number);
        add(new Meaning(plain, kept, 0, plain, kept));
    }
}
