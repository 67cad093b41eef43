// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/**
 * The inner loops of {@link Downscaled} that run along rows. Of several rows at once, since a running sum by itself waits for each
 * addition to end; divisions in loops of their own, which the compiler turns into vectors.
 *
 * <p>A row that goes in has {@code box.window()} zeros, the samples, and at least as many zeros as the box's lag. Of rows that
 * come out by step, the steps before the lag mean nothing.
 */
final class RowSums {
    /** Rows at once. */
    static final int ROWS = 8;

    private RowSums() {}

    /**
     * Averages.
     *
     * @param in {@link #ROWS} rows
     * @param counts of the box
     * @param out {@link #ROWS} rows, by step
     */
    static void averages(Box box, float[][] in, float[] counts, float[][] out) {
        fourSums(box, in, out, 0);
        fourSums(box, in, out, ROWS / 2);
        for (float[] row : out) {
            for (int t = 0; t < counts.length; t++) {
                row[t] /= counts[t];
            }
        }
    }

    /**
     * Sums at some steps only.
     *
     * @param in {@link #ROWS} rows
     * @param points steps, in order
     * @param out {@link #ROWS} rows, by point
     */
    static void sumsAt(Box box, float[][] in, int[] points, float[][] out) {
        int window = box.window();
        float[] in0 = in[0];
        float[] in1 = in[1];
        float[] in2 = in[2];
        float[] in3 = in[3];
        float[] in4 = in[4];
        float[] in5 = in[5];
        float[] in6 = in[6];
        float[] in7 = in[7];
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        float sum4 = 0;
        float sum5 = 0;
        float sum6 = 0;
        float sum7 = 0;
        int t = 0;
        for (int p = 0; p < points.length; p++) {
            for (; t <= points[p]; t++) {
                sum0 = sum0 + in0[t + window] - in0[t];
                sum1 = sum1 + in1[t + window] - in1[t];
                sum2 = sum2 + in2[t + window] - in2[t];
                sum3 = sum3 + in3[t + window] - in3[t];
                sum4 = sum4 + in4[t + window] - in4[t];
                sum5 = sum5 + in5[t + window] - in5[t];
                sum6 = sum6 + in6[t + window] - in6[t];
                sum7 = sum7 + in7[t + window] - in7[t];
            }
            out[0][p] = sum0;
            out[1][p] = sum1;
            out[2][p] = sum2;
            out[3][p] = sum3;
            out[4][p] = sum4;
            out[5][p] = sum5;
            out[6][p] = sum6;
            out[7][p] = sum7;
        }
    }

    private static void fourSums(Box box, float[][] in, float[][] out, int first) {
        int window = box.window();
        int steps = box.steps();
        float[] in0 = in[first];
        float[] in1 = in[first + 1];
        float[] in2 = in[first + 2];
        float[] in3 = in[first + 3];
        float[] out0 = out[first];
        float[] out1 = out[first + 1];
        float[] out2 = out[first + 2];
        float[] out3 = out[first + 3];
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        for (int t = 0; t < steps; t++) {
            sum0 = sum0 + in0[t + window] - in0[t];
            sum1 = sum1 + in1[t + window] - in1[t];
            sum2 = sum2 + in2[t + window] - in2[t];
            sum3 = sum3 + in3[t + window] - in3[t];
            out0[t] = sum0;
            out1[t] = sum1;
            out2[t] = sum2;
            out3[t] = sum3;
        }
    }
}
