// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.util.Locale;
import java.util.Set;
import nl.schoonnet.hashing.pdq.Luma;

/** What became of a file: a picture, or a refusal that says why. */
public sealed interface Decoded {
    /**
     * A picture as it is stored: not turned as its metadata may ask (PDQ doesn't turn either; see
     * {@link nl.schoonnet.hashing.pdq.Pdq#variantsOf}), without its transparency and without colour management.
     *
     * @param luma its brightness
     * @param format what the file is
     * @param notes what one has to know about it
     */
    record Picture(Luma luma, Format format, Set<Note> notes) implements Decoded {
        /** Copies the set. */
        public Picture {
            notes = Set.copyOf(notes);
        }
    }

    /**
     * No picture. This is "not checked", never "no match".
     *
     * @param reason for programs
     * @param sentence for people; quotes nothing from the file
     */
    record Refused(Reason reason, String sentence) implements Decoded {}

    /** What one has to know about a picture. */
    enum Note {
        /** The file holds several pictures or frames; this is the first. */
        FIRST_OF_SEVERAL,
        /** The file is damaged or cut off; a part of the picture is what its decoder made up. */
        DAMAGED
    }

    /** Why there is no picture. */
    enum Reason {
        /** No bytes at all. */
        EMPTY,
        /** None of the formats that are read. */
        UNKNOWN_FORMAT,
        /** A known format, of a kind that isn't read. */
        UNSUPPORTED,
        /** Not readable as what it says it is. */
        DAMAGED,
        /** Says that it has no rows or no columns. */
        NO_SIZE,
        /** More bytes than the limit. */
        TOO_MANY_BYTES,
        /** More pixels than the limit. */
        TOO_MANY_PIXELS,
        /** Would take more memory than the limit. */
        TOO_MUCH_MEMORY,
        /** Took longer than the limit, or is built so that it would. */
        TOO_MUCH_WORK;

        /** As interfaces write it: {@code no-size}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
