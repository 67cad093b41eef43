// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.temporal.IsoFields;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.plot.Canvas.Hatch;
import nl.schoonnet.reporting.text.Texts;

/** Draws a bar per week: the part at its foot, weeks that aren't over hatched. */
final class WeekPainter {
    private static final Ink TICK = Ink.SMALL;
    private static final double GAP = 0.12;

    private WeekPainter() {}

    static double paint(WeekBars plot, Canvas canvas, Texts texts, double top) {
        boolean narrow = PlotDrawing.narrow(canvas);
        double most =
                plot.weeks().stream().mapToDouble(WeekBars.Week::value).max().orElse(1);
        double ceiling = Ticks.ceiling(most, 5);
        List<Ticks.Tick> yTicks = Ticks.of(plot.y(), 0, ceiling, 6, texts);
        double left = Frame.labelWidth(yTicks);
        double right = canvas.width() - 14;
        int count = plot.weeks().size();
        Scale x = Scale.linear(0, count, left, right);

        double y = Frame.yTitle(canvas, plot.y(), legend(plot, canvas).draw(canvas, top));
        double plotTop = y + 6;
        double bottom = plotTop + (narrow ? 180 : 220);
        Frame frame = Frame.of(left, right, plotTop, bottom, x, Scale.linear(0, ceiling, bottom, plotTop));
        frame.yTicks(canvas, yTicks);
        for (int i = 0; i < count; i++) {
            WeekBars.Week week = plot.weeks().get(i);
            double from = x.at(i + GAP);
            double to = x.at(i + 1 - GAP);
            double divide = frame.y.at(week.part());
            if (week.complete()) {
                canvas.rectangle(from, frame.y.at(week.value()), to, divide, Palette.BLUE);
            } else {
                unfinished(canvas, from, frame.y.at(week.value()), to, divide);
            }
            canvas.rectangle(from, divide, to, bottom, Palette.ORANGE);
        }
        return Frame.xTitle(canvas, plot.x(), left, right, weekTicks(plot, canvas, x, bottom));
    }

    private static void unfinished(Canvas canvas, double left, double top, double right, double bottom) {
        if (bottom > top) {
            canvas.hatched(left, top, right, bottom, Palette.PAPER, Hatch.RISING, Palette.BLUE);
        }
    }

    private static Legend legend(WeekBars plot, Canvas canvas) {
        Legend legend = new Legend();
        if (plot.weeks().stream().anyMatch(week -> week.part() > 0)) {
            legend.add(plot.rest(), (a, b, middle) -> canvas.rectangle(a, middle - 5, b, middle + 5, Palette.BLUE));
            legend.add(plot.part(), (a, b, middle) -> canvas.rectangle(a, middle - 5, b, middle + 5, Palette.ORANGE));
        }
        if (plot.weeks().stream().anyMatch(week -> !week.complete())) {
            legend.add(plot.incomplete(), (a, b, middle) -> unfinished(canvas, a, middle - 5, b, middle + 5));
        }
        return legend;
    }

    /** Numbers of weeks under the axis, as many as fit, and the year under the first one that is named in it. */
    private static double weekTicks(WeekBars plot, Canvas canvas, Scale x, double bottom) {
        canvas.line(x.start(), bottom, x.end(), bottom, Pen.AXIS);
        int count = plot.weeks().size();
        int every = every((x.end() - x.start()) / count);
        double free = 0;
        double yearFree = 0;
        int yearDrawn = Integer.MIN_VALUE;
        for (int i = 0; i < count; i += every) {
            WeekBars.Week week = plot.weeks().get(i);
            String name = Integer.toString(week.monday().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            double width = TICK.width(name);
            double start = Math.clamp(x.at(i + 0.5) - width / 2, 0, canvas.width() - width);
            canvas.line(x.at(i + 0.5), bottom, x.at(i + 0.5), bottom + 5, Pen.AXIS);
            if (start < free) {
                continue;
            }
            canvas.text(name, start, bottom + 18, TICK, Anchor.START);
            free = start + width + 4;
            int year = week.monday().get(IsoFields.WEEK_BASED_YEAR);
            String words = Integer.toString(year);
            double wide = Ink.SMALL_STRONG.width(words);
            double place = Math.clamp(x.at(i + 0.5) - wide / 2, 0, canvas.width() - wide);
            if (year != yearDrawn && place >= yearFree) {
                canvas.text(words, place, bottom + 33, Ink.SMALL_STRONG, Anchor.START);
                yearDrawn = year;
                yearFree = place + wide + 8;
            }
        }
        return bottom + 40;
    }

    private static int every(double slot) {
        for (int every : new int[] {1, 2, 4, 8, 13, 26}) {
            if (slot * every >= TICK.width("52") + 5) {
                return every;
            }
        }
        return 52;
    }
}
