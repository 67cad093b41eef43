// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.plot.Canvas.Point;
import nl.schoonnet.reporting.text.Texts;

/** Draws shares against numbers of items, with the limits that chance alone would keep. */
final class FunnelPainter {
    private static final Ink LABEL = Ink.SMALL;
    private static final double RADIUS = 4;

    /** Where a name may stand beside its point, the best place first. */
    private record Place(double right, double down, Anchor anchor) {}

    /** From here on a name is tied to its point by a line. */
    private static final double FAR = 16;

    private static final List<Place> PLACES = List.of(
            new Place(9, 4, Anchor.START),
            new Place(-9, 4, Anchor.END),
            new Place(0, -9, Anchor.MIDDLE),
            new Place(0, 18, Anchor.MIDDLE),
            new Place(8, -7, Anchor.START),
            new Place(8, 15, Anchor.START),
            new Place(-8, -7, Anchor.END),
            new Place(-8, 15, Anchor.END),
            new Place(FAR, -16, Anchor.START),
            new Place(FAR, 24, Anchor.START),
            new Place(-FAR, -16, Anchor.END),
            new Place(-FAR, 24, Anchor.END),
            new Place(28, -30, Anchor.START),
            new Place(28, 38, Anchor.START),
            new Place(-28, -30, Anchor.END),
            new Place(-28, 38, Anchor.END));

    private FunnelPainter() {}

    static double paint(FunnelPlot plot, Canvas canvas, Texts texts, double top) {
        boolean narrow = PlotDrawing.narrow(canvas);
        boolean logarithmic = plot.x().scale() == Axis.Scale.LOG;
        List<Ticks.Tick> yTicks = Ticks.of(Axis.share(""), 0, 1, 6, texts);
        double left = Frame.labelWidth(yTicks);
        double right = canvas.width() - 14;
        double smallest =
                plot.points().stream().mapToDouble(FunnelPlot.Point::n).min().orElse(1);
        double largest =
                plot.points().stream().mapToDouble(FunnelPlot.Point::n).max().orElse(10);
        double from = logarithmic ? Math.max(1, smallest * 0.8) : 0;
        double to = Math.max(largest * (logarithmic ? 1.25 : 1.05), from + 2);
        Scale x = new Scale(from, to, left, right, logarithmic);

        Legend legend = new Legend();
        for (int i = 0; i < plot.limits().size(); i++) {
            String name = plot.limits().get(i).label();
            Pen centre = centre(i);
            legend.add(name, (a, b, middle) -> canvas.line(a, middle, b, middle, centre));
        }
        if (!plot.limits().isEmpty()) {
            legend.add(
                    texts.get("plot.warning"),
                    (a, b, middle) -> canvas.line(a, middle, b, middle, limit(Palette.AXIS, false)));
            legend.add(
                    texts.get("plot.alarm"),
                    (a, b, middle) -> canvas.line(a, middle, b, middle, limit(Palette.AXIS, true)));
        }
        if (plot.points().stream().anyMatch(point -> point.interval() != null)) {
            legend.add(
                    texts.get("plot.interval"),
                    (a, b, middle) ->
                            canvas.line((a + b) / 2, middle - 7, (a + b) / 2, middle + 7, new Pen(Palette.BLACK, 1)));
        }
        double plotTop = Frame.yTitle(canvas, plot.y(), legend.draw(canvas, top)) + 6;
        double bottom = plotTop + (narrow ? 260 : 280);
        Frame frame = Frame.of(left, right, plotTop, bottom, x, Scale.linear(0, 1, bottom, plotTop));
        frame.yTicks(canvas, yTicks);
        for (int i = 0; i < plot.limits().size(); i++) {
            limits(plot.limits().get(i), i, canvas, frame);
        }
        int unlabelled = points(plot, canvas, frame);
        double below = frame.xTicks(canvas, Frame.xTicksFor(plot.x(), from, to, right - left, texts));
        below = Frame.xTitle(canvas, plot.x(), left, right, below);
        if (unlabelled > 0) {
            below = canvas.paragraph(
                    Lettering.wrap(texts.get("plot.unlabelled", texts.count(unlabelled)), canvas.width(), Ink.SMALL),
                    0,
                    below + 4,
                    Ink.SMALL,
                    Anchor.START);
        }
        return below;
    }

    private static Pen centre(int index) {
        return new Pen(index == 0 ? Palette.GREEN : Palette.PURPLE, 2, index == 0 ? "" : "10 3 2 3");
    }

    private static Pen limit(String colour, boolean alarm) {
        return new Pen(colour, 1.3, alarm ? "" : "4 3");
    }

    private static void limits(FunnelPlot.Limits limits, int index, Canvas canvas, Frame frame) {
        Pen pen = centre(index);
        canvas.line(frame.left, frame.y.at(limits.centre()), frame.right, frame.y.at(limits.centre()), pen);
        List<FunnelPlot.Limit> shown = limits.at().stream()
                .filter(limit -> limit.n() >= frame.x.from() && limit.n() <= frame.x.to())
                .toList();
        for (boolean alarm : new boolean[] {false, true}) {
            List<Point> low = new ArrayList<>();
            List<Point> high = new ArrayList<>();
            for (FunnelPlot.Limit limit : shown) {
                Interval interval = alarm ? limit.alarm() : limit.warning();
                low.add(new Point(frame.x.at(limit.n()), frame.y.at(interval.low())));
                high.add(new Point(frame.x.at(limit.n()), frame.y.at(interval.high())));
            }
            canvas.polyline(low, limit(pen.colour(), alarm));
            canvas.polyline(high, limit(pen.colour(), alarm));
        }
    }

    /** Draws the points and as many names as fit; returns how many names didn't. */
    private static int points(FunnelPlot plot, Canvas canvas, Frame frame) {
        List<TextBox> taken = new ArrayList<>();
        for (FunnelPlot.Point point : plot.points()) {
            double x = frame.x.at(point.n());
            double y = frame.y.at(point.share());
            if (point.interval() != null) {
                canvas.line(
                        x,
                        frame.y.at(point.interval().low()),
                        x,
                        frame.y.at(point.interval().high()),
                        new Pen(Palette.AXIS, 1));
            }
            canvas.circle(
                    x,
                    y,
                    point.named() ? RADIUS + 1 : RADIUS,
                    point.named() ? Palette.VERMILION : Palette.BLUE,
                    new Pen(Palette.PAPER, 1));
            taken.add(new TextBox("", x - RADIUS - 1, y - RADIUS - 1, x + RADIUS + 1, y + RADIUS + 1));
        }
        List<FunnelPlot.Point> named = new ArrayList<>(
                plot.points().stream().filter(FunnelPlot.Point::named).toList());
        // The largest parties first: their names matter most.
        named.sort(Comparator.comparingDouble(FunnelPlot.Point::n).reversed().thenComparing(FunnelPlot.Point::label));
        int without = 0;
        for (FunnelPlot.Point point : named) {
            if (!name(point, canvas, frame, taken)) {
                without++;
            }
        }
        return without;
    }

    private static boolean name(FunnelPlot.Point point, Canvas canvas, Frame frame, List<TextBox> taken) {
        double x = frame.x.at(point.n());
        double y = frame.y.at(point.share());
        String text = Lettering.shorten(point.label(), canvas.width() * 0.3, LABEL);
        for (Place place : PLACES) {
            TextBox box = canvas.box(text, x + place.right(), y + place.down(), LABEL, place.anchor())
                    .grownBy(2);
            boolean inside = box.left() >= frame.left
                    && box.right() <= canvas.width()
                    && box.top() >= frame.top
                    && box.bottom() <= frame.bottom;
            if (inside && taken.stream().noneMatch(box::overlaps)) {
                if (Math.abs(place.right()) >= FAR) {
                    canvas.line(x, y, x + place.right() * 0.9, y + place.down() - 4, new Pen(Palette.AXIS, 0.8));
                }
                canvas.backedText(text, x + place.right(), y + place.down(), LABEL, place.anchor());
                taken.add(box);
                return true;
            }
        }
        return false;
    }
}
