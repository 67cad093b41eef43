// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

/** For which reader a plot is laid out: it is drawn anew for each, never merely scaled. */
public enum PlotSize {
    /** Desktop and paper. */
    WIDE(760),
    /** A phone held upright. */
    NARROW(340);

    private final int width;

    PlotSize(int width) {
        this.width = width;
    }

    /** Width of the drawing in CSS pixels. */
    public int width() {
        return width;
    }
}
