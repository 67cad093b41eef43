// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * Horizontal bars divided into classes that together make 100%: sure within, undecided, sure beyond, other ends.
 *
 * @param x the share axis
 * @param classes the classes from left to right, two to six
 * @param bars from top to bottom; each has one share per class
 */
public record ClassBars(Axis x, List<Part> classes, List<Bar> bars) implements PlotSpec {
    public ClassBars {
        classes = List.copyOf(classes);
        bars = List.copyOf(bars);
        for (Bar bar : bars) {
            if (bar.shares().size() != classes.size()) {
                throw new IllegalArgumentException("each bar has one share per class");
            }
            double sum = bar.shares().stream().mapToDouble(Double::doubleValue).sum();
            if (bar.n() > 0 && Math.abs(sum - 1) > 1e-6) {
                throw new IllegalArgumentException("the shares of a bar make one whole");
            }
        }
    }

    /** How a class is drawn; each differs in colour and in pattern. */
    public enum Style {
        WITHIN,
        UNDECIDED,
        BEYOND,
        OTHER,
        MIDDLE,
        FAR
    }

    /** A class: its name and how it is drawn. */
    public record Part(String label, Style style) {
        public Part {
            label = CleanText.line(label);
        }
    }

    /**
     * One bar.
     *
     * @param label what it stands for
     * @param n number of items; 0 draws an empty bar
     * @param shares per class, 0-1
     */
    public record Bar(String label, long n, List<Double> shares) {
        public Bar {
            label = CleanText.line(label);
            shares = List.copyOf(shares);
        }
    }
}
