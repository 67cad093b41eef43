// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * How often intervals held the truth in simulation, by design.
 *
 * @param x coverage, a share
 * @param from left end of the axis, 0-1; coverages below it are drawn at the edge with an arrow
 * @param nominal what was promised, such as 0.95
 * @param admitted the band in which a design is admitted, such as 0.93-0.97
 * @param admittedLabel name of that band
 * @param rows from top to bottom
 */
public record CoveragePlot(Axis x, double from, double nominal, Interval admitted, String admittedLabel, List<Row> rows)
        implements PlotSpec {
    public CoveragePlot {
        admittedLabel = CleanText.line(admittedLabel);
        rows = List.copyOf(rows);
        if (!(from >= 0 && from < 1)) {
            throw new IllegalArgumentException("the axis starts at a share below one");
        }
    }

    /**
     * One design.
     *
     * @param label name of the design
     * @param replications number of simulated data sets
     * @param coverage share of intervals that held the truth, 0-1
     * @param interval uncertainty of that share
     * @param admitted whether the design passed
     */
    public record Row(String label, long replications, double coverage, Interval interval, boolean admitted) {
        public Row {
            label = CleanText.line(label);
        }
    }
}
