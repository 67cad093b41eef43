// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Who was at risk and who ended, at each distinct time at which an item ended: what Kaplan-Meier and Aalen-Johansen stand
 * on. At risk in {@code (entry, time]}, so ends come before censorings and before entries at the same time.
 *
 * <p>All sums run over the items in the sample's own sorted order: a permuted sample gives the same bits.
 */
final class EndTable {
    final double[] time;
    final double[] atRisk;
    /** Per cause (as in {@link #causes}) and time. */
    final double[][] ended;

    final int[] causes;
    final double lastTime;

    /** Ascending times at which items leave and at which they enter, with the weight that leaves or enters there or later. */
    private final double[] leaving;

    private final double[] leavingFrom;
    private final double[] entering;
    private final double[] enteringFrom;

    EndTable(ExactSample sample) {
        int[] byTime = counted(sample, sample.byTime());
        int[] byEntry = Arrays.stream(counted(sample, sample.byEntry()))
                .filter(i -> sample.entry(i) > 0)
                .toArray();
        leaving = Arrays.stream(byTime).mapToDouble(sample::time).toArray();
        leavingFrom = sumsFrom(sample, byTime);
        entering = Arrays.stream(byEntry).mapToDouble(sample::entry).toArray();
        enteringFrom = sumsFrom(sample, byEntry);
        lastTime = leaving.length == 0 ? 0 : leaving[leaving.length - 1];
        causes = Arrays.stream(byTime)
                .map(sample::cause)
                .filter(c -> c > 0)
                .sorted()
                .distinct()
                .toArray();
        time = Arrays.stream(byTime)
                .filter(i -> sample.cause(i) > 0)
                .mapToDouble(sample::time)
                .distinct()
                .toArray();
        ended = new double[causes.length][time.length];
        int k = -1;
        for (int i : byTime) {
            if (sample.cause(i) > 0) {
                if (k < 0 || sample.time(i) != time[k]) {
                    k++;
                }
                ended[Arrays.binarySearch(causes, sample.cause(i))][k] += sample.weight(i);
            }
        }
        atRisk = new double[time.length];
        Arrays.setAll(atRisk, j -> Math.max(atRisk(time[j]), endedAt(j)));
    }

    private static int[] counted(ExactSample sample, int[] order) {
        return Arrays.stream(order)
                .filter(i -> sample.weight(i) > 0 && sample.everAtRisk(i))
                .toArray();
    }

    private static double[] sumsFrom(ExactSample sample, int[] order) {
        double[] sums = new double[order.length + 1];
        for (int j = order.length - 1; j >= 0; j--) {
            sums[j] = sums[j + 1] + sample.weight(order[j]);
        }
        return sums;
    }

    /** The weight at risk at a time: there just before it, and not ended or censored before it. */
    double atRisk(double hours) {
        double reached = leavingFrom[firstAtLeast(leaving, hours)];
        double left = reached - enteringFrom[firstAtLeast(entering, hours)];
        return left <= 1e-12 * reached ? 0 : left;
    }

    /** The weight of ends of any cause at step {@code k}. */
    double endedAt(int k) {
        double sum = 0;
        for (double[] ofCause : ended) {
            sum += ofCause[k];
        }
        return sum;
    }

    /** What is left of the risk set after step {@code k}: exactly 0 if all of it ended. */
    double leftAfter(int k) {
        double left = atRisk[k] - endedAt(k);
        return left <= 1e-12 * atRisk[k] ? 0 : left;
    }

    /** The last step at or before a time, -1 before the first. */
    int stepAt(double hours) {
        if (Double.isNaN(hours)) {
            throw new IllegalArgumentException("A time is a number of hours.");
        }
        int found = Arrays.binarySearch(time, hours);
        return found >= 0 ? found : -found - 2;
    }

    /** The same table with one cause only: all other ends become censorings. */
    EndTable onlyCause(int cause) {
        int c = Arrays.binarySearch(causes, cause);
        int[] kept = c < 0
                ? new int[0]
                : IntStream.range(0, time.length).filter(k -> ended[c][k] > 0).toArray();
        return new EndTable(this, c, kept);
    }

    private EndTable(EndTable all, int c, int[] kept) {
        leaving = all.leaving;
        leavingFrom = all.leavingFrom;
        entering = all.entering;
        enteringFrom = all.enteringFrom;
        lastTime = all.lastTime;
        causes = c < 0 ? new int[0] : new int[] {all.causes[c]};
        time = Arrays.stream(kept).mapToDouble(k -> all.time[k]).toArray();
        atRisk = Arrays.stream(kept).mapToDouble(k -> all.atRisk[k]).toArray();
        ended = c < 0
                ? new double[0][0]
                : new double[][] {
                    Arrays.stream(kept).mapToDouble(k -> all.ended[c][k]).toArray()
                };
    }

    /** The first place in an ascending array (ties allowed) with a value of at least {@code value}. */
    private static int firstAtLeast(double[] ascending, double value) {
        int from = 0;
        int to = ascending.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ascending[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
