// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.List;

/**
 * Distinct keys in ascending order with their references, in columns: what indexes are built from, merged and saved as. 8
 * bytes a word and 8 a reference. Its arrays are not changed after it was made, so it may be shared between threads.
 */
final class Entries {
    private final long[][] words;
    private final long[] references;

    /** Takes the arrays over; they are in order and distinct. */
    Entries(long[][] words, long[] references) {
        this.words = words;
        this.references = references;
    }

    static Entries none(int width) {
        return new Entries(new long[width][0], new long[0]);
    }

    int size() {
        return references.length;
    }

    /** The keys, a column for each word; not to be changed. */
    long[][] words() {
        return words;
    }

    /** Not to be changed. */
    long[] references() {
        return references;
    }

    /** The number of the entry with this key, or -1. */
    int locate(long w0, long w1, long w2, long w3) {
        int from = 0;
        int to = size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            int order = Keys.compare(words, middle, w0, w1, w2, w3);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return -1;
    }

    /** Whether each key is above the one before it. */
    boolean inOrder() {
        for (int i = 1; i < size(); i++) {
            if (Keys.compare(words, i - 1, words, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Those that aren't withdrawn. */
    Entries live(Tombstones withdrawn) {
        if (withdrawn.count() == 0) {
            return this;
        }
        int live = size() - withdrawn.count();
        Entries kept = new Entries(new long[words.length][live], new long[live]);
        int next = 0;
        for (int i = 0; i < size(); i++) {
            if (!withdrawn.has(i)) {
                kept.take(next, this, i);
                next++;
            }
        }
        return kept;
    }

    /** Those of several; no key may be there twice. */
    static Entries merged(int width, List<Entries> parts) {
        int size = 0;
        for (Entries part : parts) {
            size = Math.addExact(size, part.size());
        }
        Entries merged = new Entries(new long[width][size], new long[size]);
        int[] at = new int[parts.size()];
        for (int i = 0; i < size; i++) {
            int least = -1;
            for (int part = 0; part < at.length; part++) {
                if (at[part] < parts.get(part).size()
                        && (least < 0
                                || Keys.compare(parts.get(part).words, at[part], parts.get(least).words, at[least])
                                        < 0)) {
                    least = part;
                }
            }
            merged.take(i, parts.get(least), at[least]);
            at[least]++;
        }
        return merged;
    }

    private void take(int entry, Entries from, int other) {
        for (int word = 0; word < words.length; word++) {
            words[word][entry] = from.words[word][other];
        }
        references[entry] = from.references[other];
    }
}
