// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.OptionalDouble;

/** {@link Npmle#conditionalTau()}, by a sweep from late to early ends over counts by entry, in n log n. */
final class NpmleEntryTau {
    private NpmleEntryTau() {}

    static OptionalDouble of(CensoredSample sample) {
        if (!sample.truncated()) {
            return anyOutlasts(sample) ? OptionalDouble.of(0) : OptionalDouble.empty();
        }
        int n = sample.size();
        double[] entries = new double[n];
        Arrays.setAll(entries, sample::entry);
        Arrays.sort(entries);
        int[] byLeft = orderBy(n, sample::left);
        int[] byRight = orderBy(n, sample::right);
        double[] tree = new double[n + 1];
        double later = 0;
        double earlier = 0;
        double same = 0;
        int next = n - 1;
        for (int k = n - 1; k >= 0; k--) {
            int i = byRight[k];
            if (sample.rightCensored(i) || sample.weight(i) == 0) {
                continue;
            }
            // everybody seen at or after the latest possible end of item i outlasted it
            for (; next >= 0 && sample.left(byLeft[next]) >= sample.right(i); next--) {
                int j = byLeft[next];
                add(tree, below(entries, sample.entry(j)) + 1, sample.weight(j));
            }
            double before = sum(tree, below(entries, sample.entry(i)));
            double upTo = sum(tree, atMost(entries, sample.entry(i)));
            double together = sum(tree, atMost(entries, sample.left(i)));
            double perhaps = sum(tree, below(entries, sample.right(i)));
            double w = sample.weight(i);
            earlier += w * before;
            same += w * (upTo - before);
            later += w * (together - upTo + (perhaps - together) / 2);
        }
        double pairs = earlier + same + later;
        return pairs > 0 ? OptionalDouble.of((later - earlier) / pairs) : OptionalDouble.empty();
    }

    /** Whether any item is known to have outlasted another; where all entered alike that says nothing of entries. */
    private static boolean anyOutlasts(CensoredSample sample) {
        double firstEnd = Double.POSITIVE_INFINITY;
        double lastSeen = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.weight(i) > 0) {
                firstEnd = Math.min(firstEnd, sample.right(i));
                lastSeen = Math.max(lastSeen, sample.left(i));
            }
        }
        return lastSeen >= firstEnd;
    }

    private interface Column {
        double at(int i);
    }

    private static int[] orderBy(int n, Column column) {
        double[] sorted = new double[n];
        Arrays.setAll(sorted, column::at);
        Arrays.sort(sorted);
        int[] next = new int[n + 1];
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int rank = below(sorted, column.at(i));
            order[rank + next[rank]++] = i;
        }
        return order;
    }

    /** How many of the sorted values are smaller. */
    private static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int atMost(double[] sorted, double value) {
        return below(sorted, Math.nextUp(value));
    }

    /** Adds to a Fenwick tree at a 1-based place. */
    private static void add(double[] tree, int place, double value) {
        for (int p = place; p < tree.length; p += p & -p) {
            tree[p] += value;
        }
    }

    private static double sum(double[] tree, int places) {
        double sum = 0;
        for (int p = places; p > 0; p -= p & -p) {
            sum += tree[p];
        }
        return sum;
    }
}
