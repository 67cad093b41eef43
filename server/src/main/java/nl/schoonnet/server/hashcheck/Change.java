// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.hashcheck.HashFacts.Fact;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;

/**
 * What one completed import changes of what is listed. A source's facts change what that source lists and nothing else, so what
 * others list is taken from memory.
 *
 * <p>However large an import is, so many of its hashes at most are held here: beyond that they go to memory staged, and show
 * all at once at the end ({@link ListingSets}). Held until then is what it withdraws.
 */
final class Change {
    private static final int BATCH = 5_000;

    /** So many hashes of an import are held at most: about 30 MB. */
    static final int MOST = 200_000;

    private final ListedHashes hashes;
    private final ListingSets sets;
    private final HashFacts facts;
    private final Keys keys;
    private final long completion;
    private final int most;

    /** Whether some of what it changes may be in memory already, from files. */
    private final boolean ahead;

    /** Numbers that hashes will have when it shows. */
    private final Map<HashValue, Integer> waiting = new HashMap<>();

    private final List<HashValue> withdrawn = new ArrayList<>();
    private boolean staged;

    Change(ListedHashes hashes, ListingSets sets, HashFacts facts, Keys keys, long completion, int most) {
        this.hashes = hashes;
        this.sets = sets;
        this.facts = facts;
        this.keys = keys;
        this.completion = completion;
        this.most = most;
        ahead = completion <= sets.moment();
    }

    /** All that is listed at a completion, into what nobody sees yet. */
    static void load(ListedHashes hashes, ListingSets sets, HashFacts facts, long completion, int most)
            throws SQLException {
        Map<HashValue, Integer> numbers = new HashMap<>();
        facts.all(completion, fact -> {
            for (HashValue value : fact.listed() ? fact.values() : List.<HashValue>of()) {
                Integer before = numbers.get(value);
                numbers.put(value, sets.with(before == null ? hashes.number(value) : before, fact.listing()));
            }
            if (numbers.size() >= most) {
                hashes.apply(numbers);
                numbers.clear();
                hashes.compact();
            }
        });
        hashes.apply(numbers);
        hashes.compact();
        sets.show(completion);
    }

    /** Makes it show. When it fails half-way nothing shows, and it can be done again. */
    void apply() throws SQLException {
        HashFacts.Completed of = facts.completed(completion);
        if (of.first() && !ahead) {
            first();
        } else {
            later(of);
        }
        show();
    }

    /** The first list of a source: nothing it said before can be on another one's, and nothing of it is in memory. */
    private void first() throws SQLException {
        facts.ofImport(completion, fact -> {
            for (HashValue value : fact.listed() ? fact.values() : List.<HashValue>of()) {
                add(value, fact);
            }
        });
    }

    private void later(HashFacts.Completed of) throws SQLException {
        HashFacts.Entries next = facts.next(of.importId(), 0, BATCH);
        while (!next.entries().isEmpty()) {
            change(of.source(), next.entries());
            next = facts.next(of.importId(), next.lastFact(), BATCH);
        }
    }

    /** Every hash that these entries of the source ever had: as what does it list it now? */
    private void change(int source, Set<Digest> entries) throws SQLException {
        Map<Digest, List<Fact>> told = facts.ofEntries(source, entries, completion);
        Map<HashValue, Digest> listed = new HashMap<>();
        for (List<Fact> known : told.values()) {
            known.stream()
                    .flatMap(fact -> fact.values().stream())
                    .filter(value -> mayBeListed(value, source))
                    .forEach(value -> listed.computeIfAbsent(value, added -> SealedHashes.digest(keys, added)));
            Fact last = known.getLast();
            for (HashValue value : last.listed() ? last.values() : List.<HashValue>of()) {
                if (!mayBeListed(value, source)) {
                    add(value, last);
                }
            }
        }
        if (!listed.isEmpty()) {
            changeListed(source, told, listed);
        }
    }

    /**
     * Whether a source may have listed a hash before this import. What it didn't list, only entries of the import can. Files may
     * be ahead of this import: then one can't tell.
     */
    private boolean mayBeListed(HashValue value, int source) {
        return ahead || sets.lists(sets.now(hashes.number(value)), source);
    }

    /** Other entries may list the same, and go on to. */
    private void changeListed(int source, Map<Digest, List<Fact>> told, Map<HashValue, Digest> values)
            throws SQLException {
        Map<Digest, Set<Digest>> namings = facts.naming(source, values.values());
        Set<Digest> others = new HashSet<>();
        namings.values().forEach(others::addAll);
        others.removeAll(told.keySet());
        told.putAll(facts.ofEntries(source, others, completion));
        values.forEach((value, digest) -> {
            int number = sets.without(sets.now(hashes.number(value)), source);
            for (Digest entry : namings.getOrDefault(digest, Set.of())) {
                List<Fact> known = told.getOrDefault(entry, List.of());
                if (!known.isEmpty() && known.getLast().lists(value)) {
                    number = sets.with(number, known.getLast().listing());
                }
            }
            put(value, number);
        });
    }

    /** A listing more. */
    private void add(HashValue value, Fact fact) {
        Integer before = waiting.get(value);
        put(value, sets.with(before == null ? sets.coming(hashes.number(value)) : before, fact.listing()));
    }

    private void put(HashValue value, int number) {
        waiting.put(value, number);
        if (waiting.size() >= most) {
            stage();
        }
    }

    private void stage() {
        staged = true;
        Map<HashValue, Integer> numbers = HashMap.newHashMap(waiting.size());
        waiting.forEach((value, after) -> {
            int before = hashes.number(value);
            numbers.put(value, sets.staged(before, after, completion));
            if (after == ListedHashes.NONE && before != ListedHashes.NONE) {
                withdrawn.add(value);
            }
        });
        hashes.apply(numbers);
        hashes.compact();
        waiting.clear();
    }

    private void show() {
        if (!staged) {
            hashes.apply(waiting);
            sets.show(completion);
            return;
        }
        stage();
        sets.show(completion);
        Map<HashValue, Integer> gone = new HashMap<>();
        for (HashValue value : withdrawn) {
            gone.put(value, ListedHashes.NONE);
            if (gone.size() >= most) {
                hashes.apply(gone);
                gone.clear();
            }
        }
        hashes.apply(gone);
    }
}
