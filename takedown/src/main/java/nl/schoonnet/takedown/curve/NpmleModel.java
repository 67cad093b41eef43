// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The likelihood as a function of the hazards on a given support, its derivatives and its Newton step.
 *
 * <p>Between two members of the support the cumulative hazard H is level; level b is reached after b members, level 0 is 0.
 * A row counts only through the levels before its first and after its last candidate. Rows with the same two levels are
 * summed into an edge: in levels, the negative Hessian is the Laplacian of a graph.
 */
final class NpmleModel {
    private final NpmleProblem problem;
    /** The number of members. */
    private final int size;
    /** Weight that survived member b - 1, by the level b that it leads to. */
    private final double[] survived;

    /** How far apart the levels of an edge may be to count as near; see {@link NpmleQuadratic}. */
    private final int near;

    private final int[] edgeOfRow;
    private int edges;
    private final int[] from;
    private final int[] to;
    private final double[] weight;

    NpmleModel(NpmleProblem problem, int[] support) {
        this.problem = problem;
        size = support.length;
        survived = new double[size + 1];
        int[] level = new int[problem.candidates + 1];
        int members = 0;
        for (int j = 0; j < problem.candidates; j++) {
            level[j] = members;
            if (members < size && support[members] == j) {
                members++;
                survived[members] = problem.survived[j];
            }
        }
        level[problem.candidates] = members;

        int[] lowest = new int[size + 1];
        Arrays.setAll(lowest, b -> b);
        for (int i = 0; i < problem.rows; i++) {
            int b = level[problem.last[i] + 1];
            lowest[b] = Math.min(lowest[b], level[problem.first[i]]);
        }
        near = NpmleQuadratic.near(lowest);
        for (int b = 0; b <= size; b++) {
            lowest[b] = Math.max(lowest[b], b - near);
        }
        int[] start = NpmleBand.starts(lowest);
        int[] edgeAt = new int[NpmleBand.entries(lowest)];
        edgeOfRow = new int[problem.rows];
        from = new int[problem.rows];
        to = new int[problem.rows];
        weight = new double[problem.rows];
        for (int i = 0; i < problem.rows; i++) {
            int a = level[problem.first[i]];
            int b = level[problem.last[i] + 1];
            int edge = edges;
            if (a == b || b - a > near) {
                edges++;
            } else if (edgeAt[start[b] + a] > 0) {
                edge = edgeAt[start[b] + a] - 1;
            } else {
                edgeAt[start[b] + a] = ++edges;
            }
            edgeOfRow[i] = edge;
            from[edge] = a;
            to[edge] = b;
            weight[edge] += problem.weight[i];
        }
    }

    /** l; minus infinity if a row has no hazard. */
    double logLikelihood(double[] hazard) {
        double[] height = heights(hazard);
        double sum = 0;
        for (int e = 0; e < edges; e++) {
            sum += weight[e] * Math.log(-Math.expm1(height[from[e]] - height[to[e]]));
        }
        for (int b = 1; b <= size; b++) {
            sum -= survived[b] * hazard[b - 1];
        }
        return sum;
    }

    /** Writes the derivative of l by the hazard in every candidate of the problem, members or not. */
    void gradient(double[] hazard, double[] gradient) {
        double[] height = heights(hazard);
        double[] slope = new double[edges];
        for (int e = 0; e < edges; e++) {
            slope[e] = 1 / Math.expm1(height[to[e]] - height[from[e]]);
        }
        double[] change = new double[problem.candidates + 1];
        for (int i = 0; i < problem.rows; i++) {
            double share = problem.weight[i] * slope[edgeOfRow[i]];
            change[problem.first[i]] += share;
            change[problem.last[i] + 1] -= share;
        }
        double sum = 0;
        for (int j = 0; j < problem.candidates; j++) {
            sum += change[j];
            gradient[j] = sum - problem.survived[j];
        }
    }

    /**
     * The hazards after one step towards the maximum over {@code h >= 0} of the second-order model of l at {@code hazard},
     * cut short until l rises enough; {@code hazard} itself if no step raises it.
     */
    double[] newton(double[] hazard) {
        double[] height = heights(hazard);
        double[] slope = new double[size + 1];
        NpmleQuadratic quadratic = new NpmleQuadratic(height, edges, from, to, near);
        for (int e = 0; e < edges; e++) {
            double first = weight[e] / Math.expm1(height[to[e]] - height[from[e]]);
            double second = first * (1 + first / weight[e]);
            slope[to[e]] += first;
            slope[from[e]] -= first;
            quadratic.setCurvature(e, second);
        }
        for (int b = 1; b <= size; b++) {
            slope[b] -= survived[b];
            slope[b - 1] += survived[b];
        }
        quadratic.setSlope(slope);
        // a step shorter than 1/64 means that the quick way dropped too much
        double[] next = raised(hazard, slope, quadratic.droppingFalling(), 1.0 / 64);
        if (next == null) {
            next = raised(hazard, slope, quadratic.cautiously(hazard), 1e-12);
        }
        return next == null ? hazard : next;
    }

    /** A point on the way to the target where l is enough higher, no nearer than a share of it; null if there is none. */
    private double @Nullable [] raised(double[] hazard, double[] slope, double[] target, double shortest) {
        double[] height = heights(hazard);
        double[] aimed = heights(target);
        double rise = 0;
        for (int b = 1; b <= size; b++) {
            rise += slope[b] * (aimed[b] - height[b]);
        }
        double now = logLikelihood(hazard);
        double slack = 1e-14 * Math.abs(now);
        for (double step = 1; rise > -slack && step >= shortest; step /= 2) {
            double[] next = target.clone();
            for (int s = 0; s < size && step < 1; s++) {
                next[s] = hazard[s] + step * (target[s] - hazard[s]);
            }
            if (logLikelihood(next) >= now + 1e-4 * step * rise - slack) {
                return next;
            }
        }
        return null;
    }

    private double[] heights(double[] hazard) {
        double[] heights = new double[size + 1];
        for (int s = 0; s < size; s++) {
            heights[s + 1] = heights[s] + hazard[s];
        }
        return heights;
    }
}
