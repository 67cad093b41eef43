// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import nl.schoonnet.hashing.pdq.PdqHash;

/**
 * Changes of a list of PDQ hashes, applied together by {@link PdqMatcher#apply}. What is said last about a hash counts. For
 * one thread.
 */
public final class PdqChanges {
    private final KeyBatch batch = new KeyBatch(PdqIndex.WORDS);

    /** No change yet. */
    public PdqChanges() {}

    /**
     * Lists a hash. If it is listed, it gets this reference.
     *
     * @param reference what the caller calls it, 0 or more
     * @throws IllegalArgumentException if the reference is below 0
     */
    public PdqChanges add(PdqHash hash, long reference) {
        if (reference < 0) {
            throw new IllegalArgumentException("A reference is 0 or more.");
        }
        return put(hash, reference);
    }

    /** Takes a hash off the list; nothing happens if it isn't on it. */
    public PdqChanges withdraw(PdqHash hash) {
        return put(hash, KeyBatch.WITHDRAWN);
    }

    /** How many. */
    public int size() {
        return batch.size();
    }

    private PdqChanges put(PdqHash hash, long reference) {
        batch.add(hash.bits255to192(), hash.bits191to128(), hash.bits127to64(), hash.bits63to0(), reference);
        return this;
    }

    KeyBatch batch() {
        return batch;
    }
}
