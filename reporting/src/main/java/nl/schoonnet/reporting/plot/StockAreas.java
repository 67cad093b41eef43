// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.LocalDate;
import java.util.List;
import nl.schoonnet.reporting.text.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * What is still online at each moment, stacked by how long already.
 *
 * @param y number of items
 * @param days the days of the period, ascending, at least two
 * @param layers from the bottom up, at most four; the longest open at the bottom
 * @param total range of the total by day (sure to possible); empty if the total is known exactly
 * @param interventions what was done, by day; numbered in the plot, spelled out below it
 * @param unsettled the end of the period, in which only the range of the total is drawn; null if all days are alike
 */
public record StockAreas(
        Axis y,
        List<LocalDate> days,
        List<Layer> layers,
        List<Interval> total,
        List<MonthSeries.Event> interventions,
        @Nullable Unsettled unsettled)
        implements PlotSpec {
    public StockAreas {
        days = List.copyOf(days);
        layers = List.copyOf(layers);
        total = List.copyOf(total);
        interventions = List.copyOf(interventions);
        if (days.size() < 2) {
            throw new IllegalArgumentException("an area needs two days");
        }
        for (Layer layer : layers) {
            if (layer.items().size() != days.size()) {
                throw new IllegalArgumentException("each layer has one number per day");
            }
        }
        if (unsettled != null && total.isEmpty()) {
            throw new IllegalArgumentException("where not all is known a range must be drawn");
        }
        if (!total.isEmpty() && total.size() != days.size()) {
            throw new IllegalArgumentException("the range of the total has one interval per day");
        }
    }

    /** Areas of which every day is known alike. */
    public StockAreas(
            Axis y,
            List<LocalDate> days,
            List<Layer> layers,
            List<Interval> total,
            List<MonthSeries.Event> interventions) {
        this(y, days, layers, total, interventions, null);
    }

    /** The days from {@code from} on, of which not all is known yet, and why. */
    public record Unsettled(LocalDate from, String label) {
        public Unsettled {
            label = CleanText.line(label);
        }
    }

    /** One layer: its name and its number of items per day (not cumulated). */
    public record Layer(String label, List<Double> items) {
        public Layer {
            label = CleanText.line(label);
            items = List.copyOf(items);
        }
    }
}
