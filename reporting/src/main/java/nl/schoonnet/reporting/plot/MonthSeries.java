// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.UnaryOperator;
import nl.schoonnet.reporting.text.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * One figure per month with its interval, what was done in between, and where the method changed.
 *
 * @param y the value axis, LINEAR (starts at 0) or SHARE (0 to 1)
 * @param series one to four series, labelled at their ends
 * @param interventions what was done, by day; numbered in the plot, spelled out below it
 * @param breaks where sources or method changed: no line crosses them
 */
public record MonthSeries(Axis y, List<Series> series, List<Event> interventions, List<Event> breaks)
        implements PlotSpec {
    public MonthSeries {
        series = List.copyOf(series);
        interventions = List.copyOf(interventions);
        breaks = List.copyOf(breaks);
        if (series.isEmpty() || series.size() > 4) {
            throw new IllegalArgumentException("one to four series fit in one plot");
        }
    }

    @Override
    public MonthSeries relabelled(UnaryOperator<String> label) {
        List<Event> relabelled = interventions.stream()
                .map(e -> new Event(e.day, label.apply(e.label)))
                .toList();
        return new MonthSeries(y, series, relabelled, breaks);
    }

    /** One series: its name and its months, ascending; a month without a figure is left out and cuts the line. */
    public record Series(String label, List<Point> points) {
        public Series {
            label = CleanText.line(label);
            points = List.copyOf(points);
        }
    }

    /**
     * One month.
     *
     * @param month the month
     * @param value the figure, in the unit of the y axis
     * @param interval its uncertainty; null for a full count
     * @param n number of items behind it; printed under the axis for the first series
     */
    public record Point(
            YearMonth month, double value, @Nullable Interval interval, long n) {}

    /** Something that happened on a day. */
    public record Event(LocalDate day, String label) {
        public Event {
            label = CleanText.line(label);
        }
    }
}
