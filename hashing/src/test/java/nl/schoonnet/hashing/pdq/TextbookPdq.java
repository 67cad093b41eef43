// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import java.util.Arrays;

/**
 * PDQ step by step over whole planes, written from the description for {@link PdqTests} to hold the fast form against: a box is
 * four loops (fill, fill and write, slide, empty), the median is found by counting.
 */
final class TextbookPdq {
    private TextbookPdq() {}

    static Pdq of(float[][] plane) {
        float[][] samples = samples(plane);
        return new Pdq(hash(samples), quality(samples));
    }

    static float[][] samples(float[][] plane) {
        int rows = plane.length;
        int columns = plane[0].length;
        if (rows == 64 && columns == 64) {
            return plane;
        }
        float[][] blurred = plane;
        for (int round = 0; round < 2; round++) {
            float[][] alongRows = new float[rows][];
            for (int y = 0; y < rows; y++) {
                alongRows[y] = box(blurred[y], ceil128th(columns));
            }
            float[][] turned = turned(alongRows);
            for (int x = 0; x < columns; x++) {
                turned[x] = box(turned[x], ceil128th(rows));
            }
            blurred = turned(turned);
        }
        float[][] samples = new float[64][64];
        for (int i = 0; i < 64; i++) {
            for (int j = 0; j < 64; j++) {
                samples[i][j] = blurred[(int) ((i + 0.5) * rows / 64)][(int) ((j + 0.5) * columns / 64)];
            }
        }
        return samples;
    }

    static float[] box(float[] line, int window) {
        int half = (window + 2) / 2;
        float[] out = new float[line.length];
        float sum = 0;
        int inside = 0;
        int left = 0;
        int right = 0;
        int place = 0;
        while (right < half - 1) {
            sum += line[right++];
            inside++;
        }
        while (right < window) {
            sum += line[right++];
            inside++;
            out[place++] = sum / inside;
        }
        while (right < line.length) {
            sum += line[right++];
            sum -= line[left++];
            out[place++] = sum / inside;
        }
        while (place < line.length) {
            sum -= line[left++];
            inside--;
            out[place++] = sum / inside;
        }
        return out;
    }

    static int ceil128th(int length) {
        return (int) Math.ceil(length / 128.0);
    }

    static float[][] turned(float[][] rows) {
        float[][] columns = new float[rows[0].length][rows.length];
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[0].length; x++) {
                columns[x][y] = rows[y][x];
            }
        }
        return columns;
    }

    static PdqHash hash(float[][] samples) {
        float[] frequencies = new float[256];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 16; j++) {
                float sum = 0;
                for (int x = 0; x < 64; x++) {
                    float column = 0;
                    for (int y = 0; y < 64; y++) {
                        column += cosine(i, y) * samples[y][x];
                    }
                    sum += column * cosine(j, x);
                }
                frequencies[16 * i + j] = sum;
            }
        }
        float median = Float.NaN;
        for (float one : frequencies) {
            int below = 0;
            int notAbove = 0;
            for (float other : frequencies) {
                below += other < one ? 1 : 0;
                notAbove += other <= one ? 1 : 0;
            }
            if (below < 128 && notAbove >= 128) {
                median = one;
            }
        }
        StringBuilder bits = new StringBuilder();
        for (int bit = 255; bit >= 0; bit--) {
            bits.append(frequencies[bit] > median ? '1' : '0');
        }
        StringBuilder hex = new StringBuilder();
        for (int digit = 0; digit < 64; digit++) {
            hex.append(Integer.toHexString(Integer.parseInt(bits.substring(4 * digit, 4 * digit + 4), 2)));
        }
        return PdqHash.ofHex(hex.toString());
    }

    private static final float[] COSINES = new float[16 * 64];

    static {
        for (int i = 0; i < 16; i++) {
            for (int k = 0; k < 64; k++) {
                COSINES[64 * i + k] =
                        (float) ((float) Math.sqrt(2.0 / 64) * Math.cos(Math.PI / 128 * (i + 1) * (2 * k + 1)));
            }
        }
    }

    private static float cosine(int frequency, int place) {
        return COSINES[64 * frequency + place];
    }

    static int quality(float[][] samples) {
        int sum = 0;
        for (float[][] direction : Arrays.asList(samples, turned(samples))) {
            for (int y = 0; y < 63; y++) {
                for (int x = 0; x < 64; x++) {
                    sum += Math.abs((int) ((direction[y][x] - direction[y + 1][x]) * 100 / 255));
                }
            }
        }
        return Math.min(100, sum / 90);
    }
}
