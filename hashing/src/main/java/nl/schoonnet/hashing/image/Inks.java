// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

/**
 * Colours of four inks as red, green and blue, without profiles: each is the paper that its own ink and black leave. Written for
 * JPEG as Adobe's programs make it, which store paper instead of ink.
 */
final class Inks {
    private Inks() {}

    /**
     * From cyan, magenta, yellow and black.
     *
     * @param paper whether 255 is no ink
     */
    static byte[] cmyk(byte[] samples, boolean paper) {
        int flip = paper ? 0 : 0xff;
        byte[] rgb = new byte[samples.length / 4 * 3];
        for (int from = 0, to = 0; to < rgb.length; from += 4) {
            int black = (samples[from + 3] & 0xff) ^ flip;
            for (int ink = 0; ink < 3; ink++) {
                rgb[to++] = left((samples[from + ink] & 0xff) ^ flip, black);
            }
        }
        return rgb;
    }

    /** From brightness and two of colour, which give ink where they would give light, and black as paper. */
    static byte[] ycck(byte[] samples) {
        byte[] rgb = new byte[samples.length / 4 * 3];
        for (int from = 0, to = 0; to < rgb.length; from += 4) {
            float y = samples[from] & 0xff;
            float blue = (samples[from + 1] & 0xff) - 128;
            float red = (samples[from + 2] & 0xff) - 128;
            int black = samples[from + 3] & 0xff;
            rgb[to++] = left(paper(y + 1.402f * red), black);
            rgb[to++] = left(paper(y - 0.344136f * blue - 0.714136f * red), black);
            rgb[to++] = left(paper(y + 1.772f * blue), black);
        }
        return rgb;
    }

    private static int paper(float ink) {
        return 255 - Math.clamp(Math.round(ink), 0, 255);
    }

    private static byte left(int own, int black) {
        return (byte) ((own * black + 127) / 255);
    }
}
