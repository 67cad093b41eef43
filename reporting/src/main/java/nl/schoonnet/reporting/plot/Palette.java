// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

/**
 * Colours that the colour-blind tell apart (Okabe and Ito, "Color universal design", 2008), each with a dash of its own for
 * who prints in black and white.
 */
final class Palette {
    static final String TEXT = "#1b2733";
    static final String QUIET_TEXT = "#44515e";
    static final String PAPER = "#ffffff";
    static final String GRID = "#e3e7ec";
    static final String AXIS = "#5d6a76";
    static final String BOUNDS = "#d5dbe1";

    static final String BLUE = "#0072b2";
    static final String VERMILION = "#d55e00";
    static final String GREEN = "#009e73";
    static final String PURPLE = "#b5578c";
    static final String ORANGE = "#e69f00";
    static final String SKY = "#56b4e9";
    static final String BLACK = "#1b2733";

    private static final String[] SERIES = {BLUE, VERMILION, GREEN, PURPLE, BLACK, ORANGE};
    private static final String[] DASHES = {"", "8 3", "2 3", "10 3 2 3", "5 2", "12 3 2 3 2 3"};

    private Palette() {}

    static String series(int index) {
        return SERIES[index % SERIES.length];
    }

    static Pen pen(int index) {
        return new Pen(series(index), index == 0 ? 2.4 : 2, DASHES[index % DASHES.length]);
    }
}
