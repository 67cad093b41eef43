// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Keys with references in the order in which they came, equal ones too; grows. For one thread. */
final class KeyBatch {
    /** The reference of a key that is withdrawn. */
    static final long WITHDRAWN = -1;

    private static final int SMALL = 12;
    private static final int SLICES = 64;

    private final long[][] words;
    private long[] references;
    private int size;

    KeyBatch(int width) {
        words = new long[width][16];
        references = new long[16];
    }

    int size() {
        return size;
    }

    void add(long w0, long w1, long w2, long w3, long reference) {
        if (size == references.length) {
            int capacity = Math.max(size + 1, (int) Math.min(Integer.MAX_VALUE - 16, 2L * size));
            references = Arrays.copyOf(references, capacity);
            for (int word = 0; word < words.length; word++) {
                words[word] = Arrays.copyOf(words[word], capacity);
            }
        }
        words[0][size] = w0;
        words[1][size] = w1;
        if (words.length > 2) {
            words[2][size] = w2;
        }
        if (words.length > 3) {
            words[3][size] = w3;
        }
        references[size] = reference;
        size++;
    }

    void addAll(KeyBatch other) {
        for (int i = 0; i < other.size; i++) {
            add(other.word(i, 0), other.word(i, 1), other.word(i, 2), other.word(i, 3), other.references[i]);
        }
    }

    long word(int i, int word) {
        return Keys.word(words, i, word);
    }

    long reference(int i) {
        return references[i];
    }

    /** The distinct keys in order; of equal ones the last that came counts. {@link #WITHDRAWN} are among the references. */
    Entries distinct() {
        int[] order = order();
        int kept = 0;
        for (int i = 0; i < size; i++) {
            // Equal keys stand in the order in which they came.
            if (i + 1 == size || Keys.compare(words, order[i], words, order[i + 1]) != 0) {
                order[kept++] = order[i];
            }
        }
        return picked(order, kept);
    }

    private Entries picked(int[] order, int count) {
        long[][] columns = new long[words.length][];
        for (int word = 0; word < words.length; word++) {
            columns[word] = picked(words[word], order, count);
        }
        return new Entries(columns, picked(references, order, count));
    }

    private static long[] picked(long[] from, int[] order, int count) {
        long[] to = new long[count];
        for (int i = 0; i < count; i++) {
            to[i] = from[order[i]];
        }
        return to;
    }

    /** A stable sort: by the top bits into buckets of about ten, then each bucket by merging. */
    private int[] order() {
        int bits = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(size) - 4, 0, 24);
        int shift = Long.SIZE - bits;
        int[] ends = new int[(1 << bits) + 1];
        for (int i = 0; i < size; i++) {
            ends[bucket(i, bits, shift) + 1]++;
        }
        for (int b = 0; b < 1 << bits; b++) {
            ends[b + 1] += ends[b];
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[ends[bucket(i, bits, shift)]++] = i;
        }
        // Each place of ends holds by now where its bucket ends.
        int[] spare = new int[size];
        int slices = Math.min(SLICES, 1 << bits);
        IntStream.range(0, slices).parallel().forEach(slice -> {
            int first = (int) (((long) slice << bits) / slices);
            int last = (int) ((((long) slice + 1) << bits) / slices);
            for (int b = first; b < last; b++) {
                sort(order, b == 0 ? 0 : ends[b - 1], ends[b], spare);
            }
        });
        return order;
    }

    private int bucket(int i, int bits, int shift) {
        return bits == 0 ? 0 : (int) (words[0][i] >>> shift);
    }

    private void sort(int[] order, int from, int to, int[] spare) {
        if (to - from <= SMALL) {
            for (int i = from + 1; i < to; i++) {
                int moved = order[i];
                int j = i;
                while (j > from && Keys.compare(words, order[j - 1], words, moved) > 0) {
                    order[j] = order[j - 1];
                    j--;
                }
                order[j] = moved;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sort(order, from, middle, spare);
        sort(order, middle, to, spare);
        System.arraycopy(order, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        for (int i = from; left < middle; i++) {
            order[i] = right < to && Keys.compare(words, order[right], words, spare[left]) < 0
                    ? order[right++]
                    : spare[left++];
        }
    }
}
