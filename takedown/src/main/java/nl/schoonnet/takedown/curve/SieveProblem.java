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
 * straight by the {@link SieveClock}. With x_i = H(R_i) - H(L_i), linear in m,
 *
 * <pre>l(m) = sum w_i [ -(H(L_i) - H(E_i)) + ln(1 - exp(-x_i)) ]</pre>
 *
 * is concave: Newton steps, each the exact solution of its quadratic programme over m &gt;= 0 (active set as Lawson and
 * Hanson 1974, chapter 23), with a backtracking line search. An interval covers two broken cells and whole ones between, so
 * one item costs the same whatever the number of cells. Items are taken in sorted order: a permuted sample gives the same
 * bits. Immutable; one thread per call.
 */
final class SieveProblem {
    /** The gap of a published fit. */
    static final double GAP = 1e-10;

    private static final int MAX_STEPS = 200;

    private final CensoredSample sample;
    /** Edges of the cells in hours, ascending from 0; the last is the end of the data. */
    final double[] edges;

    final SieveClock clock;

    final int cells;
    private final int[] order;
    private final int[] cellOfEntry;
    private final int[] cellOfLeft;
    private final double[] placeOfEntry;
    private final double[] placeOfLeft;

    /** The items with a finite interval (a place in {@link #order} each), the cells of its ends and its parts of them. */
    private final int[] finite;

    private final int[] first;
    private final int[] last;
    private final double[] partOfFirst;
    private final double[] partOfLast;

    /** Whether every item has weight 1 and a cluster of its own. */
    final boolean plain;

    SieveProblem(CensoredSample sample, double[] edges) {
        this(sample, edges, SieveClock.PLAIN, sortedOrder(sample));
    }

    private SieveProblem(CensoredSample sample, double[] edges, SieveClock clock, int[] order) {
        this.sample = sample;
        this.edges = edges.clone();
        this.clock = clock;
        this.cells = edges.length - 1;
        this.order = order;
        int n = order.length;
        cellOfEntry = new int[n];
        cellOfLeft = new int[n];
        placeOfEntry = new double[n];
        placeOfLeft = new double[n];
        for (int j = 0; j < n; j++) {
            int i = order[j];
            cellOfEntry[j] = cellOf(sample.entry(i));
            placeOfEntry[j] = placeIn(cellOfEntry[j], sample.entry(i));
            cellOfLeft[j] = cellOf(sample.left(i));
            placeOfLeft[j] = placeIn(cellOfLeft[j], sample.left(i));
        }
        finite = IntStream.range(0, n)
                .filter(j -> !sample.rightCensored(order[j]) && sample.right(order[j]) <= edges[cells])
                .toArray();
        first = new int[finite.length];
        last = new int[finite.length];
        partOfFirst = new double[finite.length];
        partOfLast = new double[finite.length];
        for (int f = 0; f < finite.length; f++) {
            int i = order[finite[f]];
            first[f] = cellOf(sample.left(i));
            last[f] = cellOf(sample.right(i));
            if (first[f] == last[f]) {
                // From the difference, so that a short interval keeps its precision.
                partOfFirst[f] = clock.between(sample.left(i), sample.right(i)) / length(first[f]);
            } else {
                partOfFirst[f] = 1 - placeIn(first[f], sample.left(i));
                partOfLast[f] = placeIn(last[f], sample.right(i));
            }
        }
        plain = IntStream.of(order).allMatch(i -> sample.weight(i) == 1)
                && IntStream.of(order).map(sample::cluster).distinct().count() == n;
    }

    private static int[] sortedOrder(CensoredSample sample) {
        Comparator<Integer> rest = Comparator.<Integer>comparingDouble(sample::right)
                .thenComparingDouble(sample::entry)
                .thenComparingInt(sample::cluster)
                .thenComparingDouble(sample::weight);
        return ItemOrder.by(
                IntStream.range(0, sample.size()).toArray(),
                i -> Double.doubleToLongBits(sample.left(i)),
                rest::compare);
    }

    /** The same items over other cells. */
    SieveProblem over(double[] otherEdges) {
        return over(otherEdges, clock);
    }

    /** The same items over other cells by another clock. */
    SieveProblem over(double[] otherEdges, SieveClock otherClock) {
        return new SieveProblem(sample, otherEdges, otherClock, order);
    }

    private double length(int cell) {
        return clock.at(edges[cell + 1]) - clock.at(edges[cell]);
    }

    /** The cell (e_k, e_k+1] that holds a time; hour 0 belongs to the first. */
    int cellOf(double hours) {
        int found = Arrays.binarySearch(edges, hours);
        int cell = found >= 0 ? found - 1 : -found - 2;
        return Math.clamp(cell, 0, cells - 1);
    }

    private double placeIn(int cell, double hours) {
        return (clock.at(hours) - clock.at(edges[cell])) / length(cell);
    }

    /** The fractions of the cells that lie in (from, to]. */
    double[] fractions(double from, double to) {
        double[] result = new double[cells];
        for (int k = 0; k < cells; k++) {
            double overlap = clock.at(Math.min(to, edges[k + 1])) - clock.at(Math.max(from, edges[k]));
            result[k] = Math.max(0, overlap) / length(k);
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
            hours += weights[j] * (sample.left(order[j]) - sample.entry(order[j]));
        }
        for (int j : finite) {
            ends += weights[j];
            hours += weights[j] * 0.5 * (sample.right(order[j]) - sample.left(order[j]));
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
     * @param gap where to stop
     */
    Solution maximise(double[] weights, double[] outlived, double[] start, double[] slope, double tilt, double gap) {
        double[] linear = new double[cells];
        Arrays.setAll(linear, k -> tilt * slope[k] - outlived[k]);
        double total = Arrays.stream(weights).sum();
        Point point = new Point(weights, linear, start.clone());
        double reached = point.gap(total);
        for (int step = 0; step < MAX_STEPS && reached > gap; step++) {
            double[] target =
                    new QuadraticProgramme(point.curvature.matrix(), point.gradient, point.increments).solve();
            double ascent = 0;
            for (int k = 0; k < cells; k++) {
                ascent += point.gradient[k] * (target[k] - point.increments[k]);
            }
            double length = 1;
            // Close to the maximum a step gains less than the value's own rounding; there the gap decides.
            double rounding = 1e-13 * Math.abs(point.value);
            Point next = new Point(weights, linear, target);
            while (!(next.value >= point.value + 1e-4 * length * ascent - rounding) && length > 1e-12) {
                length /= 2;
                next = new Point(weights, linear, between(point.increments, target, length));
            }
            double nextGap = next.gap(total);
            if (!(next.value > point.value + rounding || nextGap < reached)) {
                break;
            }
            point = next;
            reached = nextGap;
        }
        double tilted = 0;
        for (int k = 0; k < cells; k++) {
            tilted += tilt * slope[k] * point.increments[k];
        }
        return new Solution(point.increments, point.value - tilted, reached);
    }

    /** The plain maximum, to a gap. */
    Solution maximise(double[] weights, double[] start, double gap) {
        return maximise(weights, outlived(weights), start, new double[cells], 0, gap);
    }

    private static double[] between(double[] from, double[] to, double length) {
        double[] result = new double[from.length];
        Arrays.setAll(result, k -> Math.max(0, from[k] + length * (to[k] - from[k])));
        return result;
    }

    /** x = H(R) - H(L) of a finite interval. */
    private double mass(int f, double[] increments, double[] prefix) {
        int a = first[f];
        int b = last[f];
        double x = increments[a] * partOfFirst[f];
        return a == b ? x : x + (prefix[b] - prefix[a + 1]) + increments[b] * partOfLast[f];
    }

    private static double[] prefixSums(double[] increments) {
        double[] prefix = new double[increments.length + 1];
        for (int k = 0; k < increments.length; k++) {
            prefix[k + 1] = prefix[k] + increments[k];
        }
        return prefix;
    }

    /** The log-likelihood (with linear in place of what was outlived) and its derivatives at given increments. */
    private final class Point {
        final double[] increments;
        final double[] gradient;
        final Curvature curvature = new Curvature(cells);
        final double value;

        Point(double[] weights, double[] linear, double[] increments) {
            this.increments = increments;
            this.gradient = linear.clone();
            double[] prefix = prefixSums(increments);
            double[] whole = new double[cells + 1];
            double sum = 0;
            for (int f = 0; f < finite.length; f++) {
                double weight = weights[finite[f]];
                if (weight == 0) {
                    continue;
                }
                double x = mass(f, increments, prefix);
                // exp is several times faster than expm1, and good to 1e-14 from here on.
                double outlive = Math.exp(-x);
                double end = x > 0.01 ? 1 - outlive : -Math.expm1(-x);
                sum += weight * Math.log(end);
                double odds = outlive / end;
                double slope = weight * odds;
                double bend = slope * (1 + odds);
                int a = first[f];
                int b = last[f];
                double p = partOfFirst[f];
                gradient[a] += slope * p;
                if (a == b) {
                    curvature.addWithin(a, bend * p * p);
                } else {
                    double q = partOfLast[f];
                    gradient[b] += slope * q;
                    whole[a + 1] += slope;
                    whole[b] -= slope;
                    curvature.add(a, p, b, q, bend);
                }
            }
            double covering = 0;
            for (int k = 0; k < cells; k++) {
                covering += whole[k];
                gradient[k] += covering;
                sum += linear[k] * increments[k];
            }
            this.value = sum;
        }

        /** How far one step along the gradient, cut off at 0, would move: 0 at the maximum and nowhere else. */
        double gap(double total) {
            double gap = 0;
            for (int k = 0; k < cells; k++) {
                double moved = Math.max(0, increments[k] + gradient[k] / total);
                gap = Math.max(gap, Math.abs(moved - increments[k]));
            }
            return gap;
        }
    }

    /** Expected weight of ends in each cell, given the intervals and the increments. */
    double[] expectedEnds(double[] weights, double[] increments) {
        double[] prefix = prefixSums(increments);
        double[] ends = new double[cells];
        for (int f = 0; f < finite.length; f++) {
            double weight = weights[finite[f]];
            int a = first[f];
            int b = last[f];
            if (a == b) {
                ends[a] += weight;
                continue;
            }
            double all = -Math.expm1(-mass(f, increments, prefix));
            double outlived = 0;
            for (int k = a; k <= b && all > 0; k++) {
                double part = k == a ? partOfFirst[f] : k == b ? partOfLast[f] : 1;
                double here = increments[k] * part;
                ends[k] += weight * Math.exp(-outlived) * -Math.expm1(-here) / all;
                outlived += here;
            }
        }
        return ends;
    }

    /** Expected weight at risk just after each edge: entered by then, and not ended given the interval and the increments. */
    double[] expectedAtRisk(double[] weights, double[] increments) {
        double[] prefix = prefixSums(increments);
        double[] atRisk = new double[cells];
        for (int j = 0; j < order.length; j++) {
            double entry = sample.entry(order[j]);
            for (int k = cellOfEntry[j]; k < cells && edges[k] <= sample.left(order[j]); k++) {
                atRisk[k] += edges[k] >= entry ? weights[j] : 0;
            }
        }
        for (int f = 0; f < finite.length; f++) {
            double entry = sample.entry(order[finite[f]]);
            double all = -Math.expm1(-mass(f, increments, prefix));
            for (int k = first[f] + 1; k <= last[f] && all > 0; k++) {
                if (edges[k] >= entry && edges[k] > sample.left(order[finite[f]])) {
                    double until = increments[first[f]] * partOfFirst[f] + prefix[k] - prefix[first[f] + 1];
                    atRisk[k] += weights[finite[f]] * Math.max(0, 1 + Math.expm1(-until) / all);
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
    double designEffect(double[] weights, double[] increments, double[] slope) {
        Point point = new Point(weights, new double[cells], increments);
        int[] free = IntStream.range(0, cells).filter(k -> increments[k] > 0).toArray();
        double[] direction = new double[cells];
        double[] solved = QuadraticProgramme.solve(
                point.curvature.matrix(),
                free,
                Arrays.stream(free).mapToDouble(k -> slope[k]).toArray());
        double model = 0;
        for (int f = 0; f < free.length; f++) {
            direction[free[f]] = solved[f];
            model += slope[free[f]] * solved[f];
        }
        double[] along = prefixSums(direction);
        double[] prefix = prefixSums(increments);
        int[] clusters = Arrays.stream(order)
                .filter(i -> sample.weight(i) > 0)
                .map(sample::cluster)
                .sorted()
                .distinct()
                .toArray();
        if (clusters.length < 2 || !(model > 0)) {
            return Double.NaN;
        }
        double[] perItem = new double[order.length];
        for (int j = 0; j < order.length; j++) {
            double left = along[cellOfLeft[j]] + direction[cellOfLeft[j]] * placeOfLeft[j];
            double entry = along[cellOfEntry[j]] + direction[cellOfEntry[j]] * placeOfEntry[j];
            perItem[j] = entry - left;
        }
        for (int f = 0; f < finite.length; f++) {
            perItem[finite[f]] += mass(f, direction, along) / Math.expm1(mass(f, increments, prefix));
        }
        double[] score = new double[clusters.length];
        for (int j = 0; j < order.length; j++) {
            if (weights[j] > 0) {
                score[Arrays.binarySearch(clusters, sample.cluster(order[j]))] += weights[j] * perItem[j];
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
