// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import nl.schoonnet.takedown.curve.ItemOrder;
import nl.schoonnet.takedown.share.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What is online, and for how long already: the stock of open items at any instant, and the hours they were open beyond an
 * age.
 *
 * <p>An item that ended in (left, right] is surely open from its origin through {@code left} and possibly open until before
 * {@code right}; one that never was absent is possibly open for ever. So each figure is a range, not an estimate: ask for
 * nothing later than the cut-off of the data. Immutable; the order of the items carries no meaning.
 */
public final class Stock {

    /**
     * One item.
     *
     * @param origin the start of its clock
     * @param left when it was last known to be there, at or after the origin
     * @param right when it was first known to be gone, after left; null if it never was
     * @param group whose it is: the caller's number, 0 or more
     * @param weight 1, or its part for this group, or one over its inclusion probability
     */
    public record Item(
            Instant origin, Instant left, @Nullable Instant right, int group, double weight) {
        /** @throws IllegalArgumentException unless {@code origin <= left < right}, group and weight not negative */
        public Item {
            if (left.isBefore(origin) || (right != null && !right.isAfter(left))) {
                throw new IllegalArgumentException("An item breaks origin <= left < right.");
            }
            if (group < 0 || !(weight >= 0 && weight < Double.MAX_VALUE)) {
                throw new IllegalArgumentException("An item has a negative group or an impossible weight.");
            }
        }

        /** An item that counts whole. */
        public Item(Instant origin, Instant left, @Nullable Instant right, int group) {
            this(origin, left, right, group, 1);
        }
    }

    /**
     * Open items over time.
     *
     * @param beyond the age they had reached at least; zero for all that are open
     * @param at the instants, ascending
     * @param open surely open to possibly open at each
     */
    public record Series(Duration beyond, List<Instant> at, List<Interval> open) {
        /** The lists are copied. */
        public Series {
            at = List.copyOf(at);
            open = List.copyOf(open);
        }
    }

    private static final Comparator<Item> REST =
            Comparator.comparing(Item::left).thenComparingLong(Stock::end).thenComparingDouble(Item::weight);

    private static final long NEVER = Long.MAX_VALUE;
    private static final double NANOS_PER_HOUR = 3.6e12;

    /** Sorted by group, so that a group is a run. */
    private final int[] group;

    private final long[] origin;
    private final long[] left;
    private final long[] right;
    private final double[] weight;

    private Stock(int[] group, long[] origin, long[] left, long[] right, double[] weight) {
        this.group = group;
        this.origin = origin;
        this.left = left;
        this.right = right;
        this.weight = weight;
    }

    /** The stock of these items. */
    public static Stock of(Collection<Item> items) {
        Item[] all = items.toArray(Item[]::new);
        long[] origins =
                Arrays.stream(all).mapToLong(item -> nanos(item.origin)).toArray();
        int[] order = ItemOrder.stable(
                ItemOrder.by(
                        IntStream.range(0, all.length).toArray(),
                        i -> origins[i],
                        (i, j) -> REST.compare(all[i], all[j])),
                i -> (long) all[i].group << Integer.SIZE);
        int[] group = new int[all.length];
        long[] origin = new long[all.length];
        long[] left = new long[all.length];
        long[] right = new long[all.length];
        double[] weight = new double[all.length];
        for (int k = 0; k < all.length; k++) {
            Item item = all[order[k]];
            group[k] = item.group;
            origin[k] = origins[order[k]];
            left[k] = nanos(item.left);
            right[k] = end(item);
            weight[k] = item.weight;
        }
        return new Stock(group, origin, left, right, weight);
    }

    private static long end(Item item) {
        return item.right == null ? NEVER : nanos(item.right);
    }

    /** Nanoseconds since 1970, exact until the year 2262. */
    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /** The groups with at least one item, ascending. */
    public int[] groups() {
        return Arrays.stream(group).distinct().toArray();
    }

    /**
     * All items open at each instant and at least {@code beyond} old.
     *
     * @param at strictly ascending
     * @param beyond zero or more
     */
    public Series series(List<Instant> at, Duration beyond) {
        return series(0, group.length, at, beyond);
    }

    /** The same of one group. */
    public Series series(int ofGroup, List<Instant> at, Duration beyond) {
        return series(first(ofGroup), first(ofGroup + 1), at, beyond);
    }

    private int first(int ofGroup) {
        int low = 0;
        int high = group.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (group[middle] < ofGroup) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Series series(int from, int to, List<Instant> at, Duration beyond) {
        long[] grid = at.stream().mapToLong(Stock::nanos).toArray();
        for (int g = 1; g < grid.length; g++) {
            if (grid[g] <= grid[g - 1]) {
                throw new IllegalArgumentException("The instants of a series must ascend.");
            }
        }
        long age = age(beyond);
        double[] surely = new double[grid.length + 1];
        double[] possibly = new double[grid.length + 1];
        for (int i = from; i < to; i++) {
            int start = notBefore(grid, Math.addExact(origin[i], age));
            add(surely, start, notBefore(grid, left[i] + 1), weight[i]);
            add(possibly, start, right[i] == NEVER ? grid.length : notBefore(grid, right[i]), weight[i]);
        }
        Interval[] open = new Interval[grid.length];
        double low = 0;
        double high = 0;
        for (int g = 0; g < grid.length; g++) {
            low += surely[g];
            high += possibly[g];
            double floor = Math.max(0, low);
            open[g] = new Interval(floor, Math.max(floor, high));
        }
        return new Series(beyond, at, List.of(open));
    }

    private static long age(Duration beyond) {
        if (beyond.isNegative()) {
            throw new IllegalArgumentException("An age can't be negative.");
        }
        return beyond.toNanos();
    }

    /** The first instant of the grid at or after {@code instant}, the grid's length if there is none. */
    private static int notBefore(long[] grid, long instant) {
        int at = Arrays.binarySearch(grid, instant);
        return at >= 0 ? at : -at - 1;
    }

    private static void add(double[] change, int start, int end, double weight) {
        if (start < end) {
            change[start] += weight;
            change[end] -= weight;
        }
    }

    /**
     * Item-hours within [from, to) that items were open at an age of {@code beyond} or more: surely to possibly.
     *
     * @param to not before from, and not after the cut-off of the data
     * @param beyond zero or more: the norm
     */
    public Interval itemHours(Instant from, Instant to, Duration beyond) {
        return itemHours(0, group.length, from, to, beyond);
    }

    /** The same of one group. */
    public Interval itemHours(int ofGroup, Instant from, Instant to, Duration beyond) {
        return itemHours(first(ofGroup), first(ofGroup + 1), from, to, beyond);
    }

    private Interval itemHours(int first, int end, Instant from, Instant to, Duration beyond) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A period can't end before it starts.");
        }
        long start = nanos(from);
        long stop = nanos(to);
        long age = age(beyond);
        double low = 0;
        double high = 0;
        for (int i = first; i < end; i++) {
            long old = Math.max(start, Math.addExact(origin[i], age));
            low += weight[i] * Math.max(0, Math.min(left[i], stop) - old) / NANOS_PER_HOUR;
            high += weight[i] * Math.max(0, Math.min(right[i], stop) - old) / NANOS_PER_HOUR;
        }
        return new Interval(low, Math.max(low, high));
    }
}
