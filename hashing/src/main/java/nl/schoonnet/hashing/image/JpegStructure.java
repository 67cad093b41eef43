// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.util.Optional;

/**
 * What the markers of a JPEG file say (ITU-T T.81, annex B), read to its end without decoding: so that its size, and the number
 * of scans that pass over it, are known before a decoder begins.
 *
 * @param width columns
 * @param height rows; 0 if only a later marker says, which no decoder here follows
 * @param bits per sample
 * @param components 1 to 4
 * @param kind how components are to be read
 * @param plain whether every decoder takes it for that kind: the file says so, or names components as the standard for files does
 * @param scans passes over the picture
 */
record JpegStructure(int width, int height, int bits, int components, Kind kind, boolean plain, int scans) {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP14 = 0xee;
    private static final int TEM = 0x01;

    /** How the components of a pixel are to be read. */
    enum Kind {
        /** Brightness alone, or brightness first and two of colour. */
        BRIGHTNESS_FIRST,
        /** Red, green, blue. */
        RGB,
        /** Cyan, magenta, yellow, black; 255 is no ink. */
        CMYK_INVERTED,
        /** Cyan, magenta, yellow, black; 0 is no ink. */
        CMYK,
        /** The first three of inverted cyan, magenta, yellow, black as brightness and two of colour. */
        YCCK_INVERTED,
        /** Two components, or more than four. */
        OTHER
    }

    /** Empty if there is no frame before the first scan, or none at all. */
    static Optional<JpegStructure> of(byte[] file) {
        Walk walk = new Walk(file);
        walk.run();
        return walk.components == 0 || walk.scans == 0 ? Optional.empty() : Optional.of(walk.structure());
    }

    private static final class Walk {
        private final byte[] file;
        private int width;
        private int height;
        private int bits;
        private int components;
        private int ids;
        private boolean jfif;
        private int adobeTransform = -1;
        private int scans;

        Walk(byte[] file) {
            this.file = file;
        }

        void run() {
            int place = 2;
            while (place >= 0 && place + 3 < file.length) {
                place = step(place);
            }
        }

        /** From what may be a marker to what may be the next; negative at the end. */
        private int step(int from) {
            int place = from;
            while (place + 3 < file.length && file[place] != (byte) 0xff) {
                place++;
            }
            if (place + 3 >= file.length) {
                return -1;
            }
            if (at(place + 1) == 0xff || at(place + 1) == 0) {
                return place + 1;
            }
            int marker = at(place + 1);
            if (marker == EOI) {
                return -1;
            }
            if (marker == SOI || marker == TEM || isRestart(marker)) {
                return place + 2;
            }
            int length = at(place + 2) << 8 | at(place + 3);
            int end = place + 2 + length;
            if (length < 2 || end > file.length) {
                return -1;
            }
            segment(marker, place + 4, length - 2);
            return end;
        }

        private void segment(int marker, int place, int length) {
            switch (marker) {
                case SOS -> scans++;
                case APP0 -> jfif |= length >= 5 && is(place, "JFIF");
                case APP14 -> {
                    if (length >= 12 && is(place, "Adobe")) {
                        adobeTransform = at(place + 11);
                    }
                }
                default -> {
                    if (isFrame(marker) && components == 0 && length >= 6) {
                        frame(place, length);
                    }
                }
            }
        }

        private void frame(int place, int length) {
            bits = at(place);
            height = at(place + 1) << 8 | at(place + 2);
            width = at(place + 3) << 8 | at(place + 4);
            components = at(place + 5);
            for (int i = 0; i < Math.min(components, 3) && 6 + 3 * i < length; i++) {
                ids = ids << 8 | at(place + 6 + 3 * i);
            }
        }

        JpegStructure structure() {
            boolean plain = components == 1 || jfif || adobeTransform >= 0 || ids == (1 << 16 | 2 << 8 | 3);
            return new JpegStructure(width, height, bits, components, kind(), plain, scans);
        }

        /** The rules of the Independent JPEG Group's library, which all decoders follow. */
        private Kind kind() {
            return switch (components) {
                case 1 -> Kind.BRIGHTNESS_FIRST;
                case 3 -> {
                    boolean saysSo = adobeTransform == 0;
                    boolean namesSo = adobeTransform < 0 && ids == ('R' << 16 | 'G' << 8 | 'B');
                    boolean rgb = !jfif && (saysSo || namesSo);
                    yield rgb ? Kind.RGB : Kind.BRIGHTNESS_FIRST;
                }
                case 4 ->
                    switch (adobeTransform) {
                        case -1 -> Kind.CMYK;
                        case 2 -> Kind.YCCK_INVERTED;
                        default -> Kind.CMYK_INVERTED;
                    };
                default -> Kind.OTHER;
            };
        }

        private boolean is(int place, String letters) {
            for (int i = 0; i < letters.length(); i++) {
                if (at(place + i) != letters.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private int at(int place) {
            return file[place] & 0xff;
        }

        private static boolean isRestart(int marker) {
            return marker >= 0xd0 && marker <= 0xd7;
        }

        /** SOF0 to SOF15 without DHT, JPG and DAC, which lie between them. */
        private static boolean isFrame(int marker) {
            return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        }
    }
}
