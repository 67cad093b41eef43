// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Point;
import nl.schoonnet.reporting.text.Texts;

/** Draws how unequally items are spread over parties. */
final class LorenzPainter {
    private static final Axis PERCENT = Axis.share("");

    private LorenzPainter() {}

    static double paint(LorenzCurve plot, Canvas canvas, Texts texts, double top) {
        List<Ticks.Tick> ticks = Ticks.of(PERCENT, 0, 1, 6, texts);
        double left = Frame.labelWidth(ticks);
        double side = Math.min(canvas.width() - left - 20, 300);
        double right = left + side;
        Interval interval = plot.interval();
        String gini = texts.get("plot.gini") + " " + texts.number(plot.gini(), 2)
                + (interval == null
                        ? ""
                        : " (" + texts.get("plot.interval") + " " + texts.range(interval.low(), interval.high(), 2)
                                + ")");
        Legend legend = new Legend();
        legend.add(gini, (a, b, middle) -> canvas.line(a, middle, b, middle, Palette.pen(0)));
        Pen equal = new Pen(Palette.AXIS, 1.2, "4 3");
        legend.add(texts.get("plot.equal"), (a, b, middle) -> canvas.line(a, middle, b, middle, equal));
        double plotTop = Frame.yTitle(canvas, plot.y(), legend.draw(canvas, top)) + 6;
        double bottom = plotTop + side;
        Frame frame = Frame.of(
                left, right, plotTop, bottom, Scale.linear(0, 1, left, right), Scale.linear(0, 1, bottom, plotTop));
        frame.yTicks(canvas, ticks);
        List<Point> curve = new ArrayList<>();
        curve.add(new Point(left, bottom));
        for (LorenzCurve.Point point : plot.points()) {
            curve.add(new Point(frame.x.at(point.parties()), frame.y.at(point.items())));
        }
        curve.add(new Point(right, plotTop));
        canvas.polygon(curve, Palette.BLUE, 0.12);
        canvas.line(left, bottom, right, plotTop, equal);
        canvas.polyline(curve, Palette.pen(0));
        double below = frame.xTicks(canvas, Frame.xTicksFor(PERCENT, 0, 1, side, texts));
        return Frame.xTitle(canvas, plot.x(), left, right, below);
    }
}
