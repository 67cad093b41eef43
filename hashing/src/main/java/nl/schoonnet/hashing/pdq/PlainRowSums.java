// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/** Eight sums side by side in plain Java; divisions by loops that the compiler turns into vectors. */
final class PlainRowSums implements RowSums {
    @Override
    public void averages(Box box, float[][] in, float[] counts, float[][] out) {
        sums(box, in, out);
        for (float[] row : out) {
            for (int t = 0; t < counts.length; t++) {
                row[t] /= counts[t];
            }
        }
    }

    @Override
    public void sumsAt(Box box, float[][] in, int[] points, float[][] out) {
        float[][] sums = new float[ROWS][box.steps()];
        sums(box, in, sums);
        for (int r = 0; r < ROWS; r++) {
            for (int p = 0; p < points.length; p++) {
                out[r][p] = sums[r][points[p]];
            }
        }
    }

    @Override
    public String name() {
        return "plain Java";
    }

    private static void sums(Box box, float[][] in, float[][] out) {
        four(box, in, out, 0);
        four(box, in, out, 4);
    }

    private static void four(Box box, float[][] in, float[][] out, int first) {
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
