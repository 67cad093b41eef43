// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageReader;

/** Whether a file holds more than one picture, found without decoding any. */
final class Several {
    private static final int PNG_SIGNATURE = 8;
    private static final int CHUNK_OVERHEAD = 12;
    private static final int TIFF_ENTRY = 12;

    private Several() {}

    static boolean in(Format format, byte[] file, ImageReader reader) {
        try {
            return switch (format) {
                case GIF, WEBP -> reader.getNumImages(true) > 1;
                case PNG -> isAnimatedPng(file);
                case TIFF -> hasSecondDirectory(file);
                case JPEG, BMP -> false;
            };
        } catch (IOException | RuntimeException e) {
            // Broken behind the first picture; that one is read nevertheless, or says so itself.
            return false;
        }
    }

    /** A control chunk of an animation stands before the pixels (PNG, third edition, 11.3.6.1). */
    private static boolean isAnimatedPng(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        byte[] type = new byte[4];
        int place = PNG_SIGNATURE;
        while (place >= 0 && place <= file.length - CHUNK_OVERHEAD) {
            int length = bytes.getInt(place);
            bytes.get(place + 4, type);
            String name = new String(type, StandardCharsets.ISO_8859_1);
            if (name.equals("acTL")) {
                return true;
            }
            if (name.equals("IDAT") || length < 0 || length > file.length - place - CHUNK_OVERHEAD) {
                return false;
            }
            place += CHUNK_OVERHEAD + length;
        }
        return false;
    }

    /** The first directory ends with the place of the next, or zero (TIFF 6.0, section 2). */
    private static boolean hasSecondDirectory(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file)
                .order(
                        Arrays.equals(file, 0, 2, new byte[] {'I', 'I'}, 0, 2)
                                ? ByteOrder.LITTLE_ENDIAN
                                : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        int entries = Short.toUnsignedInt(bytes.getShort(directory));
        return bytes.getInt(directory + 2 + TIFF_ENTRY * entries) != 0;
    }
}
