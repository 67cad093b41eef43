// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The brightness of a picture, row by row from the top: 0 is black, 255 white. Of colours it is
 * {@code 0.299 R + 0.587 G + 0.114 B} in {@code float}, added in that order, as PDQ has it.
 *
 * <p>Samples aren't copied: whoever makes one of these leaves the array alone afterwards. Then several threads may read it.
 */
public abstract sealed class Luma {
    private static final VarHandle PIXEL = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int width;
    private final int height;

    private Luma(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A picture has at least one column and one row.");
        }
        this.width = width;
        this.height = height;
    }

    /**
     * Shades of grey, one byte each, without gaps between rows.
     *
     * @throws IllegalArgumentException if a side is below 1 or there are fewer than {@code width * height} bytes
     */
    public static Luma ofGray(byte[] samples, int width, int height) {
        float[] shades = new float[256];
        for (int i = 0; i < shades.length; i++) {
            shades[i] = i;
        }
        return new Shaded(samples, shades, width, height);
    }

    /**
     * Numbers of colours in a palette, one byte each, without gaps between rows.
     *
     * @param palette red in bits 16 to 23, green in bits 8 to 15, blue in bits 0 to 7; what is above isn't looked at. A number
     *     beyond it means black. Copied
     * @throws IllegalArgumentException if a side is below 1 or there are fewer than {@code width * height} bytes
     */
    public static Luma ofPalette(byte[] samples, int[] palette, int width, int height) {
        float[] shades = new float[256];
        for (int i = 0; i < Math.min(palette.length, shades.length); i++) {
            shades[i] = luma(palette[i] >> 16 & 0xff, palette[i] >> 8 & 0xff, palette[i] & 0xff);
        }
        return new Shaded(samples, shades, width, height);
    }

    /**
     * Colours of three bytes: red, green, blue, without gaps.
     *
     * @throws IllegalArgumentException if a side is below 1 or there are fewer than {@code 3 * width * height} bytes
     */
    public static Luma ofRgb(byte[] samples, int width, int height) {
        return new Coloured(samples, width, height, 3, 0, 16);
    }

    /**
     * Colours of three bytes: blue, green, red, without gaps.
     *
     * @throws IllegalArgumentException if a side is below 1 or there are fewer than {@code 3 * width * height} bytes
     */
    public static Luma ofBgr(byte[] samples, int width, int height) {
        return new Coloured(samples, width, height, 3, 16, 0);
    }

    /**
     * Colours of four bytes: red, green, blue and one that isn't looked at, without gaps.
     *
     * @throws IllegalArgumentException if a side is below 1 or there are fewer than {@code 4 * width * height} bytes
     */
    public static Luma ofRgbx(byte[] samples, int width, int height) {
        return new Coloured(samples, width, height, 4, 0, 16);
    }

    /** Brightness as such, for tests: finite, 0 to 255. */
    static Luma ofFloats(float[] samples, int width, int height) {
        return new Plain(samples, width, height);
    }

    /** Columns, 1 or more. */
    public final int width() {
        return width;
    }

    /** Rows, 1 or more. */
    public final int height() {
        return height;
    }

    /**
     * Writes a row.
     *
     * @param y 0 is at the top
     * @param into as long as the picture is wide, or longer; what is beyond keeps its value
     */
    public abstract void row(int y, float[] into);

    private static float luma(int red, int green, int blue) {
        return 0.299f * red + 0.587f * green + 0.114f * blue;
    }

    private static void checkLength(int length, int width, int height, int bytesPerPixel) {
        if (length < (long) width * height * bytesPerPixel) {
            throw new IllegalArgumentException("There are fewer samples than the picture has places.");
        }
    }

    private static final class Shaded extends Luma {
        private final byte[] samples;
        private final float[] shades;

        Shaded(byte[] samples, float[] shades, int width, int height) {
            super(width, height);
            checkLength(samples.length, width, height, 1);
            this.samples = samples;
            this.shades = shades;
        }

        @Override
        public void row(int y, float[] into) {
            int start = y * width();
            for (int x = 0; x < width(); x++) {
                into[x] = shades[samples[start + x] & 0xff];
            }
        }
    }

    private static final class Coloured extends Luma {
        private final byte[] samples;
        private final int bytes;
        private final int redShift;
        private final int blueShift;

        Coloured(byte[] samples, int width, int height, int bytes, int redShift, int blueShift) {
            super(width, height);
            checkLength(samples.length, width, height, bytes);
            this.samples = samples;
            this.bytes = bytes;
            this.redShift = redShift;
            this.blueShift = blueShift;
        }

        @Override
        public void row(int y, float[] into) {
            int[] pixels = new int[width()];
            int start = y * width() * bytes;
            // Four bytes at a time; of pixels of three bytes the last may have no fourth behind it.
            int whole = Math.min(width(), Math.floorDiv(samples.length - 4 - start, bytes) + 1);
            for (int x = 0; x < whole; x++) {
                pixels[x] = (int) PIXEL.get(samples, start + bytes * x);
            }
            for (int x = Math.max(whole, 0); x < width(); x++) {
                int at = start + bytes * x;
                pixels[x] = (samples[at] & 0xff) | (samples[at + 1] & 0xff) << 8 | (samples[at + 2] & 0xff) << 16;
            }
            for (int x = 0; x < pixels.length; x++) {
                int pixel = pixels[x];
                into[x] = luma(pixel >> redShift & 0xff, pixel >> 8 & 0xff, pixel >> blueShift & 0xff);
            }
        }
    }

    private static final class Plain extends Luma {
        private final float[] samples;

        Plain(float[] samples, int width, int height) {
            super(width, height);
            checkLength(samples.length, width, height, 1);
            this.samples = samples;
        }

        @Override
        public void row(int y, float[] into) {
            System.arraycopy(samples, y * width(), into, 0, width());
        }
    }
}
