// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/**
 * A PDQ hash with the quality of the picture that it was taken from.
 *
 * <p>The hash is that of the published algorithm at full size, bit for bit (Meta, <i>The TMK+PDQF video-hashing algorithm and
 * the PDQ image-hashing algorithm</i>, 2019, and its reference code): averages over windows of a 128th of each side, twice;
 * 64 x 64 samples; their lowest frequencies against the median. Meta's command line first shrinks what has a side above 512,
 * and so differs by some bits.
 *
 * <p>PDQ doesn't turn pictures: one that lies on its side has another hash. See {@link PdqVariants}.
 *
 * @param hash the hash; all zero if a side of the picture is below {@link #LEAST_SIDE}
 * @param quality 0 to 100: how much there is to see. Below {@link #USABLE} a hash matches pictures that have nothing to do with
 *     it and mustn't be looked up; 0 if a side is below {@link #LEAST_SIDE}
 */
public record Pdq(PdqHash hash, int quality) {
    /** Quality from which Meta uses a hash. */
    public static final int USABLE = 50;

    /** Rows and columns that a picture needs to have a hash, as in the reference code in C++. */
    public static final int LEAST_SIDE = 5;

    private static final PdqHash NONE = new PdqHash(0, 0, 0, 0);

    /** Hashes a picture. Any number of threads may do so at once; each keeps some rows of its picture as floats. */
    public static Pdq of(Luma luma) {
        if (isTooSmall(luma)) {
            return new Pdq(NONE, 0);
        }
        float[][] samples = Downscaled.of(luma);
        return new Pdq(Frequencies.of(samples).hash(), quality(samples));
    }

    /** Hashes a picture in all eight {@linkplain Turn turns}, at nearly the price of one. */
    public static PdqVariants variantsOf(Luma luma) {
        if (isTooSmall(luma)) {
            return new PdqVariants(turn -> NONE, 0);
        }
        float[][] samples = Downscaled.of(luma);
        Frequencies frequencies = Frequencies.of(samples);
        return new PdqVariants(turn -> frequencies.after(turn).hash(), quality(samples));
    }

    private static boolean isTooSmall(Luma luma) {
        return luma.width() < LEAST_SIDE || luma.height() < LEAST_SIDE;
    }

    /** Steps between neighbours, in whole hundredths of the full range, so that small ones count for nothing. */
    static int quality(float[][] samples) {
        int steps = 0;
        for (int y = 0; y < Downscaled.SIDE; y++) {
            for (int x = 0; x < Downscaled.SIDE; x++) {
                if (y + 1 < Downscaled.SIDE) {
                    steps += step(samples[y][x], samples[y + 1][x]);
                }
                if (x + 1 < Downscaled.SIDE) {
                    steps += step(samples[y][x], samples[y][x + 1]);
                }
            }
        }
        return Math.min(steps / 90, 100);
    }

    private static int step(float one, float other) {
        return Math.abs((int) ((one - other) * 100 / 255));
    }
}
