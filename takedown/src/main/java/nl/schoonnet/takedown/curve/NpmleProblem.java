// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a sample once only its candidates matter: to maximise over hazards {@code h >= 0} in the candidates
 *
 * <pre>l(h) = sum over rows of weight * ln(1 - exp(-(h[first] + ... + h[last])))
 *        - sum over candidates of survived * h</pre>
 *
 * <p>which is concave (MEASUREMENT.md section 3). Made from ranked items and their weights in time linear in both; items of
 * weight 0 don't exist for it. Its arrays are not changed once it is made.
 */
final class NpmleProblem {
    final int candidates;

    /** Start of each candidate, hours; the arrays by candidate may be longer than there are candidates. */
    final double[] left;

    /** End of each candidate, hours. */
    final double[] right;

    /** Weight of the items that entered before a candidate and were seen after it. */
    final double[] survived;

    /**
     * Candidates in which something ended though nothing is known to have survived them. Their best hazard is infinite,
     * which satisfies every item that may have ended there; those items have no row. Nobody's interval or time under
     * observation reaches over, but for those: what lies behind is a problem of its own, given that somebody is still
     * there.
     */
    final boolean[] certain;

    /** Hazards to start from, 0 where there is none. */
    final double[] given;

    final int rows;

    /** First candidate inside the interval of a row of items that ended; the arrays by row may be longer than there are. */
    final int[] first;

    /** Last candidate inside it. */
    final int[] last;

    /** Summed weight of the row. */
    final double[] weight;

    /** Summed weight of all items, also of those without a row. */
    final double totalWeight;

    /**
     * Reduces ranked items to candidates and rows.
     *
     * @param times the distinct times, ascending
     * @param item the items in the order of their left, then right ranks; the three ranks are in this order
     * @param weights by item
     * @param start an estimate to start from, or null
     */
    NpmleProblem(
            double[] times,
            int[] item,
            int[] entryRank,
            int[] leftRank,
            int[] rightRank,
            double[] weights,
            @Nullable NpmleFit start) {
        boolean[] begins = new boolean[times.length];
        boolean[] ends = new boolean[times.length];
        double total = 0;
        for (int i = 0; i < item.length; i++) {
            double w = weights[item[i]];
            if (w > 0) {
                total += w;
                begins[leftRank[i]] = true;
                if (entryRank[i] < leftRank[i]) {
                    ends[entryRank[i]] = true;
                }
                if (rightRank[i] < times.length) {
                    ends[rightRank[i]] = true;
                }
            }
        }
        totalWeight = total;

        // closed: how many candidates end at or before a time
        int[] closed = new int[times.length];
        // home: the candidate to which hazard in the cell that ends at a time may move without loss
        int[] home = new int[times.length];
        left = new double[times.length];
        right = new double[times.length];
        int count = 0;
        int open = -1;
        for (int r = 0; r < times.length; r++) {
            home[r] = open >= 0 ? count : count - 1;
            if (ends[r] && open >= 0) {
                left[count] = times[open];
                right[count] = times[r];
                count++;
                open = -1;
            }
            closed[r] = count;
            if (begins[r]) {
                open = r;
            }
        }
        candidates = count;

        survived = new double[candidates + 1];
        // counts beside weights: a sum of weights that should be 0 needn't be, a sum of counts is
        int[] survivors = new int[candidates + 1];
        int[] ended = new int[candidates + 1];
        for (int i = 0; i < item.length; i++) {
            double w = weights[item[i]];
            if (w > 0) {
                int entered = closed[entryRank[i]];
                int seen = closed[leftRank[i]];
                survived[entered] += w;
                survived[seen] -= w;
                survivors[entered]++;
                survivors[seen]--;
                if (rightRank[i] < times.length) {
                    ended[seen]++;
                    ended[closed[rightRank[i]]]--;
                }
            }
        }
        certain = new boolean[candidates];
        double sum = 0;
        for (int j = 0; j < candidates; j++) {
            sum += survived[j];
            survived[j] = survivors[j] == 0 ? 0 : Math.max(sum, Double.MIN_NORMAL);
            certain[j] = survivors[j] == 0 && ended[j] > 0;
            survivors[j + 1] += survivors[j];
            ended[j + 1] += ended[j];
        }
        int[] nextCertain = new int[candidates + 1];
        nextCertain[candidates] = candidates;
        for (int j = candidates - 1; j >= 0; j--) {
            nextCertain[j] = certain[j] ? j : nextCertain[j + 1];
        }

        first = new int[item.length];
        last = new int[item.length];
        weight = new double[item.length];
        int used = 0;
        for (int i = 0; i < item.length; i++) {
            double w = weights[item[i]];
            if (w > 0 && rightRank[i] < times.length) {
                int from = closed[leftRank[i]];
                int to = closed[rightRank[i]] - 1;
                if (nextCertain[from] <= to) {
                    continue;
                }
                if (used > 0 && first[used - 1] == from && last[used - 1] == to) {
                    weight[used - 1] += w;
                } else {
                    first[used] = from;
                    last[used] = to;
                    weight[used++] = w;
                }
            }
        }
        rows = used;

        given = new double[candidates];
        for (int s = 0; start != null && s < start.hazards(); s++) {
            int rank = Arrays.binarySearch(times, start.hazardRight(s));
            if (rank >= 0 && home[rank] >= 0 && home[rank] < candidates && !certain[home[rank]]) {
                given[home[rank]] += start.hazard(s);
            }
        }
    }
}
