// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ItemOrderTests {
    private static final int RUNS = 200;

    @Test
    void items_come_by_their_number_then_by_what_tells_equals_apart_then_by_their_place() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < RUNS; run++) {
            long[] number = numbers(random);
            int[] rest = random.ints(number.length, 0, 3).toArray();
            int[] expected = sorted(
                    number.length,
                    Comparator.<Integer>comparingLong(i -> number[i]).thenComparingInt(i -> rest[i]));

            int[] order = ItemOrder.by(
                    IntStream.range(0, number.length).toArray(),
                    i -> number[i],
                    (a, b) -> Integer.compare(rest[a], rest[b]));

            assertThat(order).isEqualTo(expected);
        }
    }

    @Test
    void items_of_the_same_number_stay_as_they_are() {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < RUNS; run++) {
            long[] number = numbers(random);
            int[] items = sorted(number.length, Comparator.comparingInt(i -> -i));
            int[] expected = Arrays.stream(items)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> number[i]))
                    .mapToInt(i -> i)
                    .toArray();

            assertThat(ItemOrder.stable(items, i -> number[i])).isEqualTo(expected);
        }
    }

    @Test
    void times_come_in_their_order_as_the_bits_of_their_numbers() {
        double[] hours = new SplittableRandom(3).doubles(1_000, 0, 1e-3).toArray();
        int[] expected = sorted(hours.length, Comparator.comparingDouble(i -> hours[i]));

        int[] order = ItemOrder.by(
                IntStream.range(0, hours.length).toArray(), i -> Double.doubleToLongBits(hours[i]), (a, b) -> 0);

        assertThat(order).isEqualTo(expected);
    }

    @Test
    void nothing_has_an_order_too() {
        assertThat(ItemOrder.by(new int[0], i -> i, (a, b) -> 0)).isEmpty();
        assertThat(ItemOrder.stable(new int[0], i -> i)).isEmpty();
    }

    /** Few and many, equal ones, ones that differ in their lowest bits, negative and extreme ones. */
    private static long[] numbers(SplittableRandom random) {
        int n = 1 + random.nextInt(300);
        long scale = random.nextBoolean() ? 1 : 1L << random.nextInt(1, 60);
        long[] numbers = random.longs(n, -5, 6)
                .map(x -> x * scale + (x % 2 == 0 ? 1 : 0))
                .toArray();
        numbers[random.nextInt(n)] = Long.MAX_VALUE;
        numbers[random.nextInt(n)] = Long.MIN_VALUE;
        return numbers;
    }

    private static int[] sorted(int n, Comparator<Integer> comparator) {
        return IntStream.range(0, n).boxed().sorted(comparator).mapToInt(i -> i).toArray();
    }
}
