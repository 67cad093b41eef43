// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

/**
 * The strict lower triangle of a square matrix, each row from its first entry that is not zero to the diagonal. Cholesky
 * keeps that shape (George & Liu 1981, "Computer Solution of Large Sparse Positive Definite Systems", chapter 4).
 */
final class NpmleBand {
    final int[] lowest;
    /** Entry (b, a) is at {@code value[start[b] + a]}. */
    final int[] start;

    final double[] value;

    NpmleBand(int[] lowest) {
        this.lowest = lowest;
        start = new int[lowest.length];
        int used = 0;
        for (int b = 0; b < lowest.length; b++) {
            start[b] = used - lowest[b];
            used = Math.addExact(used, b - lowest[b]);
        }
        value = new double[used];
    }

    /** Solves for rows and columns from 1 on (0 is grounded); overwrites the matrix, its diagonal and the right side. */
    void solve(double[] diagonal, double[] x) {
        int n = lowest.length;
        for (int b = 1; b < n; b++) {
            int from = Math.max(1, lowest[b]);
            int row = start[b];
            double d = diagonal[b];
            double sum = x[b];
            for (int a = from; a < b; a++) {
                int common = Math.max(from, lowest[a]);
                double v = value[row + a] - dot(row + common, start[a] + common, a - common);
                v /= diagonal[a];
                value[row + a] = v;
                d -= v * v;
                sum -= v * x[a];
            }
            diagonal[b] = Math.sqrt(Math.max(d, 1e-300));
            x[b] = sum / diagonal[b];
        }
        for (int b = n - 1; b >= 1; b--) {
            x[b] /= diagonal[b];
            int row = start[b];
            for (int a = Math.max(1, lowest[b]); a < b; a++) {
                x[a] -= value[row + a] * x[b];
            }
        }
    }

    private double dot(int p, int q, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += value[p + i] * value[q + i];
            s1 += value[p + i + 1] * value[q + i + 1];
            s2 += value[p + i + 2] * value[q + i + 2];
            s3 += value[p + i + 3] * value[q + i + 3];
        }
        for (; i < length; i++) {
            s0 += value[p + i] * value[q + i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
