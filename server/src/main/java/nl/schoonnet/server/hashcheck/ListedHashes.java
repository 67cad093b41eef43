// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import nl.schoonnet.hashing.match.ExactChanges;
import nl.schoonnet.hashing.match.ExactKind;
import nl.schoonnet.hashing.match.ExactMatcher;
import nl.schoonnet.hashing.match.PdqChanges;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.match.PdqMatcher;
import nl.schoonnet.hashing.match.PdqPair;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;

/**
 * Hashes of all kinds that are matched, in memory, each with a number that its caller gives. One thread at a time changes them;
 * any number ask and never wait. {@link #compact} and {@link #save} run beside both.
 */
final class ListedHashes {
    /** What stands for a hash that isn't listed. */
    static final int NONE = (int) ExactMatcher.NONE;

    /** The kinds that are matched. */
    static final Set<HashKind> KINDS =
            Collections.unmodifiableSet(EnumSet.of(HashKind.MD5, HashKind.SHA1, HashKind.SHA256, HashKind.PDQ));

    private final Map<HashKind, ExactMatcher> exact;
    private final PdqMatcher pdq;

    /** How many changes each kind has seen; counted before they are made. */
    private final Map<HashKind, AtomicLong> changed = new EnumMap<>(HashKind.class);

    /** Nothing is listed. */
    ListedHashes() {
        this(nothing(), new PdqMatcher(PdqMatcher.Layout.FAST));
    }

    private ListedHashes(Map<HashKind, ExactMatcher> exact, PdqMatcher pdq) {
        this.exact = exact;
        this.pdq = pdq;
        KINDS.forEach(kind -> changed.put(kind, new AtomicLong()));
    }

    private static Map<HashKind, ExactMatcher> nothing() {
        Map<HashKind, ExactMatcher> exact = new EnumMap<>(HashKind.class);
        for (HashKind kind : KINDS) {
            if (!kind.perceptual()) {
                exact.put(kind, new ExactMatcher(ExactKind.valueOf(kind.name()), ExactMatcher.Layout.FAST));
            }
        }
        return exact;
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

    /** The number of this very hash, disputed or not; {@link #NONE} if it isn't listed. */
    int number(HashValue value) {
        ExactMatcher matcher = exact.get(value.kind());
        if (matcher != null) {
            return Math.toIntExact(matcher.reference(value.bytes()));
        }
        return value.kind() == HashKind.PDQ ? Math.toIntExact(pdq.reference(PdqHash.of(value))) : NONE;
    }

    // ---- changed ----

    /** Gives hashes their numbers; those with {@link #NONE} are listed no longer. Kinds that aren't matched are passed over. */
    void apply(Map<HashValue, Integer> numbers) {
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
                count(kind, changes.size());
                matcher.apply(changes, matcher.position());
            }
        });
        if (perceptual.size() > 0) {
            count(HashKind.PDQ, perceptual.size());
            pdq.apply(perceptual, pdq.position());
        }
    }

    private void count(HashKind kind, int changes) {
        counter(kind).addAndGet(changes);
    }

    private AtomicLong counter(HashKind kind) {
        AtomicLong counter = changed.get(kind);
        if (counter == null) {
            throw new IllegalArgumentException("Hashes of kind " + kind + " aren't matched.");
        }
        return counter;
    }

    /** Everything up to a position was applied. */
    void arrived(long position) {
        exact.forEach((kind, matcher) -> matcher.apply(new ExactChanges(ExactKind.valueOf(kind.name())), position));
        pdq.apply(new PdqChanges(), position);
    }

    /**
     * From now on these don't match, and what was silenced before does.
     *
     * @param hashes that take part in no match
     * @param pairs a question and a listed hash that don't match each other
     */
    void silence(Collection<HashValue> hashes, Collection<PdqPair> pairs) {
        exact.forEach((kind, matcher) -> matcher.silence(hashes.stream()
                .filter(value -> value.kind() == kind)
                .map(HashValue::bytes)
                .toList()));
        pdq.silence(
                hashes.stream()
                        .filter(value -> value.kind() == HashKind.PDQ)
                        .map(PdqHash::of)
                        .toList(),
                pairs);
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

    // ---- kept in files ----

    /** How many changes hashes of a kind have seen, those included that are being made. */
    long changes(HashKind kind) {
        return counter(kind).get();
    }

    /** The position at which hashes of a kind are at least. */
    long position(HashKind kind) {
        ExactMatcher matcher = exact.get(kind);
        return matcher != null ? matcher.position() : pdq.position();
    }

    /** Writes the hashes of a kind to a file. */
    void save(HashKind kind, Path file, SecretKey key) {
        ExactMatcher matcher = exact.get(kind);
        if (matcher != null) {
            matcher.save(file, key);
        } else {
            pdq.save(file, key);
        }
    }

    /** Hashes of all kinds that were saved, in the making. */
    static final class Opening {
        private final Map<HashKind, ExactMatcher> exact = Collections.synchronizedMap(nothing());
        private volatile PdqMatcher pdq = new PdqMatcher(PdqMatcher.Layout.FAST);

        /** Reads the hashes of a kind from a file. Several kinds may be read at a time. */
        void open(HashKind kind, Path file, SecretKey key) {
            if (kind == HashKind.PDQ) {
                pdq = PdqMatcher.open(file, key, PdqMatcher.Layout.FAST);
            } else {
                exact.put(kind, ExactMatcher.open(file, key, ExactKind.valueOf(kind.name()), ExactMatcher.Layout.FAST));
            }
        }

        /** All of them, once everything was read. */
        ListedHashes done() {
            return new ListedHashes(new EnumMap<>(exact), pdq);
        }
    }
}
