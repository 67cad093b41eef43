// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;

/**
 * Open addressing at half load that keeps the keys in order: the slot of a key grows with its first word, and a key that
 * finds it taken goes to the next free one. So a search ends at a greater key or an empty slot, keys come out sorted, and an
 * entry's number is its rank. Amble and Knuth, <i>Ordered hash tables</i> (The Computer Journal 17, 1974).
 *
 * <p>Two words of each key lie in its slot: 32 bytes a key, and half a byte for ranks; further words by rank, 8 bytes for
 * SHA-1 and 16 for SHA-256, read only where the first two agree; and 8 for the reference.
 *
 * <p>Where many are looked up at once, most of which aren't there, a filter is asked first: a bit per first word, of 4 to 8
 * bits a key, so that about one in six that isn't there passes, and the filter of ten million fits into a processor's cache.
 */
final class OpenAddressing extends ExactIndex {
    /** The most keys: four longs each in one array. */
    static final int MAX_SIZE = 1 << 28;

    private static final int TOGETHER = 256;
    private static final int FILTER_BITS_A_KEY = 4;
    private static final int LEAST_SLOTS = 16;

    /** Pairs of words; a first word of 0 is an empty slot. */
    private final long[] slots;

    /** For 32 slots each: how many keys stand before them in the upper half, which are taken in the lower. */
    private final long[] ranks;

    /** The slots that a first word may lead to; the array goes on for those that were pushed beyond. */
    private final long homes;

    /** A power of two of bits: whether a first word with the same lowest bits is there. */
    private final long[] filter;

    /** Words of keys by rank. The first two only of keys whose first word is 0, which come first and have no slot. */
    private final long[][] rest;

    private final int zeros;

    OpenAddressing(ExactKind kind, Entries entries) {
        super(kind, entries.references());
        int size = entries.size();
        if (size > MAX_SIZE) {
            throw new IllegalArgumentException("too many keys for one table: " + size);
        }
        long[][] words = entries.words();
        int none = 0;
        while (none < size && words[0][none] == 0) {
            none++;
        }
        zeros = none;
        homes = Math.max(LEAST_SLOTS, 2L * (size - zeros));
        long end = 0;
        for (int i = zeros; i < size; i++) {
            end = Math.max(home(words[0][i]), end) + 1;
        }
        int length = Math.toIntExact(Math.max(end, homes) + 1);
        slots = new long[Math.multiplyExact(2, length)];
        ranks = new long[(length + 31) >>> 5];
        long next = 0;
        for (int i = zeros; i < size; i++) {
            int slot = (int) Math.max(home(words[0][i]), next);
            slots[2 * slot] = words[0][i];
            slots[2 * slot + 1] = words[1][i];
            ranks[slot >>> 5] |= 1L << (slot & 31);
            next = slot + 1L;
        }
        long before = zeros;
        for (int i = 0; i < ranks.length; i++) {
            int taken = Long.bitCount(ranks[i]);
            ranks[i] |= before << 32;
            before += taken;
        }
        filter = filter(words[0], size);
        rest = words.clone();
        rest[0] = new long[zeros];
        rest[1] = Arrays.copyOf(words[1], zeros);
    }

    private static long[] filter(long[] firstWords, int size) {
        long[] bits =
                new long[Math.max(1, Integer.highestOneBit(Math.max(1, 2 * FILTER_BITS_A_KEY * (size / Long.SIZE))))];
        for (int i = 0; i < size; i++) {
            long word = firstWords[i];
            bits[(int) (word >>> 6) & bits.length - 1] |= 1L << word;
        }
        return bits;
    }

    /** 1 if a key may begin with a word, 0 if none does. */
    private static int mayBegin(long[] filter, long word) {
        return (int) (filter[(int) (word >>> 6) & filter.length - 1] >>> word) & 1;
    }

    private long home(long word) {
        return Math.unsignedMultiplyHigh(word, homes);
    }

    @Override
    void find(byte[] digests, int offset, int count, long[] found) {
        int step = kind().bytes();
        long[] mayBe = filter;
        int[] passed = new int[Math.min(TOGETHER, count)];
        long[] words = new long[Math.min(TOGETHER, count)];
        long sum = 0;
        for (int from = 0; from < count; from += TOGETHER) {
            int to = Math.min(count, from + TOGETHER);
            int passing = 0;
            for (int i = from, at = offset + from * step; i < to; i++, at += step) {
                long word = kind().first(digests, at);
                found[i] = ABSENT;
                passed[passing] = i;
                words[passing] = word;
                passing += mayBegin(mayBe, word);
            }
            for (int j = 0; j < passing; j++) {
                sum += slots[2 * (int) home(words[j])];
            }
            for (int j = 0; j < passing; j++) {
                int i = passed[j];
                found[i] = probe(words[j], digests, offset + i * step);
            }
        }
        Touched.keep(sum);
    }

    private int probe(long word, byte[] digests, int at) {
        int place = 2 * (int) home(word);
        long key = slots[place];
        while (key != 0 && Long.compareUnsigned(key, word) < 0) {
            place += 2;
            key = slots[place];
        }
        return key == word ? probeEqual(place, word, digests, at) : ABSENT;
    }

    /** From the first slot whose first word is this one, or an empty slot where that is 0. */
    private int probeEqual(int from, long word, byte[] digests, int at) {
        ExactKind kind = kind();
        long w1 = kind.rest(digests, at, 1);
        long w2 = kind.rest(digests, at, 2);
        long w3 = kind.rest(digests, at, 3);
        if (word == 0) {
            return amongZeros(w1, w2, w3);
        }
        for (int place = from; slots[place] == word; place += 2) {
            if (slots[place + 1] == w1) {
                int rank = rank(place >>> 1);
                if (restEquals(rank, w2, w3)) {
                    return rank;
                }
            }
        }
        return ABSENT;
    }

    @Override
    public int locate(long w0, long w1, long w2, long w3) {
        if (w0 == 0) {
            return amongZeros(w1, w2, w3);
        }
        for (int place = 2 * (int) home(w0); ; place += 2) {
            long key = slots[place];
            if (key == w0 && slots[place + 1] == w1) {
                int rank = rank(place >>> 1);
                if (restEquals(rank, w2, w3)) {
                    return rank;
                }
            } else if (key == 0 || Long.compareUnsigned(key, w0) > 0) {
                return ABSENT;
            }
        }
    }

    private int amongZeros(long w1, long w2, long w3) {
        for (int i = 0; i < zeros; i++) {
            if (rest[1][i] == w1 && restEquals(i, w2, w3)) {
                return i;
            }
        }
        return ABSENT;
    }

    private boolean restEquals(int rank, long w2, long w3) {
        return (rest.length < 3 || rest[2][rank] == w2) && (rest.length < 4 || rest[3][rank] == w3);
    }

    private int rank(int slot) {
        long word = ranks[slot >>> 5];
        return (int) (word >>> 32) + Integer.bitCount((int) word & (1 << (slot & 31)) - 1);
    }

    @Override
    public long word(int entry, int number) {
        if (number >= rest.length) {
            return 0;
        }
        return number >= 2 || entry < zeros ? rest[number][entry] : slots[2 * slot(entry) + number];
    }

    /** The slot of an entry: binary search among ranks. Rare. */
    private int slot(int entry) {
        int low = 0;
        int high = ranks.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if ((int) (ranks[middle] >>> 32) <= entry) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int taken = (int) ranks[low];
        for (int skip = entry - (int) (ranks[low] >>> 32); skip > 0; skip--) {
            taken &= taken - 1;
        }
        return 32 * low + Integer.numberOfTrailingZeros(taken);
    }

    @Override
    public Entries entries() {
        long[][] words = rest.clone();
        words[0] = Arrays.copyOf(rest[0], size());
        words[1] = Arrays.copyOf(rest[1], size());
        int entry = zeros;
        for (int place = 0; place < slots.length; place += 2) {
            if (slots[place] != 0) {
                words[0][entry] = slots[place];
                words[1][entry] = slots[place + 1];
                entry++;
            }
        }
        return new Entries(words, references());
    }

    @Override
    public long bytes() {
        return 8L * (slots.length + ranks.length + filter.length + 2L * zeros + (long) size() * (kind().words() - 1));
    }
}
