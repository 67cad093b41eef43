// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.plot.Canvas.Point;
import nl.schoonnet.reporting.text.Texts;

/** Draws step curves of shares over time. */
final class CurvePainter {
    private static final Axis PERCENT = Axis.share("");
    private static final double CLOSE = 0.4;
    private static final double HEIGHT = 260;

    private CurvePainter() {}

    static double paint(StepCurves plot, Canvas canvas, Texts texts, double top) {
        boolean narrow = PlotDrawing.narrow(canvas);
        List<Ticks.Tick> yTicks = Ticks.of(PERCENT, 0, 1, 6, texts);
        double left = Frame.labelWidth(yTicks);
        boolean labelled = plot.curves().size() > 1 && !narrow;
        double margin = labelled
                ? EndLabels.widthFor(
                        plot.curves().stream().map(StepCurves.Curve::label).toList(), canvas.width() * 0.3)
                : 14;
        double right = canvas.width() - margin;

        double y = legend(plot, !labelled, canvas, texts).draw(canvas, top);
        y = Frame.yTitle(canvas, plot.y(), y);
        Scale x = Scale.linear(0, plot.until(), left, right);
        Lanes lanes = new Lanes();
        for (Mark norm : Lanes.inOrder(plot.norms())) {
            lanes.add(x.at(norm.at()), norm.label(), left, canvas.width());
        }
        EndLabels ends = new EndLabels(margin);
        double plotTop = y + lanes.height() + 6;
        double height = narrow ? 230 : HEIGHT;
        if (labelled) {
            for (int i = 0; i < plot.curves().size(); i++) {
                ends.add(0, plot.curves().get(i).label(), Palette.pen(i));
            }
            height = Math.max(height, ends.needed() + 10);
            ends = new EndLabels(margin);
        }
        double bottom = plotTop + height;
        Scale share = Scale.linear(0, 1, bottom, plotTop);
        Frame frame = Frame.of(left, right, plotTop, bottom, x, share);

        for (StepCurves.Curve curve : plot.curves()) {
            bounds(curve, canvas, frame, plot.until());
        }
        frame.yTicks(canvas, yTicks);
        for (int i = 0; i < plot.curves().size(); i++) {
            band(plot.curves().get(i), i, plot.curves().size() > 1 ? 0.14 : 0.24, canvas, frame, plot.until());
        }
        lanes.draw(canvas, plotTop, bottom, Pen.MARK);
        for (int i = plot.curves().size() - 1; i >= 0; i--) {
            double end = curve(plot.curves().get(i), i, canvas, frame, plot.until());
            if (labelled) {
                ends.add(end, plot.curves().get(i).label(), Palette.pen(i));
            }
        }
        if (labelled) {
            ends.draw(canvas, right, plotTop, bottom);
        }
        double below = frame.xTicks(canvas, Frame.xTicksFor(plot.x(), 0, plot.until(), right - left, texts));
        below = Frame.xTitle(canvas, plot.x(), left, right, below);
        return atRisk(plot, canvas, x, texts, below);
    }

    private static Legend legend(StepCurves plot, boolean withCurves, Canvas canvas, Texts texts) {
        Legend legend = new Legend();
        if (withCurves) {
            for (int i = 0; i < plot.curves().size(); i++) {
                Pen pen = Palette.pen(i);
                legend.add(
                        plot.curves().get(i).label(),
                        (left, right, middle) -> canvas.line(left, middle, right, middle, pen));
            }
        }
        boolean banded = plot.curves().stream()
                .flatMap(curve -> curve.steps().stream())
                .anyMatch(step -> Double.isFinite(step.low()) && Double.isFinite(step.high()));
        if (banded) {
            String colour = plot.curves().size() > 1 ? Palette.AXIS : Palette.series(0);
            legend.add(
                    texts.get("plot.band"),
                    (left, right, middle) -> canvas.polygon(
                            List.of(
                                    new Point(left, middle - 6),
                                    new Point(right, middle - 6),
                                    new Point(right, middle + 6),
                                    new Point(left, middle + 6)),
                            colour,
                            0.24));
        }
        if (plot.curves().stream().anyMatch(curve -> !curve.bounds().isEmpty())) {
            legend.add(texts.get("plot.bounds"), (left, right, middle) -> {
                canvas.rectangle(left, middle - 6, right, middle + 6, Palette.BOUNDS);
                canvas.outline(left, middle - 6, right, middle + 6, new Pen(Palette.AXIS, 0.8));
            });
        }
        return legend;
    }

    private static double atRisk(StepCurves plot, Canvas canvas, Scale x, Texts texts, double top) {
        double y = top + (plot.atRisk().isEmpty() ? 0 : 6);
        for (StepCurves.AtRisk row : plot.atRisk()) {
            y = canvas.paragraph(
                    Lettering.wrap(row.label(), canvas.width(), Ink.SMALL_STRONG),
                    0,
                    y,
                    Ink.SMALL_STRONG,
                    Anchor.START);
            double free = 0;
            List<StepCurves.Count> counts = new ArrayList<>(row.counts());
            counts.sort(Comparator.comparingDouble(StepCurves.Count::at));
            for (StepCurves.Count count : counts) {
                String n = texts.count(count.n());
                double width = Ink.SMALL.width(n);
                double start = Math.clamp(x.at(count.at()) - width / 2, 0, canvas.width() - width);
                if (start >= free && count.at() <= x.to()) {
                    canvas.text(n, start, y + 11, Ink.SMALL, Anchor.START);
                    free = start + width + 8;
                }
            }
            y += Ink.SMALL.leading() + 3;
        }
        return y;
    }

    private static void bounds(StepCurves.Curve curve, Canvas canvas, Frame frame, double until) {
        List<Point> upper = new ArrayList<>();
        List<Point> lower = new ArrayList<>();
        for (StepCurves.Bound bound : curve.bounds()) {
            if (bound.at() <= until) {
                stepTo(upper, frame.x.at(bound.at()), frame.y.at(bound.possible()));
                stepTo(lower, frame.x.at(bound.at()), frame.y.at(bound.sure()));
            }
        }
        area(upper, lower, frame.x.at(until), Palette.BOUNDS, 1, canvas);
        Pen edge = new Pen(Palette.AXIS, 0.8);
        canvas.polyline(upper, edge);
        canvas.polyline(lower, edge);
    }

    private static void band(
            StepCurves.Curve curve, int index, double opacity, Canvas canvas, Frame frame, double until) {
        List<Point> upper = new ArrayList<>();
        List<Point> lower = new ArrayList<>();
        for (StepCurves.Step step : curve.steps()) {
            double at = frame.x.at(step.at());
            if (step.at() > until) {
                break;
            }
            if (Double.isFinite(step.low()) && Double.isFinite(step.high())) {
                stepTo(upper, at, frame.y.at(step.high()));
                stepTo(lower, at, frame.y.at(step.low()));
            } else {
                area(upper, lower, at, Palette.series(index), opacity, canvas);
                upper.clear();
                lower.clear();
            }
        }
        area(upper, lower, frame.x.at(until), Palette.series(index), opacity, canvas);
    }

    /** Draws the curve; returns the y at which it ends. */
    private static double curve(StepCurves.Curve curve, int index, Canvas canvas, Frame frame, double until) {
        List<Point> line = new ArrayList<>();
        double end = frame.bottom;
        for (StepCurves.Step step : curve.steps()) {
            double at = frame.x.at(step.at());
            if (step.at() > until) {
                break;
            }
            if (Double.isFinite(step.value())) {
                stepTo(line, at, frame.y.at(step.value()));
                end = frame.y.at(step.value());
            } else {
                extend(line, at);
                canvas.polyline(line, Palette.pen(index));
                line.clear();
            }
        }
        extend(line, frame.x.at(until));
        canvas.polyline(line, Palette.pen(index));
        return end;
    }

    private static void area(
            List<Point> upper, List<Point> lower, double until, String fill, double opacity, Canvas canvas) {
        if (!upper.isEmpty()) {
            extend(upper, until);
            extend(lower, until);
            List<Point> outline = new ArrayList<>(upper);
            outline.addAll(lower.reversed());
            canvas.polygon(outline, fill, opacity);
        }
    }

    private static void stepTo(List<Point> line, double x, double y) {
        // Steps too close to be told apart become one, so that a curve of a million steps stays a small picture.
        if (line.size() > 1 && x - line.get(line.size() - 2).x() < CLOSE) {
            line.set(line.size() - 1, new Point(line.getLast().x(), y));
            return;
        }
        extend(line, x);
        line.add(new Point(x, y));
    }

    private static void extend(List<Point> line, double x) {
        if (!line.isEmpty() && line.getLast().x() < x) {
            line.add(new Point(x, line.getLast().y()));
        }
    }
}
