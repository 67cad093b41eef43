// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Set;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import nl.schoonnet.hashing.image.Decoded.Note;
import nl.schoonnet.hashing.image.Decoded.Reason;
import nl.schoonnet.hashing.image.JpegStructure.Kind;
import nl.schoonnet.hashing.pdq.Luma;

/** A JPEG file of which the structure is known. */
final class JpegFile {
    private static final int MOST_SCANS = 100;
    private static final int MOST_SCANS_OF_LARGEST = 20;

    private final byte[] bytes;
    private final JpegStructure structure;

    JpegFile(byte[] bytes, JpegStructure structure) {
        this.bytes = bytes;
        this.structure = structure;
    }

    /** The file itself, not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** What its markers say. */
    JpegStructure structure() {
        return structure;
    }

    /**
     * Refuses what is too large, or has a kind that isn't read, or passes over its pixels so often that decoding would take long:
     * a few bytes can make a scan.
     */
    void check(Limits limits) throws RefusedException {
        // Brightness outside the heap and inside it; else the raster as it is and what is made of it.
        boolean brightnessAlone = structure.kind() == Kind.BRIGHTNESS_FIRST && structure.plain();
        int bytesPerPixel = brightnessAlone ? 2 : structure.components() + 3;
        Size.check(structure.width(), structure.height(), bytesPerPixel, limits);
        if (structure.kind() == Kind.OTHER) {
            throw new RefusedException(
                    Reason.UNSUPPORTED, "JPEG with " + structure.components() + " components isn't read.");
        }
        if (structure.bits() != 8) {
            throw new RefusedException(
                    Reason.UNSUPPORTED, "JPEG with " + structure.bits() + " bits to a sample isn't read.");
        }
        if (structure.scans() > MOST_SCANS
                || (long) structure.scans() * structure.width() * structure.height()
                        > (long) MOST_SCANS_OF_LARGEST * limits.pixels()) {
            throw new RefusedException(
                    Reason.TOO_MUCH_WORK, "The JPEG file passes over its pixels more often than is decoded.");
        }
    }

    /** Decodes by Java's own reader, without its conversion of colours. */
    Luma decodeInJava(Deadline deadline, Set<Note> notes) throws IOException, RefusedException {
        ImageReader reader = JavaDecoder.reader(Format.JPEG);
        try {
            JavaDecoder.prepare(reader, bytes, deadline, notes);
            Raster raster;
            if (structure.kind() == Kind.BRIGHTNESS_FIRST && structure.plain()) {
                ImageReadParam gray = reader.getDefaultReadParam();
                gray.setDestinationType(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY));
                raster = reader.read(0, gray).getRaster();
            } else {
                raster = reader.readRaster(0, null);
            }
            deadline.check();
            return luma(raster);
        } finally {
            reader.dispose();
        }
    }

    private Luma luma(Raster raster) {
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        int width = raster.getWidth();
        int height = raster.getHeight();
        return switch (structure.kind()) {
            case BRIGHTNESS_FIRST -> Luma.ofGray(everyFirst(samples, raster.getNumBands()), width, height);
            case RGB -> Luma.ofRgb(samples, width, height);
            case CMYK -> Luma.ofRgb(Inks.cmyk(samples, false), width, height);
            case CMYK_INVERTED -> Luma.ofRgb(Inks.cmyk(samples, true), width, height);
            case YCCK_INVERTED -> Luma.ofRgb(Inks.ycck(samples), width, height);
            case OTHER -> throw new IllegalStateException("Refused before.");
        };
    }

    private static byte[] everyFirst(byte[] samples, int bands) {
        if (bands == 1) {
            return samples;
        }
        byte[] first = new byte[samples.length / bands];
        for (int i = 0; i < first.length; i++) {
            first[i] = samples[i * bands];
        }
        return first;
    }
}
