// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * 256 bits cut into substrings, each with a radius up to which its neighbours are looked up. Multi-index hashing after
 * Norouzi, Punjani and Fleet, <i>Fast exact search in Hamming space with multi-index hashing</i> (2014), with radii that need
 * not be equal (the general pigeonhole principle): two hashes within r bits of one another are, in at least one substring,
 * within its radius s, if the sum of s + 1 over the substrings that are looked up is r + 1. So none is missed.
 */
final class Substrings {
    /** The greatest radius that the cuts below serve. */
    static final int MAX_RADIUS = 31;

    /** 16 of 16 bits, each up to one bit off. */
    static final Substrings SIXTEEN = new Substrings(cut(16, 16), cut(16, 1));

    /** 10 of 23 bits, each up to two bits off, and one of 26 bits, up to one off: few candidates, large directories. */
    static final Substrings WIDE = new Substrings(with(cut(10, 23), 26), with(cut(10, 2), 1));

    private static final int BITS = 256;

    private final int[] offsets;
    private final int[] widths;
    private final int[] maxRadii;
    private final int[][] flips;
    private final int[][] radii = new int[MAX_RADIUS + 1][];

    /**
     * A cut.
     *
     * @param widths bits of each substring, 1 to 30, 256 together
     * @param maxRadii the greatest radius of each; with one more for each, at least 32 together
     */
    Substrings(int[] widths, int[] maxRadii) {
        if (Arrays.stream(widths).sum() != BITS) {
            throw new IllegalArgumentException("the substrings don't cover 256 bits exactly");
        }
        if (Arrays.stream(maxRadii).map(radius -> radius + 1).sum() <= MAX_RADIUS) {
            throw new IllegalArgumentException("the radii of the substrings don't reach " + MAX_RADIUS);
        }
        this.widths = widths.clone();
        this.maxRadii = maxRadii.clone();
        offsets = new int[widths.length];
        for (int table = 1; table < widths.length; table++) {
            offsets[table] = offsets[table - 1] + widths[table - 1];
        }
        flips = new int[widths.length][];
        Arrays.setAll(flips, table -> flips(widths[table], maxRadii[table]));
        Arrays.setAll(radii, this::share);
    }

    private static int[] cut(int count, int value) {
        return Collections.nCopies(count, value).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] with(int[] values, int last) {
        int[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = last;
        return more;
    }

    /** All patterns of at most so many flipped bits, those with fewer first. */
    private static int[] flips(int width, int most) {
        List<Integer> patterns = new ArrayList<>(List.of(0));
        for (int bits = 1; bits <= Math.min(most, width); bits++) {
            // The next greater number with as many bits (Gosper).
            for (long pattern = (1L << bits) - 1; pattern < 1L << width; ) {
                patterns.add((int) pattern);
                long lowest = pattern & -pattern;
                long ripple = pattern + lowest;
                pattern = ((pattern ^ ripple) >>> 2) / lowest | ripple;
            }
        }
        return patterns.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Shares radius + 1 out evenly: every substring exact before any of them is widened. -1: not looked up. */
    private int[] share(int radius) {
        int[] shared = new int[widths.length];
        Arrays.fill(shared, -1);
        int left = radius + 1;
        for (int level = 0; left > 0; level++) {
            for (int table = 0; table < shared.length && left > 0; table++) {
                if (level <= maxRadii[table]) {
                    shared[table] = level;
                    left--;
                }
            }
        }
        return shared;
    }

    int count() {
        return widths.length;
    }

    int width(int table) {
        return widths[table];
    }

    /** For a question of this radius, 0 to 31, the radius of each substring, or -1 where it isn't looked up. */
    int[] radii(int radius) {
        return radii[radius];
    }

    /** Patterns to flip in a substring, ordered by their number of bits. */
    int[] flips(int table) {
        return flips[table];
    }

    /** How many of the patterns have at most so many bits, 0 to 2. */
    int probes(int table, int radius) {
        int width = widths[table];
        return switch (radius) {
            case 0 -> 1;
            case 1 -> 1 + width;
            default -> flips[table].length;
        };
    }

    /** The most patterns of a substring. */
    int mostProbes() {
        return Arrays.stream(flips).mapToInt(patterns -> patterns.length).max().orElseThrow();
    }

    /** Whether a substring lies in the first two words of a hash. */
    boolean isOfFront(int table) {
        return offsets[table] + widths[table] <= BITS / 2;
    }

    /** Writes a substring of each hash in columns. */
    void values(int table, long[][] words, int[] values) {
        long[] column = words[offsets[table] >>> 6];
        int shift = offsets[table] & 63;
        int mask = (1 << widths[table]) - 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = (int) (column[i] >>> shift) & mask;
        }
        if (shift + widths[table] > 64) {
            long[] next = words[(offsets[table] >>> 6) + 1];
            for (int i = 0; i < values.length; i++) {
                values[i] |= (int) (next[i] << (64 - shift)) & mask;
            }
        }
    }

    /** A substring of a hash in columns. */
    int value(int table, long[][] words, int entry) {
        int word = offsets[table] >>> 6;
        int shift = offsets[table] & 63;
        long value = words[word][entry] >>> shift;
        if (shift + widths[table] > 64) {
            value |= words[word + 1][entry] << (64 - shift);
        }
        return (int) (value & (1L << widths[table]) - 1);
    }

    /** A substring of a hash. */
    int value(int table, long w0, long w1, long w2, long w3) {
        int word = offsets[table] >>> 6;
        int shift = offsets[table] & 63;
        long value = word(word, w0, w1, w2, w3) >>> shift;
        if (shift + widths[table] > 64) {
            value |= word(word + 1, w0, w1, w2, w3) << (64 - shift);
        }
        return (int) (value & (1L << widths[table]) - 1);
    }

    private static long word(int number, long w0, long w1, long w2, long w3) {
        return switch (number) {
            case 0 -> w0;
            case 1 -> w1;
            case 2 -> w2;
            default -> w3;
        };
    }
}
