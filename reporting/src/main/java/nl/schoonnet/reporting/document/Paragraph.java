// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import nl.schoonnet.reporting.text.CleanText;

/**
 * Running text.
 *
 * @param text plain text
 * @param kind how it is set
 */
public record Paragraph(String text, Kind kind) implements Block {
    /** How a paragraph is set. */
    public enum Kind {
        NORMAL,
        /** Something that changes how the figures may be read; set apart and announced. */
        CAUTION,
        /** A side remark, set smaller. */
        NOTE,
        /** A heading of the third level inside a section. */
        HEADING
    }

    public Paragraph {
        text = CleanText.line(text);
    }

    public static Paragraph of(String text) {
        return new Paragraph(text, Kind.NORMAL);
    }

    public static Paragraph caution(String text) {
        return new Paragraph(text, Kind.CAUTION);
    }

    public static Paragraph note(String text) {
        return new Paragraph(text, Kind.NOTE);
    }

    public static Paragraph heading(String text) {
        return new Paragraph(text, Kind.HEADING);
    }
}
