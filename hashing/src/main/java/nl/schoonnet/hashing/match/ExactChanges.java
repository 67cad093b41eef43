// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Objects;

/**
 * Changes of a list of digests, applied together by {@link ExactMatcher#apply}. What is said last about a digest counts. For
 * one thread.
 */
public final class ExactChanges {
    private final ExactKind kind;
    private final KeyBatch batch;

    /** No change yet. */
    public ExactChanges(ExactKind kind) {
        this.kind = kind;
        this.batch = new KeyBatch(kind.words());
    }

    /**
     * Lists a digest. If it is listed, it gets this reference.
     *
     * @param digest {@link ExactKind#bytes} bytes
     * @param reference what the caller calls it, 0 or more
     * @throws IllegalArgumentException if the digest has another length or the reference is below 0
     */
    public ExactChanges add(byte[] digest, long reference) {
        if (reference < 0) {
            throw new IllegalArgumentException("A reference is 0 or more.");
        }
        return put(digest, reference);
    }

    /**
     * Takes a digest off the list; nothing happens if it isn't on it.
     *
     * @throws IllegalArgumentException if the digest has another length
     */
    public ExactChanges withdraw(byte[] digest) {
        return put(digest, KeyBatch.WITHDRAWN);
    }

    /** How many. */
    public int size() {
        return batch.size();
    }

    private ExactChanges put(byte[] digest, long reference) {
        Silence.Key key = key(kind, digest);
        batch.add(key.w0(), key.w1(), key.w2(), key.w3(), reference);
        return this;
    }

    KeyBatch batch(ExactKind expected) {
        if (kind != expected) {
            throw new IllegalArgumentException(
                    "These are changes of " + kind + ", the matcher is of " + expected + ".");
        }
        return batch;
    }

    static Silence.Key key(ExactKind kind, byte[] digest) {
        Objects.requireNonNull(digest, "digest");
        if (digest.length != kind.bytes()) {
            throw new IllegalArgumentException(
                    "A digest of " + kind + " has " + kind.bytes() + " bytes, this has " + digest.length + ".");
        }
        return key(kind, digest, 0);
    }

    static Silence.Key key(ExactKind kind, byte[] digests, int at) {
        return new Silence.Key(
                kind.first(digests, at),
                kind.rest(digests, at, 1),
                kind.rest(digests, at, 2),
                kind.rest(digests, at, 3));
    }
}
