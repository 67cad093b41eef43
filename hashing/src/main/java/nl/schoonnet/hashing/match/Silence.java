// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.HashSet;
import java.util.Set;

/**
 * What is disputed: hashes that take part in no match, neither asked about nor listed, and pairs of a question and a listed
 * hash that don't match each other. Never changes; safe for any number of threads. A listed hash stays listed and comes back
 * when the dispute ends.
 */
final class Silence {
    static final Silence NONE = new Silence(Set.of(), Set.of());

    private final Set<Key> hashes;
    private final Set<Pair> pairs;

    Silence(Set<Key> hashes, Set<Pair> pairs) {
        this.hashes = Set.copyOf(new HashSet<>(hashes));
        this.pairs = Set.copyOf(new HashSet<>(pairs));
    }

    boolean isEmpty() {
        return hashes.isEmpty() && pairs.isEmpty();
    }

    /** Whether a question takes part in no match. */
    boolean silences(Key question) {
        return hashes.contains(question);
    }

    /** Whether a listed hash is no match for this question. */
    boolean silences(Key question, Key listed) {
        return hashes.contains(listed) || pairs.contains(new Pair(question, listed));
    }

    /** A key as an index holds it; words beyond its end are 0. */
    record Key(long w0, long w1, long w2, long w3) {
        @Override
        public String toString() {
            return "Key";
        }
    }

    /** A question and a listed hash. */
    record Pair(Key question, Key listed) {}
}
