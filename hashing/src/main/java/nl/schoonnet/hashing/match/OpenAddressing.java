// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;

/**
 * Open addressing at half load that keeps the keys in order: the slot of a key grows with its first word, and a key that
 * finds it taken goes to the next free one. So a search ends at a greater key or an empty slot, and keys come out sorted.
 * Amble and Knuth, <i>Ordered hash tables</i> (The Computer Journal 17, 1974).
 *
 * <p>A slot holds all words of a key and its reference, so that whoever is found costs one wait for memory: 48 bytes a key for
 * 16-byte digests, 64 for SHA-1, 80 for SHA-256. An entry's number is its slot's place.
 *
 * <p>Where many are looked up at once, most of which aren't there, a filter is asked first: two bits per first word in the
 * same long, of 2 to 4 bits a key, so that about one in four that isn't there passes, and the filter of ten million fits into a
 * processor's cache. Bloom, <i>Space/time trade-offs in hash coding with allowable errors</i> (CACM 13, 1970).
 */
final class OpenAddressing extends ExactIndex {
    private static final int TOGETHER = 256;
    private static final int FILTER_BITS_A_KEY = 2;
    private static final int LEAST_SLOTS = 16;

    /** In all longs of an empty slot: as a first word no less than any, as a reference no one's. */
    private static final long EMPTY = ExactMatcher.NONE;

    private static final int MOST_LONGS = Integer.MAX_VALUE - 8;

    private final int size;

    /** Longs in a slot: the words, and last the reference. */
    private final int width;

    private final long[] slots;

    /** The slots that a first word may lead to; the array goes on for those that were pushed beyond, and one that is empty. */
    private final long homes;

    /** A power of two of longs. */
    private final long[] filter;

    OpenAddressing(ExactKind kind, Entries entries) {
        super(kind);
        size = entries.size();
        width = kind.words() + 1;
        homes = Math.max(LEAST_SLOTS, 2L * size);
        long[][] words = entries.words();
        long end = 0;
        for (long word : words[0]) {
            end = Math.max(home(word), end) + 1;
        }
        long longs = width * (Math.max(end, homes) + 1);
        if (longs > MOST_LONGS) {
            throw new IllegalArgumentException("too many keys for one table: " + size);
        }
        slots = new long[(int) longs];
        Arrays.fill(slots, EMPTY);
        long next = 0;
        for (int i = 0; i < size; i++) {
            long slot = Math.max(home(words[0][i]), next);
            int place = (int) (width * slot);
            for (int word = 0; word < words.length; word++) {
                slots[place + word] = words[word][i];
            }
            slots[place + words.length] = entries.references()[i];
            next = slot + 1;
        }
        filter = filter(words[0]);
    }

    private static long[] filter(long[] firstWords) {
        int longs = Math.max(1, 2 * FILTER_BITS_A_KEY * (firstWords.length / Long.SIZE));
        long[] filter = new long[Integer.highestOneBit(longs)];
        for (long word : firstWords) {
            filter[(int) (word >>> 12) & filter.length - 1] |= 1L << word | 1L << (word >>> 6);
        }
        return filter;
    }

    private static long bits(long[] filter, long word) {
        return filter[(int) (word >>> 12) & filter.length - 1];
    }

    /** 1 if a key may begin with a word, 0 if none does. */
    private static int mayBegin(long[] filter, long word) {
        long bits = bits(filter, word);
        return (int) (bits >>> word) & (int) (bits >>> (word >>> 6)) & 1;
    }

    private long home(long word) {
        return Math.unsignedMultiplyHigh(word, homes);
    }

    @Override
    void find(byte[] digests, int offset, int count, Tombstones withdrawn, long[] references) {
        int step = kind().bytes();
        long[] mayBe = filter;
        int[] passed = new int[Math.min(TOGETHER, count)];
        long[] words = new long[Math.min(TOGETHER, count)];
        Arrays.fill(references, 0, count, ExactMatcher.NONE);
        long sum = 0;
        for (int from = 0; from < count; from += TOGETHER) {
            int together = Math.min(TOGETHER, count - from);
            for (int i = 0, at = offset + from * step; i < together; i++, at += step) {
                long word = kind().first(digests, at);
                words[i] = word;
                sum += bits(mayBe, word);
            }
            int passing = 0;
            for (int i = 0; i < together; i++) {
                long word = words[i];
                words[passing] = word;
                passed[passing] = from + i;
                passing += mayBegin(mayBe, word);
            }
            for (int j = 0; j < passing; j++) {
                int place = width * (int) home(words[j]);
                // The slot and the next lie in one or two lines of the cache.
                sum += slots[place] + slots[place + 2 * width - 1];
            }
            for (int j = 0; j < passing; j++) {
                long word = words[j];
                int place = seek(word);
                if (slots[place] == word) {
                    int at = offset + passed[j] * step;
                    int entry = among(
                            place,
                            word,
                            kind().rest(digests, at, 1),
                            kind().rest(digests, at, 2),
                            kind().rest(digests, at, 3));
                    if (entry != ABSENT && !withdrawn.has(entry)) {
                        references[passed[j]] = reference(entry);
                    }
                }
            }
        }
        Touched.keep(sum);
    }

    @Override
    public int locate(long w0, long w1, long w2, long w3) {
        return among(seek(w0), w0, w1, w2, w3);
    }

    /** The first place from a word's home on that doesn't begin with a lesser one. */
    private int seek(long word) {
        int place = width * (int) home(word);
        while (Long.compareUnsigned(slots[place], word) < 0) {
            place += width;
        }
        return place;
    }

    private int among(int from, long w0, long w1, long w2, long w3) {
        for (int place = from; slots[place] == w0 && reference(place) != EMPTY; place += width) {
            if (slots[place + 1] == w1
                    && (width < 4 || slots[place + 2] == w2)
                    && (width < 5 || slots[place + 3] == w3)) {
                return place;
            }
        }
        return ABSENT;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long word(int entry, int number) {
        return number < width - 1 ? slots[entry + number] : 0;
    }

    @Override
    public long reference(int entry) {
        return slots[entry + width - 1];
    }

    @Override
    public Entries live(Tombstones withdrawn) {
        int live = size - withdrawn.count();
        long[][] words = new long[width - 1][live];
        long[] references = new long[live];
        int next = 0;
        for (int place = 0; place < slots.length; place += width) {
            if (reference(place) != EMPTY && !withdrawn.has(place)) {
                for (int word = 0; word < words.length; word++) {
                    words[word][next] = slots[place + word];
                }
                references[next] = reference(place);
                next++;
            }
        }
        return new Entries(words, references);
    }

    @Override
    public long bytes() {
        return 8L * (slots.length + filter.length);
    }
}
