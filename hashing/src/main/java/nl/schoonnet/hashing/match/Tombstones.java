// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import org.jspecify.annotations.Nullable;

/**
 * Which entries are withdrawn: a set of entry numbers that never changes. One more is a new set that shares all but one
 * chunk of 8 KB with the old one. Safe for any number of threads.
 */
final class Tombstones {
    static final Tombstones NONE = new Tombstones(new long[0][], 0);

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK_WORDS = 1 << (CHUNK_BITS - 6);

    private final long[] @Nullable [] chunks;
    private final int count;

    private Tombstones(long[] @Nullable [] chunks, int count) {
        this.chunks = chunks;
        this.count = count;
    }

    /** How many. */
    int count() {
        return count;
    }

    boolean has(int entry) {
        int number = entry >>> CHUNK_BITS;
        if (number >= chunks.length) {
            return false;
        }
        long[] chunk = chunks[number];
        return chunk != null && (chunk[entry >>> 6 & CHUNK_WORDS - 1] & 1L << entry) != 0;
    }

    /** This set and an entry. */
    Tombstones with(int entry) {
        if (has(entry)) {
            return this;
        }
        int number = entry >>> CHUNK_BITS;
        long[] @Nullable [] copy = new long[Math.max(number + 1, chunks.length)][];
        System.arraycopy(chunks, 0, copy, 0, chunks.length);
        long[] old = copy[number];
        long[] chunk = old == null ? new long[CHUNK_WORDS] : old.clone();
        chunk[entry >>> 6 & CHUNK_WORDS - 1] |= 1L << entry;
        copy[number] = chunk;
        return new Tombstones(copy, count + 1);
    }

    /** The memory of the set, in bytes. */
    long bytes() {
        long bytes = 0;
        for (long[] chunk : chunks) {
            bytes += chunk == null ? 0 : 8L * CHUNK_WORDS;
        }
        return bytes;
    }
}
