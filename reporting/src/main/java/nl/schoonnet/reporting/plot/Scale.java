// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

/** Maps values to places on the canvas. */
record Scale(double from, double to, double start, double end, boolean logarithmic) {

    static Scale linear(double from, double to, double start, double end) {
        return new Scale(from, to, start, end, false);
    }

    /** The place of a value; values beyond the ends stand at the ends. */
    double at(double value) {
        double within = Math.clamp(value, from, to);
        double part = logarithmic
                ? (Math.log(within) - Math.log(from)) / (Math.log(to) - Math.log(from))
                : (within - from) / (to - from);
        return start + part * (end - start);
    }
}
