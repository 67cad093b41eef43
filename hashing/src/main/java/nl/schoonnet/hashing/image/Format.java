// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.util.Optional;

/** Formats that are read, told by their first bytes; a file's name or media type is never asked. */
public enum Format {
    /** JPEG: baseline and progressive; one, three or four components. */
    JPEG,
    /** PNG, of APNG the still picture. */
    PNG,
    /** GIF. */
    GIF,
    /** Windows bitmap. */
    BMP,
    /** WebP, lossy and lossless. */
    WEBP,
    /** TIFF with offsets of 32 bits. */
    TIFF;

    static Optional<Format> of(byte[] file) {
        if (starts(file, 0, 0xff, 0xd8, 0xff)) {
            return Optional.of(JPEG);
        }
        if (starts(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return Optional.of(PNG);
        }
        if (starts(file, 0, 'G', 'I', 'F', '8', '7', 'a') || starts(file, 0, 'G', 'I', 'F', '8', '9', 'a')) {
            return Optional.of(GIF);
        }
        if (starts(file, 0, 'B', 'M')) {
            return Optional.of(BMP);
        }
        if (starts(file, 0, 'R', 'I', 'F', 'F') && starts(file, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        if (starts(file, 0, 'I', 'I', 42, 0) || starts(file, 0, 'M', 'M', 0, 42)) {
            return Optional.of(TIFF);
        }
        return Optional.empty();
    }

    private static boolean starts(byte[] file, int place, int... expected) {
        if (file.length < place + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((file[place + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
