// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Maximises g'(y - m) - (y - m)'C(y - m)/2 over y &gt;= 0 for a small positive semi-definite C, by the active-set method of
 * Lawson and Hanson 1974, chapter 23, starting from m. A coordinate
 * without curvature goes to 0 if that is uphill, and else stays where it is.
 */
final class QuadraticProgramme {
    private static final double RIDGE = 1e-12;

    private final double[][] curvature;
    private final double[] start;
    /** C m + g: the gradient at y is this less C y. */
    private final double[] pull;

    private final double[] gradient;

    QuadraticProgramme(double[][] curvature, double[] gradient, double[] start) {
        this.curvature = curvature;
        this.start = start;
        this.gradient = gradient;
        this.pull = new double[start.length];
        for (int k = 0; k < start.length; k++) {
            pull[k] = gradient[k];
            for (int h = 0; h < start.length; h++) {
                pull[k] += curvature[k][h] * start[h];
            }
        }
    }

    double[] solve() {
        int n = start.length;
        double[] y = start.clone();
        boolean[] free = new boolean[n];
        for (int k = 0; k < n; k++) {
            if (curvature[k][k] <= 0 && gradient[k] < 0) {
                y[k] = 0;
            }
            free[k] = y[k] > 0;
        }
        for (int turn = 0; turn < 4 * n + 8; turn++) {
            int[] passive = IntStream.range(0, n).filter(k -> free[k]).toArray();
            double[] z = solveOn(passive);
            double length = 1;
            for (int f = 0; f < passive.length; f++) {
                int k = passive[f];
                if (z[f] <= 0) {
                    length = Math.min(length, y[k] / (y[k] - z[f]));
                }
            }
            boolean cut = false;
            for (int f = 0; f < passive.length; f++) {
                int k = passive[f];
                y[k] += length * (z[f] - y[k]);
                if (z[f] <= 0 && !(y[k] > 1e-14 * Math.max(1, start[k]))) {
                    y[k] = 0;
                    free[k] = false;
                    cut = true;
                }
            }
            if (!cut) {
                int entering = steepest(y, free);
                if (entering < 0) {
                    break;
                }
                free[entering] = true;
            }
        }
        return y;
    }

    /** The minimiser over the free coordinates with all others 0, as start + step: exact where the step is small. */
    private double[] solveOn(int[] passive) {
        double[] right = Arrays.stream(passive).mapToDouble(k -> gradient[k]).toArray();
        boolean[] in = new boolean[start.length];
        for (int k : passive) {
            in[k] = true;
        }
        // Coordinates that were cut to 0 have moved by -start.
        for (int h = 0; h < start.length; h++) {
            if (!in[h] && start[h] > 0) {
                for (int f = 0; f < passive.length; f++) {
                    right[f] += curvature[passive[f]][h] * start[h];
                }
            }
        }
        double[] step = solve(curvature, passive, right);
        for (int f = 0; f < passive.length; f++) {
            step[f] += start[passive[f]];
        }
        return step;
    }

    private int steepest(double[] y, boolean[] free) {
        int best = -1;
        double most = 0;
        for (int k = 0; k < y.length; k++) {
            if (!free[k]) {
                double slope = pull[k];
                double size = Math.abs(pull[k]);
                for (int h = 0; h < y.length; h++) {
                    slope -= curvature[k][h] * y[h];
                    size += Math.abs(curvature[k][h] * y[h]);
                }
                // Measured in units of the coordinate's own curvature; rounding doesn't count as a slope.
                double scaled = slope / Math.sqrt(curvature[k][k] + Double.MIN_NORMAL);
                if (slope > 1e-13 * size && scaled > most) {
                    most = scaled;
                    best = k;
                }
            }
        }
        return best;
    }

    /** Solves C x = right on some coordinates, by Cholesky on the matrix scaled to a unit diagonal, with a trace of a ridge. */
    static double[] solve(double[][] matrix, int[] on, double[] right) {
        int n = on.length;
        double[] scale = new double[n];
        for (int f = 0; f < n; f++) {
            double diagonal = matrix[on[f]][on[f]];
            scale[f] = diagonal > 0 ? 1 / Math.sqrt(diagonal) : 0;
        }
        double[][] factor = new double[n][n];
        double[] x = new double[n];
        for (int f = 0; f < n; f++) {
            for (int h = 0; h <= f; h++) {
                double sum = f == h ? 1 + RIDGE : matrix[on[f]][on[h]] * scale[f] * scale[h];
                for (int l = 0; l < h; l++) {
                    sum -= factor[f][l] * factor[h][l];
                }
                factor[f][h] = f == h ? Math.sqrt(Math.max(sum, RIDGE)) : sum / factor[h][h];
            }
            x[f] = right[f] * scale[f];
            for (int l = 0; l < f; l++) {
                x[f] -= factor[f][l] * x[l];
            }
            x[f] /= factor[f][f];
        }
        for (int f = n - 1; f >= 0; f--) {
            for (int l = f + 1; l < n; l++) {
                x[f] -= factor[l][f] * x[l];
            }
            x[f] /= factor[f][f];
        }
        for (int f = 0; f < n; f++) {
            x[f] *= scale[f];
        }
        return x;
    }
}
