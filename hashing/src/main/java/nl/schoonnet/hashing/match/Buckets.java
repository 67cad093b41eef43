// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The entries of one substring's values: where each value's entries begin, the entries in order of their values, and beside
 * each, if wanted, two words of its hash. Never changes. 4 bytes for each value, 4 for each entry, 16 for its words.
 */
final class Buckets {
    /** At most so many values a part, so that a part's counters stay in the cache. */
    private static final int MAX_LOW_BITS = 12;

    private static final int MAX_WORKERS = 4;

    /** Longs of an entry on its way: value and number, and the words beside it. */
    private static final int PLAIN = 1;

    private static final int TAGGED = 3;

    private final int[] starts;
    private final int[] entries;
    private final long[] firstTags;
    private final long[] secondTags;

    private Buckets(int values, int size, int tags) {
        starts = new int[values + 1];
        entries = new int[size];
        firstTags = new long[tags];
        secondTags = new long[tags];
    }

    /**
     * Those of all substrings, made by several threads, each of which needs room for all entries: 12 bytes each, 28 if tagged.
     *
     * @param words hashes in columns
     * @param tagged whether the half of the hash that the substring isn't from stands beside each entry
     */
    static Buckets[] ofAll(Substrings cut, long[][] words, boolean tagged) {
        Buckets[] tables = new Buckets[cut.count()];
        AtomicInteger next = new AtomicInteger();
        int workers = Math.min(MAX_WORKERS, Runtime.getRuntime().availableProcessors());
        IntStream.range(0, workers).parallel().forEach(worker -> {
            int size = words[0].length;
            int step = tagged ? TAGGED : PLAIN;
            int[] values = new int[size];
            long[] carried = new long[Math.multiplyExact(step, size)];
            for (int table = next.getAndIncrement(); table < tables.length; table = next.getAndIncrement()) {
                cut.values(table, words, values);
                int tag = cut.isOfFront(table) ? 2 : 0;
                tables[table] = of(cut.width(table), values, carried, step, words[tag], words[tag + 1]);
            }
        });
        return tables;
    }

    /**
     * Sorts in two steps, by the upper bits of the value and then by the lower ones, each of which writes to few places at a
     * time; the words are carried along, since to fetch them in the end would be a wait for memory each.
     */
    private static Buckets of(int width, int[] values, long[] carried, int step, long[] tagFirst, long[] tagSecond) {
        int size = values.length;
        int low = Math.min(MAX_LOW_BITS, width / 2);
        int parts = 1 << (width - low);
        int[] next = new int[parts + 1];
        for (int value : values) {
            next[(value >>> low) + 1]++;
        }
        for (int part = 0; part < parts; part++) {
            next[part + 1] += next[part];
        }
        for (int i = 0; i < size; i++) {
            int value = values[i];
            int at = step * next[value >>> low]++;
            carried[at] = (long) value << 32 | i;
            if (step == TAGGED) {
                carried[at + 1] = tagFirst[i];
                carried[at + 2] = tagSecond[i];
            }
        }
        // Each place of next holds by now where its part ends.
        Buckets buckets = new Buckets(1 << width, size, step == TAGGED ? size : 0);
        int[] cursors = new int[1 << low];
        int from = 0;
        for (int part = 0; part < parts; part++) {
            buckets.sortPart(carried, step, from, next[part], part << low, cursors);
            from = next[part];
        }
        buckets.starts[1 << width] = size;
        return buckets;
    }

    private void sortPart(long[] carried, int step, int from, int to, int firstValue, int[] cursors) {
        Arrays.fill(cursors, 0);
        int mask = cursors.length - 1;
        for (int i = from; i < to; i++) {
            cursors[(int) (carried[step * i] >>> 32) & mask]++;
        }
        int at = from;
        for (int value = 0; value < cursors.length; value++) {
            starts[firstValue + value] = at;
            int count = cursors[value];
            cursors[value] = at;
            at += count;
        }
        for (int i = from; i < to; i++) {
            long valueAndEntry = carried[step * i];
            int place = cursors[(int) (valueAndEntry >>> 32) & mask]++;
            entries[place] = (int) valueAndEntry;
            if (step == TAGGED) {
                firstTags[place] = carried[step * i + 1];
                secondTags[place] = carried[step * i + 2];
            }
        }
    }

    /** Where the entries of a value begin, in {@link #entries}; those of the next value begin where they end. */
    int[] starts() {
        return starts;
    }

    int[] entries() {
        return entries;
    }

    /** The first word beside each entry; empty without. */
    long[] firstTags() {
        return firstTags;
    }

    /** The second word beside each entry; empty without. */
    long[] secondTags() {
        return secondTags;
    }

    /** The memory of all tables, in bytes. */
    static long bytes(Buckets[] tables) {
        return Arrays.stream(tables).mapToLong(Buckets::bytes).sum();
    }

    private long bytes() {
        return 4L * (starts.length + (long) entries.length) + 16L * firstTags.length;
    }
}
