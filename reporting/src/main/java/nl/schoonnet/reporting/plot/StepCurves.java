// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import nl.schoonnet.reporting.text.CleanText;

/**
 * Right-continuous step curves of shares over time, with band, bounds, norm lines and the numbers at risk below.
 *
 * @param x the time axis
 * @param y the share axis
 * @param until right end of the x axis, more than 0; the axis starts at 0
 * @param curves one to six curves, each labelled at its own end; the first is the main one
 * @param norms vertical lines with their labels; may be empty
 * @param atRisk rows of counts printed under the axis, at most one per curve; may be empty
 */
public record StepCurves(Axis x, Axis y, double until, List<Curve> curves, List<Mark> norms, List<AtRisk> atRisk)
        implements PlotSpec {
    public StepCurves {
        curves = List.copyOf(curves);
        norms = List.copyOf(norms);
        atRisk = List.copyOf(atRisk);
        if (curves.isEmpty() || curves.size() > 6) {
            throw new IllegalArgumentException("one to six curves fit in one plot");
        }
        if (!(until > 0)) {
            throw new IllegalArgumentException("the x axis needs a length");
        }
    }

    /**
     * One curve.
     *
     * @param label name of the curve
     * @param steps the estimate from each place on until the next; empty if there is no estimate
     * @param bounds what is sure and what is possible at each place: the range that no method can narrow; may be empty
     */
    public record Curve(String label, List<Step> steps, List<Bound> bounds) {
        public Curve {
            label = CleanText.line(label);
            steps = List.copyOf(steps);
            bounds = List.copyOf(bounds);
        }

        public Curve(String label, List<Step> steps) {
            this(label, steps, List.of());
        }
    }

    /**
     * The estimate from a place on.
     *
     * @param at where the step is, in the unit of the x axis
     * @param value the share from here on, 0-1; NaN ends the curve here, until a later step takes it up again
     * @param low lower end of the band, NaN where there is none
     * @param high upper end of the band, NaN where there is none
     */
    public record Step(double at, double value, double low, double high) {
        public Step(double at, double value) {
            this(at, value, Double.NaN, Double.NaN);
        }
    }

    /**
     * Sure and possible share from a place on.
     *
     * @param at where the step is, in the unit of the x axis
     * @param sure share that is certainly within, 0-1
     * @param possible share that is not certainly beyond, 0-1, at least {@code sure}
     */
    public record Bound(double at, double sure, double possible) {}

    /**
     * Numbers under the axis.
     *
     * @param label what is counted, such as "under observation"
     * @param counts the numbers, by place
     */
    public record AtRisk(String label, List<Count> counts) {
        public AtRisk {
            label = CleanText.line(label);
            counts = List.copyOf(counts);
        }
    }

    /** A number of items at a place on the x axis. */
    public record Count(double at, long n) {}
}
