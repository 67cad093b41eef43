// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

/** Where a line of text stands: the box around its letters, by the widths of the bundled typeface. */
record TextBox(String text, double left, double top, double right, double bottom) {

    /** Whether two boxes share more than a hair's breadth. */
    boolean overlaps(TextBox other) {
        double hair = 0.25;
        return left < other.right - hair
                && other.left < right - hair
                && top < other.bottom - hair
                && other.top < bottom - hair;
    }

    TextBox grownBy(double margin) {
        return new TextBox(text, left - margin, top - margin, right + margin, bottom + margin);
    }
}
