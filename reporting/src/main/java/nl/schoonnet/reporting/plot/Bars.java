// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import java.util.function.UnaryOperator;
import nl.schoonnet.reporting.text.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * Horizontal bars from large to small: the top so many with their share.
 *
 * @param x number of items
 * @param shareHeading heading of the column with shares, such as "share"
 * @param cumulativeHeading heading of the column with cumulative shares; empty if there is none
 * @param rows from top to bottom
 */
public record Bars(Axis x, String shareHeading, String cumulativeHeading, List<Row> rows) implements PlotSpec {
    public Bars {
        shareHeading = CleanText.line(shareHeading);
        cumulativeHeading = CleanText.line(cumulativeHeading);
        rows = List.copyOf(rows);
    }

    @Override
    public Bars relabelled(UnaryOperator<String> label) {
        return new Bars(
                x,
                shareHeading,
                cumulativeHeading,
                rows.stream()
                        .map(r ->
                                new Row(label.apply(r.label), r.value, r.interval, r.share, r.cumulative, r.remainder))
                        .toList());
    }

    /**
     * One party.
     *
     * @param label its name or label
     * @param value number of items, at least 0
     * @param interval uncertainty of the number; null for a full count
     * @param share of the total, 0-1; NaN if not given
     * @param cumulative share of this one and all above, 0-1; NaN if not given
     * @param remainder whether this is the sum of all others, drawn lighter
     */
    public record Row(
            String label,
            double value,
            @Nullable Interval interval,
            double share,
            double cumulative,
            boolean remainder) {
        public Row {
            label = CleanText.line(label);
        }
    }
}
