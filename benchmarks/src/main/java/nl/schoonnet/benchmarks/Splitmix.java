// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

/**
 * Random numbers by place: splitmix64 (Steele, Lea and Flood 2014), whose n-th number needs none of those before it. The same
 * data for every index that is measured, here and elsewhere.
 */
public final class Splitmix {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long seed;

    /** The numbers of a seed. */
    public Splitmix(long seed) {
        this.seed = seed;
    }

    /** The n-th number, from 0. */
    public long at(long n) {
        long z = seed + (n + 1) * STEP;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
