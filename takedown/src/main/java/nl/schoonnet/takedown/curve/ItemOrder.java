// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Orders of many items, by sorting numbers: millions of items are in order some times sooner than by comparing them. Sums
 * taken in such an order don't depend on the order in which the items came.
 */
public final class ItemOrder {
    private ItemOrder() {}

    /**
     * Items in order of a number.
     *
     * @param items numbers of items, 0 or more
     * @param number what an item is ordered by; numbers that differ only in their lowest bits, as many as a place takes,
     *     are slow to tell apart. For instance {@link Double#doubleToLongBits} of a time that isn't negative
     * @param rest compares two items of the same number, as {@link Integer#compare} does
     * @return the items in that order; those that are equal in all stay in the order of their own numbers
     */
    public static int[] by(int[] items, IntToLongFunction number, IntBinaryOperator rest) {
        int most = Arrays.stream(items).max().orElse(0);
        long own = Math.max(1, Integer.highestOneBit(most) * 2L) - 1;
        // The item stands in the lowest bits of what is sorted; numbers that differ only there are told apart below.
        long[] keys = Arrays.stream(items)
                .mapToLong(item -> (number.applyAsLong(item) & ~own) | item)
                .toArray();
        Arrays.parallelSort(keys);
        int[] order = Arrays.stream(keys).mapToInt(key -> (int) (key & own)).toArray();
        int from = 0;
        while (from < order.length) {
            int to = from + 1;
            boolean ascending = true;
            while (to < order.length && (keys[to] & ~own) == (keys[from] & ~own)) {
                ascending &= compare(order[to - 1], order[to], number, rest) <= 0;
                to++;
            }
            if (!ascending) {
                int[] sorted = Arrays.stream(order, from, to)
                        .boxed()
                        .sorted((a, b) -> compare(a, b, number, rest))
                        .mapToInt(i -> i)
                        .toArray();
                System.arraycopy(sorted, 0, order, from, sorted.length);
            }
            from = to;
        }
        return order;
    }

    private static int compare(int a, int b, IntToLongFunction number, IntBinaryOperator rest) {
        int byNumber = Long.compare(number.applyAsLong(a), number.applyAsLong(b));
        return byNumber == 0 ? rest.applyAsInt(a, b) : byNumber;
    }

    /**
     * Items in order of a number, of which those of the same number stay as they are.
     *
     * @param number as in {@link #by}
     */
    public static int[] stable(int[] items, IntToLongFunction number) {
        int[] place = IntStream.range(0, items.length).toArray();
        int[] order = by(place, k -> number.applyAsLong(items[k]), (a, b) -> 0);
        return Arrays.stream(order).map(k -> items[k]).toArray();
    }
}
