// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

/**
 * How a line is drawn.
 *
 * @param dash lengths as in SVG's {@code stroke-dasharray}; empty for a whole line
 */
record Pen(String colour, double width, String dash) {
    static final Pen GRID = new Pen(Palette.GRID, 1, "");
    static final Pen AXIS = new Pen(Palette.AXIS, 1, "");
    static final Pen MARK = new Pen(Palette.TEXT, 1.5, "6 3");

    Pen(String colour, double width) {
        this(colour, width, "");
    }
}
