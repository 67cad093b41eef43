// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.function.UnaryOperator;

/**
 * What a plot shows, without a word about how it looks. Values are in the unit of their axis (shares 0-1, hours), finite
 * unless a component says otherwise; a missing estimate is {@link Double#NaN}, a missing interval is null.
 */
public sealed interface PlotSpec
        permits Bars,
                ClassBars,
                CoveragePlot,
                DotIntervals,
                FunnelPlot,
                Histogram,
                LorenzCurve,
                MonthSeries,
                RankSets,
                StepCurves,
                StockAreas,
                WeekBars {

    /** The same with other labels of its parties; a plot without parties stays as it is. */
    default PlotSpec relabelled(UnaryOperator<String> label) {
        return this;
    }
}
