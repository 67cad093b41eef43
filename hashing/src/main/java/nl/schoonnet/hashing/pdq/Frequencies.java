// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import java.util.Arrays;

/**
 * The 16 x 16 lowest frequencies of 64 x 64 samples without the constant ones: {@code D A D'} with
 * {@code D[i][k] = sqrt(2/64) cos(pi/128 (i+1) (2k+1))}. Frequency 1 has place 0. Sums run in {@code float}, by rising place of
 * the sample.
 */
final class Frequencies {
    private static final int SIDE = 16;
    private static final int SAMPLES = Downscaled.SIDE;
    private static final float[][] COSINES = cosines();
    private static final float[][] COSINES_BY_SAMPLE = transposed(COSINES);

    /** By rows: how often brightness swings from top to bottom, then from left to right. */
    private final float[] values;

    private Frequencies(float[] values) {
        this.values = values;
    }

    static Frequencies of(float[][] samples) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < SIDE; i++) {
            float[] downColumns = new float[SAMPLES];
            for (int k = 0; k < SAMPLES; k++) {
                addScaled(COSINES[i][k], samples[k], downColumns);
            }
            float[] sums = new float[SIDE];
            for (int k = 0; k < SAMPLES; k++) {
                addScaled(downColumns[k], COSINES_BY_SAMPLE[k], sums);
            }
            System.arraycopy(sums, 0, values, SIDE * i, SIDE);
        }
        return new Frequencies(values);
    }

    private static void addScaled(float factor, float[] addends, float[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * addends[j];
        }
    }

    /** The frequencies of the picture after a turn: the same ones, some in each other's place, some with the other sign. */
    Frequencies after(Turn turn) {
        float[] turned = new float[values.length];
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                float value = turn.transposes() ? values[SIDE * j + i] : values[SIDE * i + j];
                // A wave of odd number that is seen from the other end has the other sign; place 0 is number 1.
                boolean opposite = (turn.upsideDown() && i % 2 == 0) != (turn.mirrored() && j % 2 == 0);
                turned[SIDE * i + j] = opposite ? -value : value;
            }
        }
        return new Frequencies(turned);
    }

    /** One bit for each frequency that is above the median, the lower one of the two in the middle. */
    PdqHash hash() {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float median = sorted[sorted.length / 2 - 1];
        long[] words = new long[4];
        for (int bit = 0; bit < values.length; bit++) {
            if (values[bit] > median) {
                words[bit / Long.SIZE] |= 1L << bit;
            }
        }
        return new PdqHash(words[3], words[2], words[1], words[0]);
    }

    private static float[][] cosines() {
        float scale = (float) Math.sqrt(2.0 / SAMPLES);
        float[][] cosines = new float[SIDE][SAMPLES];
        for (int i = 0; i < SIDE; i++) {
            for (int k = 0; k < SAMPLES; k++) {
                cosines[i][k] = (float) (scale * StrictMath.cos(Math.PI / 2 / SAMPLES * (i + 1) * (2 * k + 1)));
            }
        }
        return cosines;
    }

    private static float[][] transposed(float[][] rows) {
        float[][] columns = new float[SAMPLES][SIDE];
        for (int i = 0; i < SIDE; i++) {
            for (int k = 0; k < SAMPLES; k++) {
                columns[k][i] = rows[i][k];
            }
        }
        return columns;
    }
}
