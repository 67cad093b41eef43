// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;

/**
 * The entries of one substring's values: where each value's entries begin, and the entries in order of their values. Never
 * changes. 4 bytes for each value, 4 for each entry.
 */
final class Buckets {
    /** At most so many values a part, so that a part's counters stay in the cache. */
    private static final int MAX_LOW_BITS = 12;

    private final int[] starts;
    private final int[] entries;

    private Buckets(int[] starts, int[] entries) {
        this.starts = starts;
        this.entries = entries;
    }

    /** Sorts in two steps, each of which writes to few places at a time. */
    static Buckets of(Substrings substrings, int table, long[][] words) {
        int size = words[0].length;
        int width = substrings.width(table);
        int low = Math.min(MAX_LOW_BITS, width / 2);
        int parts = 1 << (width - low);
        int[] next = new int[parts + 1];
        for (int i = 0; i < size; i++) {
            next[(substrings.value(table, words, i) >>> low) + 1]++;
        }
        for (int part = 0; part < parts; part++) {
            next[part + 1] += next[part];
        }
        long[] sorted = new long[size];
        for (int i = 0; i < size; i++) {
            int value = substrings.value(table, words, i);
            sorted[next[value >>> low]++] = (long) value << 32 | i;
        }
        // Each place of next holds by now where its part ends.
        int[] starts = new int[(1 << width) + 1];
        int[] entries = new int[size];
        int[] cursors = new int[1 << low];
        int from = 0;
        for (int part = 0; part < parts; part++) {
            int to = next[part];
            sortPart(sorted, from, to, part << low, starts, entries, cursors);
            from = to;
        }
        starts[1 << width] = size;
        return new Buckets(starts, entries);
    }

    private static void sortPart(
            long[] sorted, int from, int to, int firstValue, int[] starts, int[] entries, int[] cursors) {
        Arrays.fill(cursors, 0);
        int mask = cursors.length - 1;
        for (int i = from; i < to; i++) {
            cursors[(int) (sorted[i] >>> 32) & mask]++;
        }
        int at = from;
        for (int value = 0; value < cursors.length; value++) {
            starts[firstValue + value] = at;
            int count = cursors[value];
            cursors[value] = at;
            at += count;
        }
        for (int i = from; i < to; i++) {
            entries[cursors[(int) (sorted[i] >>> 32) & mask]++] = (int) sorted[i];
        }
    }

    /** Where the entries of a value begin, in {@link #entries}; those of the next value begin where they end. */
    int[] starts() {
        return starts;
    }

    int[] entries() {
        return entries;
    }

    long bytes() {
        return 4L * (starts.length + (long) entries.length);
    }
}
