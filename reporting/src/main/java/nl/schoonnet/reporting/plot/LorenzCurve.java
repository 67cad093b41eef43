// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How unequally items are spread over parties.
 *
 * @param x cumulative share of the parties, smallest first
 * @param y cumulative share of the items
 * @param points the curve, ascending; (0, 0) and (1, 1) are added
 * @param gini the Gini coefficient, 0-1
 * @param interval its uncertainty; null if none
 */
public record LorenzCurve(
        Axis x,
        Axis y,
        List<Point> points,
        double gini,
        @Nullable Interval interval) implements PlotSpec {
    public LorenzCurve {
        points = List.copyOf(points);
    }

    /** Share of the parties and share of the items that they hold, both 0-1. */
    public record Point(double parties, double items) {}
}
