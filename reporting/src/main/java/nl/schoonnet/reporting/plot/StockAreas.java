// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.LocalDate;
import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * What is still online at each moment, stacked by how long already.
 *
 * @param y number of items
 * @param days the days of the period, ascending, at least two
 * @param layers from the bottom up, at most four; the longest open at the bottom
 * @param total range of the total by day (sure to possible); empty if the total is known exactly
 * @param interventions what was done, by day; numbered in the plot, spelled out below it
 */
public record StockAreas(
        Axis y, List<LocalDate> days, List<Layer> layers, List<Interval> total, List<MonthSeries.Event> interventions)
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
        if (!total.isEmpty() && total.size() != days.size()) {
            throw new IllegalArgumentException("the range of the total has one interval per day");
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
