// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import java.util.function.UnaryOperator;
import nl.schoonnet.reporting.text.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * Share against number of items with the limits that chance alone would keep (Spiegelhalter 2005).
 *
 * @param x number of items (or effective number), LINEAR or LOG
 * @param y the share
 * @param limits one or two sets of limits; each is drawn with its own dash
 * @param points the parties; those with {@code named} get their label, as far as there is room without overlap
 */
public record FunnelPlot(Axis x, Axis y, List<Limits> limits, List<Point> points) implements PlotSpec {
    public FunnelPlot {
        limits = List.copyOf(limits);
        points = List.copyOf(points);
        if (limits.size() > 2) {
            throw new IllegalArgumentException("more than two sets of limits can't be told apart");
        }
    }

    @Override
    public FunnelPlot relabelled(UnaryOperator<String> label) {
        List<Point> relabelled = points.stream()
                .map(p -> new Point(label.apply(p.label), p.n, p.share, p.interval, p.named))
                .toList();
        return new FunnelPlot(x, y, limits, relabelled);
    }

    /**
     * Limits around one centre.
     *
     * @param label name of the centre, such as "norm: 90% within 24 h"
     * @param centre the share in the middle, 0-1
     * @param at the limits by number of items, ascending
     */
    public record Limits(String label, double centre, List<Limit> at) {
        public Limits {
            label = CleanText.line(label);
            at = List.copyOf(at);
        }
    }

    /**
     * Limits at one number of items.
     *
     * @param n number of items, at least 1
     * @param warning 95% limits
     * @param alarm 99.8% limits
     */
    public record Limit(double n, Interval warning, Interval alarm) {}

    /**
     * One party.
     *
     * @param label its name or label
     * @param n number of items, at least 1 (may be an effective number)
     * @param share 0-1
     * @param interval uncertainty, drawn as a thin line; null if none
     * @param named whether it is an outlier that should carry its label
     */
    public record Point(
            String label, double n, double share, @Nullable Interval interval, boolean named) {
        public Point {
            label = CleanText.line(label);
        }
    }
}
