// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/** Keys of up to four words: how they are compared and mixed. The order is that of unsigned words. */
final class Keys {
    // Odd, so that the first word can be recovered from the mixed one; the fractions of the roots of 2, 3, 5 and 7.
    private static final long FACTOR_0 = 0x6A09E667F3BCC909L;
    private static final long FACTOR_1 = 0xBB67AE8584CAA73BL;
    private static final long FACTOR_2 = 0x3C6EF372FE94F82BL;
    private static final long FACTOR_3 = 0xA54FF53A5F1D36F1L;

    private Keys() {}

    /** A word whose top bits depend on all four. */
    static long mixed(long w0, long w1, long w2, long w3) {
        return mixed(w0, w1) + mixedRest(w2, w3);
    }

    /** As {@link #mixed(long, long, long, long)} where the others are 0. */
    static long mixed(long w0, long w1) {
        return w0 * FACTOR_0 + w1 * FACTOR_1;
    }

    /** What the others add. */
    static long mixedRest(long w2, long w3) {
        return w2 * FACTOR_2 + w3 * FACTOR_3;
    }

    /** Compares two keys in columns, the first word first. */
    static int compare(long[][] a, int i, long[][] b, int j) {
        for (int word = 0; word < a.length; word++) {
            long x = a[word][i];
            long y = b[word][j];
            if (x != y) {
                return Long.compareUnsigned(x, y);
            }
        }
        return 0;
    }

    /** Compares a key in columns with these words; those that the columns don't have are ignored. */
    static int compare(long[][] columns, int i, long w0, long w1, long w2, long w3) {
        if (columns[0][i] != w0) {
            return Long.compareUnsigned(columns[0][i], w0);
        }
        if (columns[1][i] != w1) {
            return Long.compareUnsigned(columns[1][i], w1);
        }
        if (columns.length > 2 && columns[2][i] != w2) {
            return Long.compareUnsigned(columns[2][i], w2);
        }
        return columns.length > 3 ? Long.compareUnsigned(columns[3][i], w3) : 0;
    }

    /** Whether a key in columns has these words; those that the columns don't have are ignored. */
    static boolean equal(long[][] columns, int i, long w0, long w1, long w2, long w3) {
        return columns[0][i] == w0
                && columns[1][i] == w1
                && (columns.length < 3 || columns[2][i] == w2)
                && (columns.length < 4 || columns[3][i] == w3);
    }

    /** The word of a key in columns; 0 beyond its end. */
    static long word(long[][] columns, int i, int word) {
        return word < columns.length ? columns[word][i] : 0;
    }
}
