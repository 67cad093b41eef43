// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.EnumMap;
import java.util.Map;
import nl.schoonnet.hashing.match.ExactChanges;
import nl.schoonnet.hashing.match.ExactKind;
import nl.schoonnet.hashing.match.ExactMatcher;
import nl.schoonnet.hashing.match.PdqChanges;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.match.PdqMatcher;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * Hashes of all kinds that are matched, in memory, each with a number that its caller gives. One thread changes them; any
 * number ask and never wait.
 */
final class ListedHashes {
    /** What stands for a hash that isn't listed. */
    static final int NONE = (int) ExactMatcher.NONE;

    private final Map<HashKind, ExactMatcher> exact = new EnumMap<>(HashKind.class);
    private final PdqMatcher pdq = new PdqMatcher(PdqMatcher.Layout.FAST);

    /** Of the thread that changes. */
    private final PdqHits own = new PdqHits();

    ListedHashes() {
        for (HashKind kind : HashKind.values()) {
            if (!kind.perceptual()) {
                exact.put(kind, new ExactMatcher(ExactKind.valueOf(kind.name()), ExactMatcher.Layout.FAST));
            }
        }
    }

    // ---- asked ----

    /**
     * The numbers of the listed hashes that a hash matches.
     *
     * @param radius within which a perceptual hash does
     * @param hits room to work in, of the thread that asks
     */
    long[] matches(HashValue value, int radius, PdqHits hits) {
        ExactMatcher matcher = exact.get(value.kind());
        if (matcher != null) {
            long number = matcher.find(value.bytes());
            return number == NONE ? new long[0] : new long[] {number};
        }
        if (value.kind() != HashKind.PDQ) {
            return new long[0];
        }
        pdq.find(PdqHash.of(value), radius, hits);
        long[] numbers = new long[hits.size()];
        for (int hit = 0; hit < numbers.length; hit++) {
            numbers[hit] = hits.reference(hit);
        }
        return numbers;
    }

    /**
     * Looks up many digests at once.
     *
     * @param numbers receives {@code count} of them, {@link #NONE} for what isn't listed
     * @return how many are listed
     */
    int find(HashKind kind, byte[] digests, int count, long[] numbers) {
        ExactMatcher matcher = exact.get(kind);
        if (matcher == null) {
            throw new IllegalArgumentException("Only digests are looked up many at once.");
        }
        return matcher.find(digests, 0, count, numbers);
    }

    /** How many distinct hashes of a kind are listed. */
    long size(HashKind kind) {
        ExactMatcher matcher = exact.get(kind);
        return matcher != null ? matcher.size() : kind == HashKind.PDQ ? pdq.size() : 0;
    }

    // ---- changed ----

    /** The number of this very hash, {@link #NONE} if it isn't listed. */
    int number(HashValue value) {
        long[] numbers = matches(value, 0, own);
        return numbers.length == 0 ? NONE : Math.toIntExact(numbers[0]);
    }

    /** Gives hashes their numbers; those with {@link #NONE} are listed no longer. Kinds that aren't matched are passed over. */
    void apply(Map<HashValue, Integer> numbers, long position) {
        Map<HashKind, ExactChanges> digests = new EnumMap<>(HashKind.class);
        PdqChanges perceptual = new PdqChanges();
        numbers.forEach((value, number) -> {
            if (exact.containsKey(value.kind())) {
                ExactChanges changes =
                        digests.computeIfAbsent(value.kind(), kind -> new ExactChanges(ExactKind.valueOf(kind.name())));
                if (number == NONE) {
                    changes.withdraw(value.bytes());
                } else {
                    changes.add(value.bytes(), number);
                }
            } else if (value.kind() == HashKind.PDQ) {
                if (number == NONE) {
                    perceptual.withdraw(PdqHash.of(value));
                } else {
                    perceptual.add(PdqHash.of(value), number);
                }
            }
        });
        exact.forEach((kind, matcher) -> {
            ExactChanges changes = digests.get(kind);
            if (changes != null) {
                matcher.apply(changes, position);
            }
        });
        if (perceptual.size() > 0) {
            pdq.apply(perceptual, position);
        }
    }

    /** Puts in order what many changes scattered, where that makes questions faster. Takes seconds for millions. */
    void compact() {
        for (ExactMatcher matcher : exact.values()) {
            if (matcher.wantsCompaction()) {
                matcher.compact();
            }
        }
        if (pdq.wantsCompaction()) {
            pdq.compact();
        }
    }
}
