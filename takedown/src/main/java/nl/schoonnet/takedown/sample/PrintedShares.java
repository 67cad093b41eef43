// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.takedown.share.ShareInterval;

/**
 * A table of shares as somebody printed it: a number of items and their percentages in classes that exclude each other and
 * leave nothing out.
 *
 * @param items the number of items, at least 1
 * @param percentages as printed; the digits after the point say how they were rounded: {@code 87} means 86.5 to 87.5, both
 *     ends included since nobody prints how halves were rounded
 */
public record PrintedShares(long items, List<BigDecimal> percentages) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What a printed table turns out to be. */
    public sealed interface Finding {}

    /**
     * It can be true.
     *
     * @param counts one set of whole counts that add up to the items and round to the percentages, the nearest to them
     * @param shares the share of each count with a Wilson interval; its {@code clustersKnown} is false: nothing was printed
     *     about clusters, and where items end together the interval is too short
     */
    public record Possible(List<Long> counts, List<ShareInterval> shares) implements Finding {}

    /**
     * The percentages don't add up to 100, even allowing for rounding.
     *
     * @param sum what they add up to
     * @param slack how much rounding can explain
     */
    public record NotAHundred(BigDecimal sum, BigDecimal slack) implements Finding {}

    /** No whole counts of so many items round to the percentages. */
    public record NoSuchCounts() implements Finding {}

    /** @throws IllegalArgumentException without items or percentages, or with one outside 0 to 100 */
    public PrintedShares {
        percentages = List.copyOf(percentages);
        if (items < 1 || percentages.isEmpty() || !percentages.stream().allMatch(PrintedShares::isPercentage)) {
            throw new IllegalArgumentException("A printed table needs items and percentages from 0 to 100.");
        }
    }

    static boolean isPercentage(BigDecimal percent) {
        return percent.signum() >= 0 && percent.compareTo(HUNDRED) <= 0;
    }

    /** A table from percentages as text, such as {@code "87"} and {@code "93.57"}. */
    public static PrintedShares of(long items, String... percentages) {
        return new PrintedShares(
                items, List.of(percentages).stream().map(BigDecimal::new).toList());
    }

    /** Checks the table. */
    public Finding check() {
        BigDecimal sum = percentages.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal slack = percentages.stream().map(PrintedShares::halfUnit).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.subtract(HUNDRED).abs().compareTo(slack) > 0) {
            return new NotAHundred(sum, slack);
        }
        return counts().<Finding>map(counts -> new Possible(
                        counts,
                        counts.stream()
                                .map(count -> ShareInterval.unclustered(count, 0, items))
                                .toList()))
                .orElseGet(NoSuchCounts::new);
    }

    /** Half a unit of the last digit printed. */
    static BigDecimal halfUnit(BigDecimal percent) {
        return BigDecimal.valueOf(5, Math.max(0, percent.scale()) + 1);
    }

    /** Starts each count at its nearest and moves those that are off least, until they add up. */
    private Optional<List<Long>> counts() {
        int classes = percentages.size();
        long[] lowest = new long[classes];
        long[] highest = new long[classes];
        long[] count = new long[classes];
        long missing = items;
        for (int c = 0; c < classes; c++) {
            BigDecimal percent = percentages.get(c);
            lowest[c] = Math.max(0, ofItems(percent.subtract(halfUnit(percent)), RoundingMode.CEILING));
            highest[c] = Math.min(items, ofItems(percent.add(halfUnit(percent)), RoundingMode.FLOOR));
            if (lowest[c] > highest[c]) {
                return Optional.empty();
            }
            count[c] = Math.clamp(ofItems(percent, RoundingMode.HALF_UP), lowest[c], highest[c]);
            missing -= count[c];
        }
        // Spread what is missing over the classes in turn, so that none strays further from its print than it must.
        while (missing != 0) {
            int step = Long.signum(missing);
            List<Integer> free = new ArrayList<>();
            for (int c = 0; c < classes; c++) {
                if (step > 0 ? count[c] < highest[c] : count[c] > lowest[c]) {
                    free.add(c);
                }
            }
            if (free.isEmpty()) {
                return Optional.empty();
            }
            long each = Math.max(1, Math.abs(missing) / free.size());
            for (int c : free) {
                long room = step > 0 ? highest[c] - count[c] : count[c] - lowest[c];
                long moved = Math.min(Math.min(each, room), Math.abs(missing));
                count[c] += step * moved;
                missing -= step * moved;
            }
        }
        List<Long> counts = new ArrayList<>();
        for (long c : count) {
            counts.add(c);
        }
        return Optional.of(List.copyOf(counts));
    }

    private long ofItems(BigDecimal percent, RoundingMode rounding) {
        return BigDecimal.valueOf(items)
                .multiply(percent)
                .divide(HUNDRED, 0, rounding)
                .longValueExact();
    }
}
