// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import nl.schoonnet.reporting.text.Typeface;

/** How text is set. */
record Ink(Typeface face, double size, String colour) {
    static final Ink TITLE = new Ink(Typeface.BOLD, 16, Palette.TEXT);
    static final Ink LABEL = new Ink(Typeface.REGULAR, 13, Palette.TEXT);
    static final Ink STRONG = new Ink(Typeface.BOLD, 13, Palette.TEXT);
    static final Ink SMALL = new Ink(Typeface.REGULAR, 12, Palette.QUIET_TEXT);
    static final Ink SMALL_STRONG = new Ink(Typeface.BOLD, 12, Palette.TEXT);

    double width(String text) {
        return face.width(text, size);
    }

    /** Distance from base line to base line. */
    double leading() {
        return Math.rint(size * 1.3);
    }
}
