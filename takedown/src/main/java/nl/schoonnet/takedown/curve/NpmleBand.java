// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * A symmetric positive definite matrix: its diagonal, and the part of each row from the first entry that may not be zero
 * up to the diagonal. Cholesky keeps that shape (George & Liu 1981, "Computer Solution of Large Sparse Positive Definite
 * Systems", chapter 4).
 */
final class NpmleBand {
    private final int[] lowest;
    /** Entry (b, a), a < b, is at {@code value[start[b] + a]}. */
    private final int[] start;

    private final double[] value;
    private final double[] diagonal;

    /** A matrix of zeros; the first entry of row b is at column {@code lowest[b] <= b}. */
    NpmleBand(int[] lowest) {
        this.lowest = lowest;
        start = starts(lowest);
        value = new double[entries(lowest)];
        diagonal = new double[lowest.length];
    }

    /** Where the rows of a band begin in one array, less their first column. */
    static int[] starts(int[] lowest) {
        int[] start = new int[lowest.length];
        int used = 0;
        for (int b = 0; b < lowest.length; b++) {
            start[b] = used - lowest[b];
            used += b - lowest[b];
        }
        return start;
    }

    /** The number of entries left of the diagonal. */
    static int entries(int[] lowest) {
        int entries = 0;
        for (int b = 0; b < lowest.length; b++) {
            entries = Math.addExact(entries, b - lowest[b]);
        }
        return entries;
    }

    void add(int b, int a, double amount) {
        value[start[b] + a] += amount;
    }

    void addToDiagonal(int b, double amount) {
        diagonal[b] += amount;
    }

    /** Replaces the matrix by its Cholesky factor. */
    void factor() {
        for (int b = 0; b < lowest.length; b++) {
            int row = start[b];
            double d = diagonal[b];
            for (int a = lowest[b]; a < b; a++) {
                int common = Math.max(lowest[b], lowest[a]);
                double v = (value[row + a] - product(row + common, start[a] + common, a - common)) / diagonal[a];
                value[row + a] = v;
                d -= v * v;
            }
            diagonal[b] = Math.sqrt(Math.max(d, Double.MIN_NORMAL));
        }
    }

    /** The solution for a right side, once factored. */
    double[] solve(double[] rightSide) {
        double[] x = Arrays.copyOf(rightSide, lowest.length);
        for (int b = 0; b < lowest.length; b++) {
            double sum = x[b];
            for (int a = lowest[b]; a < b; a++) {
                sum -= value[start[b] + a] * x[a];
            }
            x[b] = sum / diagonal[b];
        }
        for (int b = lowest.length - 1; b >= 0; b--) {
            x[b] /= diagonal[b];
            for (int a = lowest[b]; a < b; a++) {
                x[a] -= value[start[b] + a] * x[b];
            }
        }
        return x;
    }

    /** Four sums instead of one, so that the processor needn't wait for each; the order stays fixed. */
    private double product(int p, int q, int length) {
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
