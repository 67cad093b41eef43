// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import java.util.random.RandomGenerator;

/** Made pictures, by row and column. */
final class Planes {
    private Planes() {}

    /** Grey noise: the hardest case for sums of floats, and no use as a picture. */
    static float[][] noise(RandomGenerator random, int width, int height) {
        float[][] plane = new float[height][width];
        for (float[] row : plane) {
            for (int x = 0; x < width; x++) {
                // As brightness comes from colours: not whole numbers.
                row[x] = 0.299f * random.nextInt(256) + 0.587f * random.nextInt(256) + 0.114f * random.nextInt(256);
            }
        }
        return plane;
    }

    /** Large soft shapes with some noise, as a photograph has. */
    static float[][] soft(RandomGenerator random, int width, int height) {
        double[] waves = random.doubles(8 * 5, 0, 1).toArray();
        float[][] plane = new float[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = 128;
                for (int w = 0; w < waves.length; w += 5) {
                    value += 25
                            * waves[w]
                            * Math.sin(waves[w + 1] * 7
                                    + 40 * (waves[w + 2] - 0.5) * x / width
                                    + 40 * (waves[w + 3] - 0.5) * y / height);
                }
                plane[y][x] = Math.clamp((float) value + random.nextInt(5), 0, 255);
            }
        }
        return plane;
    }

    /**
     * A picture of which the hash is known before it is taken: the sum of one wave for each bit, with the sign of that bit.
     * Defined for any size as the same picture.
     *
     * @param signs 256 of them, 128 positive: bit {@code 16 i + j} is frequency {@code i + 1} down and {@code j + 1} across
     */
    static float[][] designed(int[] signs, int width, int height) {
        float[][] plane = new float[height][width];
        for (int y = 0; y < height; y++) {
            double[] down = waves((y + 0.5) / height);
            for (int x = 0; x < width; x++) {
                double[] across = waves((x + 0.5) / width);
                double value = 0;
                for (int i = 0; i < 16; i++) {
                    for (int j = 0; j < 16; j++) {
                        value += signs[16 * i + j] * down[i] * across[j];
                    }
                }
                plane[y][x] = (float) (128 + 2 * value);
            }
        }
        return plane;
    }

    private static double[] waves(double place) {
        double[] waves = new double[16];
        for (int i = 0; i < 16; i++) {
            waves[i] = Math.cos(Math.PI * (i + 1) * place);
        }
        return waves;
    }

    static Luma luma(float[][] plane) {
        int width = plane[0].length;
        float[] samples = new float[plane.length * width];
        for (int y = 0; y < plane.length; y++) {
            System.arraycopy(plane[y], 0, samples, y * width, width);
        }
        return Luma.ofFloats(samples, width, plane.length);
    }

    /** A quarter against the clock: the column at the right becomes the row at the top. */
    static float[][] quarterLeft(float[][] plane) {
        int width = plane[0].length;
        float[][] turned = new float[width][plane.length];
        for (int y = 0; y < width; y++) {
            for (int x = 0; x < plane.length; x++) {
                turned[y][x] = plane[x][width - 1 - y];
            }
        }
        return turned;
    }

    /** What was left is right. */
    static float[][] mirrored(float[][] plane) {
        int width = plane[0].length;
        float[][] mirrored = new float[plane.length][width];
        for (int y = 0; y < plane.length; y++) {
            for (int x = 0; x < width; x++) {
                mirrored[y][x] = plane[y][width - 1 - x];
            }
        }
        return mirrored;
    }

    /** The picture after a turn, by quarters and mirrors only. */
    static float[][] after(Turn turn, float[][] plane) {
        return switch (turn) {
            case NONE -> plane;
            case QUARTER_LEFT -> quarterLeft(plane);
            case HALF -> quarterLeft(quarterLeft(plane));
            case QUARTER_RIGHT -> quarterLeft(quarterLeft(quarterLeft(plane)));
            case LEFT_TO_RIGHT -> mirrored(plane);
            case TOP_TO_BOTTOM -> mirrored(quarterLeft(quarterLeft(plane)));
            case TRANSPOSED -> mirrored(quarterLeft(quarterLeft(quarterLeft(plane))));
            case TRANSPOSED_BACKWARDS -> mirrored(quarterLeft(plane));
        };
    }
}
