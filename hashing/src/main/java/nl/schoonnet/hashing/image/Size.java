// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import nl.schoonnet.hashing.image.Decoded.Reason;

/** Holds the size that a file says its picture has against the limits, before a decoder allocates by it. */
final class Size {
    private Size() {}

    /**
     * Checks.
     *
     * @param bytesPerPixel all that is held of a pixel at once while decoding
     */
    static void check(long width, long height, int bytesPerPixel, Limits limits) throws RefusedException {
        if (width < 1 || height < 1) {
            throw new RefusedException(Reason.NO_SIZE, "The picture has no rows or no columns.");
        }
        if (width > limits.pixels() || height > limits.pixels() || width * height > limits.pixels()) {
            throw new RefusedException(
                    Reason.TOO_MANY_PIXELS,
                    "The picture has more than the " + limits.pixels() + " pixels that are decoded.");
        }
        if (width * height * bytesPerPixel > limits.memory()
                || width * height * bytesPerPixel > Integer.MAX_VALUE - 8) {
            throw new RefusedException(
                    Reason.TOO_MUCH_MEMORY,
                    "To decode the picture takes more than the " + limits.memory() + " bytes of memory that it may.");
        }
    }
}
