// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;

/**
 * How often each size occurs, such as the widths of intervals at the norm.
 *
 * @param x the size, evenly spaced bins side by side whatever their width (each is labelled with its ends)
 * @param y the number of items, or their share
 * @param bins ascending, touching, at least one; the last may end at infinity
 * @param marks places to point out; each is drawn at the bin edge that equals it, or inside its bin
 */
public record Histogram(Axis x, Axis y, List<Bin> bins, List<Mark> marks) implements PlotSpec {
    public Histogram {
        bins = List.copyOf(bins);
        marks = List.copyOf(marks);
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("a histogram has at least one bin");
        }
    }

    /** A bin [from, to) and what falls in it; {@code to} may be infinite. */
    public record Bin(double from, double to, double value) {}
}
