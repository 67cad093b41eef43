// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * The second-order model of the likelihood in levels (see {@link NpmleModel}), {@code aim . H - 1/2 H' M H} with M the
 * Laplacian of the edges, to be maximised over levels that don't fall.
 *
 * <p>As intervals are short beside the whole time, M is close to a band, and Cholesky solves it. If a few intervals reach
 * over thousands of levels, as where exact times stand beside long gaps, the band holds the near edges only, and its factor
 * serves as preconditioner of conjugate gradients over all.
 */
final class NpmleQuadratic {
    /** A little weight, relative to the diagonal, on staying: it makes M definite where levels aren't told apart. */
    private static final double STAYING = 1e-10;

    /** The work of a factorisation, in products, beyond which far edges are kept out of the band. */
    private static final double MOST_WORK = 3e8;

    private static final int MOST_CONJUGATE_STEPS = 500;
    private static final double CONJUGATE_PRECISION = 1e-13;

    private final double[] height;
    private final int edges;
    private final int[] from;
    private final int[] to;
    private final int near;
    private final double[] curvature;
    private final double[] aim;
    private final double[] staying;

    NpmleQuadratic(double[] height, int edges, int[] from, int[] to, int near) {
        this.height = height;
        this.edges = edges;
        this.from = from;
        this.to = to;
        this.near = near;
        curvature = new double[edges];
        aim = new double[height.length];
        staying = new double[height.length];
    }

    /** How far apart levels may be for their edge to be in the band, given the lowest neighbour of each level. */
    static int near(int[] lowest) {
        double work = 0;
        for (int b = 0; b < lowest.length; b++) {
            double length = b - lowest[b];
            work += length * length;
        }
        return work <= MOST_WORK ? lowest.length : (int) Math.max(1, Math.sqrt(MOST_WORK / lowest.length));
    }

    void setCurvature(int edge, double second) {
        curvature[edge] = second;
        staying[to[edge]] += STAYING * second;
        staying[from[edge]] += STAYING * second;
    }

    /** Sets the derivatives of l by level, once all curvatures are set. */
    void setSlope(double[] slope) {
        System.arraycopy(slope, 0, aim, 0, aim.length);
        for (int e = 0; e < edges; e++) {
            double pull = curvature[e] * (height[to[e]] - height[from[e]]);
            aim[to[e]] += pull;
            aim[from[e]] -= pull;
        }
        for (int b = 0; b < aim.length; b++) {
            aim[b] += staying[b] * height[b];
        }
    }

    /**
     * The hazards of a maximum over a part of the support: wherever the unconstrained maximum would have the level fall,
     * the member is dropped, all such at once, until none is left. It may drop more than the true maximum does; the next
     * round brings those back.
     */
    double[] droppingFalling() {
        boolean[] dropped = new boolean[aim.length - 1];
        double[] target = maximum(dropped);
        boolean falling = true;
        while (falling) {
            falling = false;
            for (int s = 0; s < target.length; s++) {
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
     * model never falls on the way, so that the way to its result is one on which l rises at first.
     */
    double[] cautiously(double[] hazard) {
        boolean[] dropped = new boolean[hazard.length];
        double[] at = hazard.clone();
        while (true) {
            double[] target = maximum(dropped);
            int blocking = -1;
            double reach = 1;
            for (int s = 0; s < target.length; s++) {
                if (!dropped[s] && target[s] < 0) {
                    double reachable = at[s] / (at[s] - target[s]);
                    boolean sooner =
                            blocking < 0 || reachable < reach || (reachable == reach && target[s] < target[blocking]);
                    if (sooner) {
                        blocking = s;
                        reach = reachable;
                    }
                }
            }
            if (blocking < 0) {
                return target;
            }
            for (int s = 0; s < target.length; s++) {
                at[s] += reach * (target[s] - at[s]);
            }
            at[blocking] = 0;
            dropped[blocking] = true;
        }
    }

    /** The hazards at the unconstrained maximum with some members at 0: their levels are one block with those below. */
    private double[] maximum(boolean[] dropped) {
        // block 0 is fixed at 0; the others are the unknowns, counted from 0
        int[] unknown = new int[aim.length];
        unknown[0] = -1;
        for (int b = 1; b < aim.length; b++) {
            unknown[b] = dropped[b - 1] ? unknown[b - 1] : unknown[b - 1] + 1;
        }
        double[] levels = solved(unknown);
        double[] maximum = new double[dropped.length];
        for (int b = 1; b < aim.length; b++) {
            if (!dropped[b - 1]) {
                maximum[b - 1] = levels[unknown[b]] - (unknown[b] == 0 ? 0 : levels[unknown[b] - 1]);
            }
        }
        return maximum;
    }

    private double[] solved(int[] unknown) {
        int unknowns = unknown[unknown.length - 1] + 1;
        int[] lowest = new int[unknowns];
        Arrays.setAll(lowest, b -> b);
        boolean far = false;
        for (int e = 0; e < edges; e++) {
            int b = unknown[to[e]];
            int a = unknown[from[e]];
            if (a >= 0 && b - a > near) {
                far = true;
            } else if (a >= 0) {
                lowest[b] = Math.min(lowest[b], a);
            }
        }
        NpmleBand band = new NpmleBand(lowest);
        for (int e = 0; e < edges; e++) {
            int b = unknown[to[e]];
            int a = unknown[from[e]];
            if (a < b) {
                band.addToDiagonal(b, curvature[e]);
                if (a >= 0) {
                    band.addToDiagonal(a, curvature[e]);
                }
                if (a >= 0 && b - a <= near) {
                    band.add(b, a, -curvature[e]);
                }
            }
        }
        double[] rightSide = new double[unknowns];
        for (int b = 1; b < unknown.length; b++) {
            if (unknown[b] >= 0) {
                band.addToDiagonal(unknown[b], staying[b]);
                rightSide[unknown[b]] += aim[b];
            }
        }
        band.factor();
        return far ? byConjugateGradients(band, unknown, rightSide) : band.solve(rightSide);
    }

    private double[] byConjugateGradients(NpmleBand band, int[] unknown, double[] rightSide) {
        double[] x = new double[rightSide.length];
        double[] residual = rightSide;
        double[] conditioned = band.solve(residual);
        double[] direction = conditioned.clone();
        double rest = product(residual, conditioned);
        double enough = rest * CONJUGATE_PRECISION * CONJUGATE_PRECISION;
        for (int step = 0; step < MOST_CONJUGATE_STEPS && rest > enough; step++) {
            double[] image = times(unknown, direction);
            double length = rest / product(direction, image);
            for (int b = 0; b < x.length; b++) {
                x[b] += length * direction[b];
                residual[b] -= length * image[b];
            }
            conditioned = band.solve(residual);
            double next = product(residual, conditioned);
            for (int b = 0; b < x.length; b++) {
                direction[b] = conditioned[b] + next / rest * direction[b];
            }
            rest = next;
        }
        return x;
    }

    private double[] times(int[] unknown, double[] x) {
        double[] image = new double[x.length];
        for (int e = 0; e < edges; e++) {
            int b = unknown[to[e]];
            int a = unknown[from[e]];
            if (a < b) {
                double pull = curvature[e] * (x[b] - (a >= 0 ? x[a] : 0));
                image[b] += pull;
                if (a >= 0) {
                    image[a] -= pull;
                }
            }
        }
        for (int b = 1; b < unknown.length; b++) {
            if (unknown[b] >= 0) {
                image[unknown[b]] += staying[b] * x[unknown[b]];
            }
        }
        return image;
    }

    private static double product(double[] x, double[] y) {
        double sum = 0;
        for (int b = 0; b < x.length; b++) {
            sum += x[b] * y[b];
        }
        return sum;
    }
}
