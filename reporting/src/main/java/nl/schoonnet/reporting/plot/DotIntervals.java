// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import java.util.function.UnaryOperator;
import nl.schoonnet.reporting.text.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * The league: per party a dot with its interval on the range that is sure, and where partial pooling puts it.
 *
 * @param x the value axis
 * @param from left end of the axis
 * @param to right end of the axis, more than {@code from}
 * @param rows from top to bottom
 * @param norms vertical reference lines with labels; may be empty
 * @param legend what the four signs mean
 */
public record DotIntervals(Axis x, double from, double to, List<Row> rows, List<Mark> norms, Legend legend)
        implements PlotSpec {
    public DotIntervals {
        rows = List.copyOf(rows);
        norms = List.copyOf(norms);
        if (!(to > from)) {
            throw new IllegalArgumentException("the x axis needs a length");
        }
    }

    @Override
    public DotIntervals relabelled(UnaryOperator<String> label) {
        List<Row> relabelled = rows.stream()
                .map(r -> new Row(label.apply(r.label), r.n, r.atLeast, r.range, r.estimate, r.interval, r.pooled))
                .toList();
        return new DotIntervals(x, from, to, relabelled, norms, legend);
    }

    /**
     * One party.
     *
     * @param label its name or label
     * @param n number of items, printed in a column
     * @param atLeast whether there may be more than so many
     * @param range sure to possible, drawn as a broad bar; null if there is none
     * @param estimate the dot; NaN if there is none
     * @param interval uncertainty of the dot, drawn as a line; null if there is none
     * @param pooled partially pooled value, drawn as an open diamond; NaN if there is none
     */
    public record Row(
            String label,
            long n,
            boolean atLeast,
            @Nullable Interval range,
            double estimate,
            @Nullable Interval interval,
            double pooled) {
        public Row {
            label = CleanText.line(label);
        }

        /** A row whose number of items is exact. */
        public Row(
                String label,
                long n,
                @Nullable Interval range,
                double estimate,
                @Nullable Interval interval,
                double pooled) {
            this(label, n, false, range, estimate, interval, pooled);
        }
    }

    /**
     * The names of the signs; an empty one is left out of the legend.
     *
     * @param range name of the broad bar
     * @param estimate name of the dot
     * @param interval name of the line
     * @param pooled name of the diamond
     */
    public record Legend(String range, String estimate, String interval, String pooled) {
        public Legend {
            range = CleanText.line(range);
            estimate = CleanText.line(estimate);
            interval = CleanText.line(interval);
            pooled = CleanText.line(pooled);
        }
    }
}
