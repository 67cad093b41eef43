// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The sieve's log-likelihood over given cells, and its exact maximum.
 *
 * <p>Unknowns are the increments m_k &gt;= 0 of the cumulative hazard over the cells (e_k, e_k+1], within which it runs
 * straight. With x_i = H(R_i) - H(L_i), linear in m,
 *
 * <pre>l(m) = sum w_i [ -(H(L_i) - H(E_i)) + ln(1 - exp(-x_i)) ]</pre>
 *
 * is concave: Newton steps, each the exact solution of its quadratic programme over m &gt;= 0 (active set as Lawson and
 * Hanson 1974, chapter 23), with a backtracking line search. An interval covers two broken cells and whole ones between, so
 * one item costs the same whatever the number of cells. Items are taken in sorted order: a permuted sample gives the same
 * bits. Immutable; one thread per call.
 */
final class SieveProblem {
    private static final double GAP = 1e-10;
    private static final int MAX_STEPS = 200;

    private final CensoredSample sample;
    /** Edges of the cells, ascending from 0; the last is the end of the data. */
    final double[] edges;

    final int cells;
    private final int[] order;
    private final int[] cellOfEntry;
    private final int[] cellOfLeft;
    private final int[] cellOfRight;
    private final double[] placeOfEntry;
    private final double[] placeOfLeft;
    private final double[] placeOfRight;

    SieveProblem(CensoredSample sample, double[] edges) {
        this(sample, edges, sortedOrder(sample));
    }

    private SieveProblem(CensoredSample sample, double[] edges, int[] order) {
        this.sample = sample;
        this.edges = edges.clone();
        this.cells = edges.length - 1;
        this.order = order;
        int n = order.length;
        cellOfEntry = new int[n];
        cellOfLeft = new int[n];
        cellOfRight = new int[n];
        placeOfEntry = new double[n];
        placeOfLeft = new double[n];
        placeOfRight = new double[n];
        for (int j = 0; j < n; j++) {
            int i = order[j];
            cellOfEntry[j] = cellOf(sample.entry(i));
            placeOfEntry[j] = placeIn(cellOfEntry[j], sample.entry(i));
            cellOfLeft[j] = cellOf(sample.left(i));
            placeOfLeft[j] = placeIn(cellOfLeft[j], sample.left(i));
            if (sample.rightCensored(i)) {
                cellOfRight[j] = -1;
            } else {
                cellOfRight[j] = cellOf(sample.right(i));
                placeOfRight[j] = placeIn(cellOfRight[j], sample.right(i));
            }
        }
    }

    private static int[] sortedOrder(CensoredSample sample) {
        return IntStream.range(0, sample.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(sample::left)
                        .thenComparingDouble(sample::right)
                        .thenComparingDouble(sample::entry)
                        .thenComparingInt(sample::cluster)
                        .thenComparingDouble(sample::weight))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The same items over other cells. */
    SieveProblem over(double[] otherEdges) {
        return new SieveProblem(sample, otherEdges, order);
    }

    /** The cell (e_k, e_k+1] that holds a time; hour 0 belongs to the first. */
    int cellOf(double hours) {
        int found = Arrays.binarySearch(edges, hours);
        int cell = found >= 0 ? found - 1 : -found - 2;
        return Math.clamp(cell, 0, cells - 1);
    }

    private double placeIn(int cell, double hours) {
        return (hours - edges[cell]) / (edges[cell + 1] - edges[cell]);
    }

    /** H(t) for increments m. */
    double cumulativeHazard(double[] increments, double hours) {
        int cell = cellOf(hours);
        double sum = 0;
        for (int k = 0; k < cell; k++) {
            sum += increments[k];
        }
        return sum + increments[cell] * placeIn(cell, hours);
    }

    /** The fractions of the cells that lie in (from, to]. */
    double[] fractions(double from, double to) {
        double[] result = new double[cells];
        for (int k = 0; k < cells; k++) {
            double overlap = Math.min(to, edges[k + 1]) - Math.max(from, edges[k]);
            result[k] = Math.max(0, overlap) / (edges[k + 1] - edges[k]);
        }
        return result;
    }

    /** Weights given per item of the sample, put in the order of this class. */
    double[] inOrder(double[] weights) {
        double[] result = new double[order.length];
        Arrays.setAll(result, j -> weights[order[j]]);
        return result;
    }

    /** The sample's own weights, in the order of this class. */
    double[] ownWeights() {
        double[] result = new double[order.length];
        Arrays.setAll(result, j -> sample.weight(order[j]));
        return result;
    }

    /** Whether every item has weight 1 and a cluster of its own. */
    boolean plain() {
        return Arrays.stream(order).allMatch(i -> sample.weight(i) == 1)
                && Arrays.stream(order).map(sample::cluster).distinct().count() == order.length;
    }

    /** The part of each increment that items are known to have outlived: sum of w times the fraction of the cell in (E, L]. */
    double[] outlived(double[] weights) {
        double[] partial = new double[cells];
        double[] whole = new double[cells + 1];
        for (int j = 0; j < order.length; j++) {
            int a = cellOfEntry[j];
            int b = cellOfLeft[j];
            double w = weights[j];
            if (a == b) {
                partial[a] += w * (placeOfLeft[j] - placeOfEntry[j]);
            } else {
                partial[a] += w * (1 - placeOfEntry[j]);
                partial[b] += w * placeOfLeft[j];
                whole[a + 1] += w;
                whole[b] -= w;
            }
        }
        double covering = 0;
        for (int k = 0; k < cells; k++) {
            covering += whole[k];
            partial[k] += covering;
        }
        return partial;
    }

    /** A start that gives every interval some hazard: one constant rate. */
    double[] start(double[] weights) {
        double ends = 0;
        double hours = 0;
        for (int j = 0; j < order.length; j++) {
            int i = order[j];
            hours += weights[j] * (sample.left(i) - sample.entry(i));
            if (cellOfRight[j] >= 0) {
                ends += weights[j];
                hours += weights[j] * 0.5 * (sample.right(i) - sample.left(i));
            }
        }
        double rate = hours > 0 ? ends / hours : 0;
        double[] increments = new double[cells];
        Arrays.setAll(increments, k -> rate * (edges[k + 1] - edges[k]));
        return increments;
    }

    /**
     * The maximum of l(m) + tilt * (slope . m) over m &gt;= 0.
     *
     * @param outlived {@link #outlived} for these weights
     */
    Solution maximise(double[] weights, double[] outlived, double[] start, double[] slope, double tilt) {
        double[] linear = new double[cells];
        Arrays.setAll(linear, k -> tilt * slope[k] - outlived[k]);
        double total = Arrays.stream(weights).sum();
        double[] increments = start.clone();
        double[] prefix = new double[cells + 1];
        Curvature curvature = new Curvature(cells);
        double value = value(weights, linear, increments, prefix);
        double gap = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MAX_STEPS; step++) {
            double[] gradient = linear.clone();
            curvature.clear();
            derivatives(weights, increments, prefix, gradient, curvature);
            gap = gap(increments, gradient, total);
            if (gap <= GAP) {
                break;
            }
            double[][] hessian = curvature.matrix();
            double[] target = new QuadraticProgramme(hessian, gradient, increments).solve();
            double ascent = 0;
            for (int k = 0; k < cells; k++) {
                ascent += gradient[k] * (target[k] - increments[k]);
            }
            double length = 1;
            double[] next = target;
            double nextValue = value(weights, linear, next, prefix);
            while (!(nextValue >= value + 1e-4 * length * ascent) && length > 1e-12) {
                length /= 2;
                next = between(increments, target, length);
                nextValue = value(weights, linear, next, prefix);
            }
            if (!(nextValue > value || (nextValue == value && length == 1))) {
                break;
            }
            increments = next;
            value = nextValue;
        }
        double tilted = 0;
        for (int k = 0; k < cells; k++) {
            tilted += tilt * slope[k] * increments[k];
        }
        return new Solution(increments, value - tilted, gap);
    }

    /** The plain maximum. */
    Solution maximise(double[] weights, double[] start) {
        return maximise(weights, outlived(weights), start, new double[cells], 0);
    }

    private static double[] between(double[] from, double[] to, double length) {
        double[] result = new double[from.length];
        Arrays.setAll(result, k -> Math.max(0, from[k] + length * (to[k] - from[k])));
        return result;
    }

    /** How far one step along the gradient, cut off at 0, would move: 0 at the maximum and nowhere else. */
    private static double gap(double[] increments, double[] gradient, double total) {
        double gap = 0;
        for (int k = 0; k < increments.length; k++) {
            double moved = Math.max(0, increments[k] + gradient[k] / total);
            gap = Math.max(gap, Math.abs(moved - increments[k]));
        }
        return gap;
    }

    /** x = H(R) - H(L) of item j, summed from its parts so that a short interval keeps its precision. */
    private double mass(int j, double[] increments, double[] prefix) {
        int a = cellOfLeft[j];
        int b = cellOfRight[j];
        if (a == b) {
            return increments[a] * placeWithin(j);
        }
        return increments[a] * (1 - placeOfLeft[j]) + (prefix[b] - prefix[a + 1]) + increments[b] * placeOfRight[j];
    }

    /** The fraction of one cell that an interval within it covers. */
    private double placeWithin(int j) {
        int a = cellOfLeft[j];
        return (sample.right(order[j]) - sample.left(order[j])) / (edges[a + 1] - edges[a]);
    }

    private double value(double[] weights, double[] linear, double[] increments, double[] prefix) {
        prefixSums(increments, prefix);
        double sum = 0;
        for (int j = 0; j < order.length; j++) {
            if (cellOfRight[j] >= 0 && weights[j] > 0) {
                double x = mass(j, increments, prefix);
                // Two forms of ln(1 - exp(-x)), each exact on its side.
                sum += weights[j] * (x < 0.7 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x)));
            }
        }
        for (int k = 0; k < cells; k++) {
            sum += linear[k] * increments[k];
        }
        return sum;
    }

    private static void prefixSums(double[] increments, double[] prefix) {
        for (int k = 0; k < increments.length; k++) {
            prefix[k + 1] = prefix[k] + increments[k];
        }
    }

    private void derivatives(
            double[] weights, double[] increments, double[] prefix, double[] gradient, Curvature curvature) {
        prefixSums(increments, prefix);
        double[] whole = new double[cells + 1];
        for (int j = 0; j < order.length; j++) {
            if (cellOfRight[j] < 0 || weights[j] == 0) {
                continue;
            }
            int a = cellOfLeft[j];
            int b = cellOfRight[j];
            double odds = 1 / Math.expm1(mass(j, increments, prefix));
            double slope = weights[j] * odds;
            double bend = slope * (1 + odds);
            if (a == b) {
                double within = placeWithin(j);
                gradient[a] += slope * within;
                curvature.addWithin(a, bend * within * within);
            } else {
                double atLeft = 1 - placeOfLeft[j];
                gradient[a] += slope * atLeft;
                gradient[b] += slope * placeOfRight[j];
                whole[a + 1] += slope;
                whole[b] -= slope;
                curvature.add(a, atLeft, b, placeOfRight[j], bend);
            }
        }
        double covering = 0;
        for (int k = 0; k < cells; k++) {
            covering += whole[k];
            gradient[k] += covering;
        }
    }

    /** Expected weight of ends in each cell, given the intervals and the increments. */
    double[] expectedEnds(double[] weights, double[] increments) {
        double[] prefix = new double[cells + 1];
        prefixSums(increments, prefix);
        double[] ends = new double[cells];
        for (int j = 0; j < order.length; j++) {
            if (cellOfRight[j] < 0 || weights[j] == 0) {
                continue;
            }
            int a = cellOfLeft[j];
            int b = cellOfRight[j];
            if (a == b) {
                ends[a] += weights[j];
                continue;
            }
            double all = -Math.expm1(-mass(j, increments, prefix));
            double outlived = 0;
            for (int k = a; k <= b && all > 0; k++) {
                double part = k == a ? 1 - placeOfLeft[j] : k == b ? placeOfRight[j] : 1;
                double here = increments[k] * part;
                ends[k] += weights[j] * Math.exp(-outlived) * -Math.expm1(-here) / all;
                outlived += here;
            }
        }
        return ends;
    }

    /** Expected weight at risk just after each edge: entered by then, and not ended given the interval and the increments. */
    double[] expectedAtRisk(double[] weights, double[] increments) {
        double[] prefix = new double[cells + 1];
        prefixSums(increments, prefix);
        double[] atRisk = new double[cells];
        for (int j = 0; j < order.length; j++) {
            double entry = sample.entry(order[j]);
            double left = sample.left(order[j]);
            double all = cellOfRight[j] < 0 ? 0 : -Math.expm1(-mass(j, increments, prefix));
            for (int k = cellOfEntry[j]; k < cells && (edges[k] <= left || k <= cellOfRight[j]); k++) {
                if (edges[k] < entry) {
                    continue;
                }
                if (edges[k] <= left) {
                    atRisk[k] += weights[j];
                } else if (all > 0) {
                    int a = cellOfLeft[j];
                    double ended = -Math.expm1(-(increments[a] * (1 - placeOfLeft[j]) + prefix[k] - prefix[a + 1]));
                    atRisk[k] += weights[j] * Math.max(0, 1 - ended / all);
                }
            }
        }
        return atRisk;
    }

    /**
     * How many times larger the variance of (slope . m) is between clusters than if all items were independent: sandwich
     * over model-based variance, on the cells with an increment above 0.
     *
     * @return {@code NaN} with fewer than two clusters or where the slope has no information
     */
    double designEffect(double[] weights, double[] outlived, double[] increments, double[] slope) {
        double[] prefix = new double[cells + 1];
        double[] gradient = new double[cells];
        Curvature curvature = new Curvature(cells);
        derivatives(weights, increments, prefix, gradient, curvature);
        int[] free = IntStream.range(0, cells).filter(k -> increments[k] > 0).toArray();
        double[] direction = new double[cells];
        double[] solved = QuadraticProgramme.solve(
                curvature.matrix(),
                free,
                Arrays.stream(free).mapToDouble(k -> slope[k]).toArray());
        double model = 0;
        for (int f = 0; f < free.length; f++) {
            direction[free[f]] = solved[f];
            model += slope[free[f]] * solved[f];
        }
        double[] along = new double[cells + 1];
        prefixSums(direction, along);
        int[] clusters = Arrays.stream(order)
                .filter(i -> sample.weight(i) > 0)
                .map(sample::cluster)
                .sorted()
                .distinct()
                .toArray();
        if (clusters.length < 2 || !(model > 0)) {
            return Double.NaN;
        }
        double[] score = new double[clusters.length];
        for (int j = 0; j < order.length; j++) {
            if (weights[j] > 0) {
                double lived = along[cellOfLeft[j]]
                        + direction[cellOfLeft[j]] * placeOfLeft[j]
                        - along[cellOfEntry[j]]
                        - direction[cellOfEntry[j]] * placeOfEntry[j];
                double ended =
                        cellOfRight[j] < 0 ? 0 : mass(j, direction, along) / Math.expm1(mass(j, increments, prefix));
                score[Arrays.binarySearch(clusters, sample.cluster(order[j]))] += weights[j] * (ended - lived);
            }
        }
        double between = Arrays.stream(score).map(s -> s * s).sum() * clusters.length / (clusters.length - 1.0);
        return between / model;
    }

    /** A maximum: increments of the cumulative hazard per cell, l without any tilt, and the gap. */
    static final class Solution {
        private final double[] increments;
        private final double logLikelihood;
        private final double gap;

        Solution(double[] increments, double logLikelihood, double gap) {
            this.increments = increments;
            this.logLikelihood = logLikelihood;
            this.gap = gap;
        }

        /** Not to be changed. */
        double[] increments() {
            return increments;
        }

        double logLikelihood() {
            return logLikelihood;
        }

        /** The largest move of a projected gradient step of l / sum w. */
        double gap() {
            return gap;
        }
    }

    /**
     * Sums of outer products of vectors that have two broken cells and ones between: kept over the unit vectors and over the
     * sums of the first j of them, ten entries an item, and unfolded once.
     */
    private static final class Curvature {
        private final int cells;
        private final double[][] unitUnit;
        private final double[][] unitSum;
        private final double[][] sumSum;

        Curvature(int cells) {
            this.cells = cells;
            unitUnit = new double[cells][cells];
            unitSum = new double[cells][cells + 1];
            sumSum = new double[cells + 1][cells + 1];
        }

        void clear() {
            for (double[] row : unitUnit) {
                Arrays.fill(row, 0);
            }
            for (double[] row : unitSum) {
                Arrays.fill(row, 0);
            }
            for (double[] row : sumSum) {
                Arrays.fill(row, 0);
            }
        }

        void addWithin(int a, double square) {
            unitUnit[a][a] += square;
        }

        /** Adds bend * v v' for v = p at cell a, q at cell b &gt; a and 1 between; only a &lt;= b halves are kept. */
        void add(int a, double p, int b, double q, double bend) {
            unitUnit[a][a] += bend * p * p;
            unitUnit[b][b] += bend * q * q;
            unitUnit[a][b] += bend * p * q;
            if (b > a + 1) {
                unitSum[a][b] += bend * p;
                unitSum[a][a + 1] -= bend * p;
                unitSum[b][b] += bend * q;
                unitSum[b][a + 1] -= bend * q;
                sumSum[b][b] += bend;
                sumSum[a + 1][a + 1] += bend;
                sumSum[a + 1][b] -= bend;
            }
        }

        /** The full symmetric matrix. */
        double[][] matrix() {
            double[][] both = new double[cells + 1][cells + 1];
            for (int j = 0; j <= cells; j++) {
                for (int l = j; l <= cells; l++) {
                    both[j][l] = sumSum[j][l];
                    both[l][j] = sumSum[j][l];
                }
            }
            // sum over j > k, l > h of both[j][l], by suffix sums
            for (int j = cells; j >= 0; j--) {
                for (int l = cells; l >= 0; l--) {
                    double right = l < cells ? both[j][l + 1] : 0;
                    double down = j < cells ? both[j + 1][l] : 0;
                    double corner = j < cells && l < cells ? both[j + 1][l + 1] : 0;
                    both[j][l] += right + down - corner;
                }
            }
            double[][] mixed = new double[cells][cells + 2];
            for (int k = 0; k < cells; k++) {
                for (int j = cells; j >= 0; j--) {
                    mixed[k][j] = mixed[k][j + 1] + unitSum[k][j];
                }
            }
            double[][] full = new double[cells][cells];
            for (int k = 0; k < cells; k++) {
                for (int h = k; h < cells; h++) {
                    double sum = unitUnit[k][h] + mixed[k][h + 1] + mixed[h][k + 1] + both[k + 1][h + 1];
                    full[k][h] = sum;
                    full[h][k] = sum;
                }
            }
            return full;
        }
    }
}
