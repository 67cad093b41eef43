// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Independent random streams from one seed, one per purpose and key. A stream depends on nothing but the seed, its purpose
 * and its key: a new purpose leaves the draws of all others as they were.
 */
record Streams(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The stream for a purpose and one thing, for instance one item. */
    SplittableRandom of(String purpose, long key) {
        return new SplittableRandom(scrambled(purpose, key));
    }

    /**
     * Chooses a fixed share of a population, at least {@code fewest} as long as there are so many: a quota, so that what
     * must happen also happens in a small year.
     */
    <T> Set<T> choose(String purpose, List<T> population, double share, int fewest, ToLongFunction<T> key) {
        int count = (int) Math.min(population.size(), Math.max(fewest, Math.round(share * population.size())));
        return population.stream()
                .sorted(Comparator.comparingLong(one -> scrambled(purpose, key.applyAsLong(one))))
                .limit(count)
                .collect(Collectors.toUnmodifiableSet());
    }

    private long scrambled(String purpose, long key) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
        }
        return mixed(mixed(seed + GOLDEN) ^ mixed(hash) ^ mixed(key * GOLDEN + 1));
    }

    /** The finaliser of MurmurHash3 in the variant of SplittableRandom (Stafford's mix 13). */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
