// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.text.Texts;

/** A plot area with two axes: title of y above it, ticks and grid, title of x below it. */
final class Frame {
    private static final Ink TICK = Ink.SMALL;

    final double left;
    final double right;
    final double top;
    final double bottom;
    final Scale x;
    final Scale y;

    private Frame(double left, double right, double top, double bottom, Scale x, Scale y) {
        this.left = left;
        this.right = right;
        this.top = top;
        this.bottom = bottom;
        this.x = x;
        this.y = y;
    }

    /** How much room the labels of a y axis take. */
    static double labelWidth(List<Ticks.Tick> ticks) {
        return ticks.stream()
                        .mapToDouble(tick -> TICK.width(tick.label()))
                        .max()
                        .orElse(0)
                + 8;
    }

    /** The title of the y axis, written level above the plot; returns the y below it. */
    static double yTitle(Canvas canvas, Axis axis, double top) {
        return canvas.paragraph(
                        Lettering.wrap(axis.full(), canvas.width(), Ink.SMALL_STRONG),
                        0,
                        top,
                        Ink.SMALL_STRONG,
                        Anchor.START)
                + 4;
    }

    static Frame of(double left, double right, double top, double bottom, Scale x, Scale y) {
        return new Frame(left, right, top, bottom, x, y);
    }

    /** Horizontal grid with labels on the left. */
    void yTicks(Canvas canvas, List<Ticks.Tick> ticks) {
        for (Ticks.Tick tick : ticks) {
            double place = y.at(tick.at());
            canvas.line(left, place, right, place, Pen.GRID);
            canvas.text(tick.label(), left - 6, place + 4, TICK, Anchor.END);
        }
    }

    /** Small lines and labels under the plot; a label that would touch another is left out. Returns the y below them. */
    double xTicks(Canvas canvas, List<Ticks.Tick> ticks) {
        return ticksBelow(canvas, ticks, x, left, right, bottom);
    }

    static double ticksBelow(
            Canvas canvas, List<Ticks.Tick> ticks, Scale scale, double left, double right, double bottom) {
        canvas.line(left, bottom, right, bottom, Pen.AXIS);
        double free = Double.NEGATIVE_INFINITY;
        for (Ticks.Tick tick : ticks) {
            double place = scale.at(tick.at());
            canvas.line(place, bottom, place, bottom + 5, Pen.AXIS);
            double width = TICK.width(tick.label());
            double start = Math.clamp(place - width / 2, 0, Math.max(0, canvas.width() - width));
            if (start >= free) {
                canvas.text(tick.label(), start, bottom + 18, TICK, Anchor.START);
                free = start + width + 6;
            }
        }
        return bottom + 24;
    }

    /** The title of the x axis; returns the y below it. */
    static double xTitle(Canvas canvas, Axis axis, double left, double right, double top) {
        List<String> lines = Lettering.wrap(axis.full(), canvas.width(), Ink.SMALL_STRONG);
        double widest = Lettering.widest(lines, Ink.SMALL_STRONG);
        double centre = Math.clamp((left + right) / 2, widest / 2, Math.max(widest / 2, canvas.width() - widest / 2));
        return canvas.paragraph(lines, centre, top, Ink.SMALL_STRONG, Anchor.MIDDLE) + 2;
    }

    /** As many x ticks as their labels leave room for. */
    static List<Ticks.Tick> xTicksFor(Axis axis, double from, double to, double length, Texts texts) {
        for (int most = 12; most > 2; most--) {
            List<Ticks.Tick> ticks = Ticks.of(axis, from, to, most, texts);
            double needed = ticks.stream()
                    .mapToDouble(tick -> TICK.width(tick.label()) + 12)
                    .sum();
            if (needed <= length) {
                return ticks;
            }
        }
        return Ticks.of(axis, from, to, 2, texts);
    }
}
