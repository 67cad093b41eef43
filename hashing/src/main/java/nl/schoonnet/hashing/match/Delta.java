// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;

/**
 * The newest keys: added one by one, found at once. What was added never changes; one more is a new value that shares its
 * arrays with the old one, which doesn't look beyond its own size. About 24 bytes a key and 8 for each word.
 *
 * <p>Safe for any number of readers. Only the value that was made last may be added to, by one thread at a time, and a
 * value must be handed to readers by a volatile write: a slot that was filled since it was made can be seen, and is passed
 * over because its number is too high.
 */
final class Delta implements Listed {
    private static final int FIRST_CAPACITY = 64;

    private final long[][] words;
    private final long[] references;

    /** Open addressing at half load: number of an entry plus 1, or 0. */
    private final int[] slots;

    private final int size;

    private Delta(long[][] words, long[] references, int[] slots, int size) {
        this.words = words;
        this.references = references;
        this.slots = slots;
        this.size = size;
    }

    static Delta empty(int width) {
        return new Delta(new long[width][FIRST_CAPACITY], new long[FIRST_CAPACITY], new int[2 * FIRST_CAPACITY], 0);
    }

    int size() {
        return size;
    }

    /** The keys, a column for each word, valid up to {@link #size}; not to be changed. */
    long[][] words() {
        return words;
    }

    @Override
    public long reference(int entry) {
        return references[entry];
    }

    @Override
    public long word(int entry, int number) {
        return Keys.word(words, entry, number);
    }

    /** This delta and a key that has no live entry in it. */
    Delta with(long w0, long w1, long w2, long w3, long reference) {
        Delta room = size < references.length ? this : grown();
        room.put(size, w0, w1, w2, w3, reference);
        return new Delta(room.words, room.references, room.slots, size + 1);
    }

    /** The number of the entry with this key that isn't withdrawn, or -1. */
    int locate(long w0, long w1, long w2, long w3, Tombstones withdrawn) {
        int mask = slots.length - 1;
        int slot = slot(w0, w1, w2, w3);
        while (true) {
            int entry = slots[slot] - 1;
            if (entry < 0) {
                return -1;
            }
            if (entry < size && Keys.equal(words, entry, w0, w1, w2, w3) && !withdrawn.has(entry)) {
                return entry;
            }
            slot = slot + 1 & mask;
        }
    }

    /** Its keys that aren't withdrawn, in order. */
    Entries live(Tombstones withdrawn) {
        KeyBatch batch = new KeyBatch(words.length);
        for (int i = 0; i < size; i++) {
            if (!withdrawn.has(i)) {
                batch.add(words[0][i], words[1][i], Keys.word(words, i, 2), Keys.word(words, i, 3), references[i]);
            }
        }
        return batch.distinct();
    }

    long bytes() {
        return references.length * (8L + 8L * words.length) + 4L * slots.length;
    }

    private Delta grown() {
        int capacity = 2 * references.length;
        long[][] columns = new long[words.length][];
        for (int word = 0; word < words.length; word++) {
            columns[word] = Arrays.copyOf(words[word], capacity);
        }
        Delta grown = new Delta(columns, Arrays.copyOf(references, capacity), new int[2 * capacity], size);
        for (int i = 0; i < size; i++) {
            grown.link(i);
        }
        return grown;
    }

    private void put(int entry, long w0, long w1, long w2, long w3, long reference) {
        words[0][entry] = w0;
        words[1][entry] = w1;
        if (words.length > 2) {
            words[2][entry] = w2;
        }
        if (words.length > 3) {
            words[3][entry] = w3;
        }
        references[entry] = reference;
        link(entry);
    }

    private void link(int entry) {
        int slot = slot(words[0][entry], words[1][entry], Keys.word(words, entry, 2), Keys.word(words, entry, 3));
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = entry + 1;
    }

    private int slot(long w0, long w1, long w2, long w3) {
        long mixed = Keys.mixed(w0, w1, words.length > 2 ? w2 : 0, words.length > 3 ? w3 : 0);
        return (int) (mixed >>> 32) & slots.length - 1;
    }
}
