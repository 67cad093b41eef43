// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * The likelihood as a function of the hazards on a given support, its derivatives and its Newton step.
 *
 * <p>Between two members of the support the cumulative hazard H is level; level b is reached after b members, level 0 is 0.
 * A row counts only through the levels before its first and after its last candidate, so rows are summed by pairs of
 * levels. In levels the negative Hessian is the Laplacian of a graph whose edges are the pairs; as the intervals of items
 * are short beside the whole time, it is close to a band.
 */
final class NpmleModel {
    /** A little weight, relative to the diagonal, on staying: it makes the system solvable where levels aren't told apart. */
    private static final double STAYING = 1e-10;

    /** A step shorter than this means that the quadratic model was minimised over too small a set. */
    private static final double SHORTEST = 1.0 / 64;

    private final NpmleProblem problem;
    private final int size;
    /** Number of members below each candidate. */
    private final int[] level;
    /** Weight that survived member b - 1, by the level b that it leads to. */
    private final double[] survived;

    private final NpmleBand pairs;

    NpmleModel(NpmleProblem problem, int[] support) {
        this.problem = problem;
        size = support.length;
        level = new int[problem.candidates + 1];
        survived = new double[size + 1];
        int members = 0;
        for (int j = 0; j < problem.candidates; j++) {
            level[j] = members;
            if (members < size && support[members] == j) {
                members++;
                survived[members] = problem.survived[j];
            }
        }
        level[problem.candidates] = members;
        int[] first = problem.first;
        int[] last = problem.last;
        int[] lowest = new int[size + 1];
        Arrays.setAll(lowest, b -> b);
        for (int i = 0; i < problem.rows; i++) {
            int b = level[last[i] + 1];
            lowest[b] = Math.min(lowest[b], level[first[i]]);
        }
        pairs = new NpmleBand(lowest);
        for (int i = 0; i < problem.rows; i++) {
            pairs.value[pairs.start[level[last[i] + 1]] + level[first[i]]] += problem.weight[i];
        }
    }

    /** l; minus infinity if a row has no hazard. */
    double logLikelihood(double[] hazard) {
        double[] height = heights(hazard);
        double sum = 0;
        for (int b = 1; b <= size; b++) {
            for (int a = pairs.lowest[b]; a < b; a++) {
                double w = pairs.value[pairs.start[b] + a];
                if (w > 0) {
                    sum += w * Math.log(-Math.expm1(height[a] - height[b]));
                }
            }
            sum -= survived[b] * hazard[b - 1];
        }
        return sum;
    }

    /** Writes the derivative of l by the hazard in every candidate of the problem, members or not. */
    void gradient(double[] hazard, double[] gradient) {
        double[] height = heights(hazard);
        double[] pull = new double[pairs.value.length];
        for (int b = 1; b <= size; b++) {
            for (int a = pairs.lowest[b]; a < b; a++) {
                int p = pairs.start[b] + a;
                if (pairs.value[p] > 0) {
                    pull[p] = 1 / Math.expm1(height[b] - height[a]);
                }
            }
        }
        int[] first = problem.first;
        int[] last = problem.last;
        double[] change = new double[problem.candidates + 1];
        for (int i = 0; i < problem.rows; i++) {
            double slope = problem.weight[i] * pull[pairs.start[level[last[i] + 1]] + level[first[i]]];
            change[first[i]] += slope;
            change[last[i] + 1] -= slope;
        }
        double sum = 0;
        for (int j = 0; j < problem.candidates; j++) {
            sum += change[j];
            gradient[j] = sum - problem.survived[j];
        }
    }

    /**
     * The hazards after one step towards the maximum over {@code h >= 0} of the quadratic model of l at {@code hazard}, cut
     * short until l rises enough; {@code hazard} itself if no step raises it.
     */
    double[] newton(double[] hazard) {
        Quadratic quadratic = new Quadratic(hazard);
        double[] next = quadratic.raise(quadratic.droppingFalling(), SHORTEST);
        return next.length > 0 || size == 0 ? next : orElse(quadratic.raise(quadratic.cautiously(), 1e-12), hazard);
    }

    private static double[] orElse(double[] next, double[] hazard) {
        return next.length > 0 ? next : hazard;
    }

    private double[] heights(double[] hazard) {
        double[] heights = new double[size + 1];
        for (int s = 0; s < size; s++) {
            heights[s + 1] = heights[s] + hazard[s];
        }
        return heights;
    }

    /** {@code aim . H - 1/2 H' M H}, the second-order model of l in levels at given hazards. */
    private final class Quadratic {
        private final double[] hazard;
        private final double[] height;
        private final double[] slope;
        private final double[] aim;
        private final double[] curvature;
        private final double[] staying;

        Quadratic(double[] hazard) {
            this.hazard = hazard;
            height = heights(hazard);
            slope = new double[size + 1];
            aim = new double[size + 1];
            curvature = new double[pairs.value.length];
            staying = new double[size + 1];
            for (int b = 1; b <= size; b++) {
                for (int a = pairs.lowest[b]; a < b; a++) {
                    int p = pairs.start[b] + a;
                    double w = pairs.value[p];
                    if (w > 0) {
                        double x = height[b] - height[a];
                        double first = w / Math.expm1(x);
                        double second = first * (1 + first / w);
                        curvature[p] = second;
                        slope[b] += first;
                        slope[a] -= first;
                        aim[b] += first + second * x;
                        aim[a] -= first + second * x;
                        staying[b] += STAYING * second;
                        staying[a] += STAYING * second;
                    }
                }
                slope[b] -= survived[b];
                slope[b - 1] += survived[b];
                aim[b] -= survived[b];
                aim[b - 1] += survived[b];
            }
            for (int b = 1; b <= size; b++) {
                aim[b] += staying[b] * height[b];
            }
        }

        /**
         * A maximum over a part of the support: wherever the unconstrained maximum would have the level fall, the member is
         * dropped, all such at once, until none is left. It may drop more than the true maximum does; the next round brings
         * those back.
         */
        double[] droppingFalling() {
            boolean[] dropped = new boolean[size];
            double[] target = maximum(dropped);
            boolean falling = true;
            while (falling) {
                falling = false;
                for (int s = 0; s < size; s++) {
                    if (!dropped[s] && target[s] <= 0) {
                        dropped[s] = true;
                        falling = true;
                    }
                }
                if (falling) {
                    target = maximum(dropped);
                }
            }
            return target;
        }

        /**
         * The same one member at a time (Lawson & Hanson 1974, inner loop of non-negative least squares): slower, but the
         * model never falls on the way, so that the direction is one in which l rises.
         */
        double[] cautiously() {
            boolean[] dropped = new boolean[size];
            double[] at = hazard.clone();
            while (true) {
                double[] target = maximum(dropped);
                int blocking = -1;
                double reach = 1;
                for (int s = 0; s < size; s++) {
                    if (!dropped[s] && target[s] < 0) {
                        double reachable = at[s] / (at[s] - target[s]);
                        boolean sooner = reachable < reach || (reachable == reach && target[s] < target[blocking]);
                        if (blocking < 0 || sooner) {
                            blocking = s;
                            reach = reachable;
                        }
                    }
                }
                if (blocking < 0) {
                    return target;
                }
                for (int s = 0; s < size; s++) {
                    at[s] += reach * (target[s] - at[s]);
                }
                at[blocking] = 0;
                dropped[blocking] = true;
            }
        }

        /** A point between the hazards and the target where l is higher, no nearer than {@code shortest}; else empty. */
        double[] raise(double[] target, double shortest) {
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
            return new double[0];
        }

        private double[] maximum(boolean[] dropped) {
            int[] block = new int[size + 1];
            for (int b = 1; b <= size; b++) {
                block[b] = dropped[b - 1] ? block[b - 1] : block[b - 1] + 1;
            }
            int[] lowest = new int[block[size] + 1];
            Arrays.setAll(lowest, b -> b);
            for (int b = 1; b <= size; b++) {
                lowest[block[b]] = Math.min(lowest[block[b]], block[pairs.lowest[b]]);
            }
            NpmleBand matrix = new NpmleBand(lowest);
            double[] diagonal = new double[lowest.length];
            double[] z = new double[lowest.length];
            for (int b = 1; b <= size; b++) {
                int to = block[b];
                for (int a = pairs.lowest[b]; a < b; a++) {
                    double c = curvature[pairs.start[b] + a];
                    int from = block[a];
                    if (c > 0 && from < to) {
                        diagonal[to] += c;
                        diagonal[from] += c;
                        matrix.value[matrix.start[to] + from] -= c;
                    }
                }
                diagonal[to] += staying[b];
                z[to] += aim[b];
            }
            z[0] = 0;
            matrix.solve(diagonal, z);
            double[] maximum = new double[size];
            for (int b = 1; b <= size; b++) {
                maximum[b - 1] = dropped[b - 1] ? 0 : z[block[b]] - z[block[b] - 1];
            }
            return maximum;
        }
    }
}
