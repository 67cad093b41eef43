// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.plot.Canvas.Hatch;
import nl.schoonnet.reporting.plot.Canvas.Point;
import nl.schoonnet.reporting.text.Texts;

/** Draws the plots that have one row per party. */
final class RowPainter {
    private static final Pen INTERVAL = new Pen(Palette.BLACK, 1.6);

    private RowPainter() {}

    // The league

    static double dots(DotIntervals plot, Canvas canvas, Texts texts, double top) {
        Rows rows = new Rows(
                canvas,
                plot.rows().stream().map(DotIntervals.Row::label).toList(),
                List.of(texts.get("plot.n")),
                plot.rows().stream()
                        .map(row -> List.of(size(row.n(), row.atLeast(), texts)))
                        .toList());
        Legend legend = new Legend();
        legend.add(
                plot.legend().range(),
                (a, b, middle) -> canvas.rectangle(a, middle - 5, b, middle + 5, Palette.BOUNDS));
        legend.add(plot.legend().estimate(), (a, b, middle) -> dot(canvas, (a + b) / 2, middle));
        legend.add(plot.legend().interval(), (a, b, middle) -> whisker(canvas, a + 2, b - 2, middle));
        legend.add(plot.legend().pooled(), (a, b, middle) -> pooled(canvas, (a + b) / 2, middle));
        double y = legend.draw(canvas, top);
        Scale x = Scale.linear(plot.from(), plot.to(), rows.left, rows.right);
        Lanes lanes = lanes(plot.norms(), x, rows);
        rows.headings(y, lanes.height());
        List<Ticks.Tick> ticks = Frame.xTicksFor(plot.x(), plot.from(), plot.to(), rows.right - rows.left, texts);
        ticks.forEach(tick -> rows.through(x.at(tick.at()), Pen.GRID));
        for (int i = 0; i < rows.size(); i++) {
            Interval range = plot.rows().get(i).range();
            if (range != null) {
                double middle = rows.middle(i);
                double from = x.at(range.low());
                canvas.rectangle(
                        from, middle - 6, Math.max(from + 1.5, x.at(range.high())), middle + 6, Palette.BOUNDS);
            }
        }
        marks(plot.norms(), lanes, x, rows, canvas);
        for (int i = 0; i < rows.size(); i++) {
            DotIntervals.Row row = plot.rows().get(i);
            double middle = rows.middle(i);
            if (row.interval() != null) {
                whisker(canvas, x.at(row.interval().low()), x.at(row.interval().high()), middle);
            }
            if (Double.isFinite(row.pooled())) {
                pooled(canvas, x.at(row.pooled()), middle);
            }
            if (Double.isFinite(row.estimate())) {
                dot(canvas, x.at(row.estimate()), middle);
            }
        }
        rows.draw();
        return axis(plot.x(), ticks, x, rows, canvas);
    }

    private static String size(long n, boolean atLeast, Texts texts) {
        return atLeast ? texts.get("page.at.least", texts.count(n)) : texts.count(n);
    }

    private static void dot(Canvas canvas, double x, double y) {
        canvas.circle(x, y, 4.5, Palette.BLUE, new Pen(Palette.PAPER, 1));
    }

    private static void pooled(Canvas canvas, double x, double y) {
        canvas.diamond(x, y, 6, Palette.PAPER, new Pen(Palette.VERMILION, 1.6));
    }

    private static void whisker(Canvas canvas, double from, double to, double y) {
        canvas.line(from, y, to, y, INTERVAL);
        canvas.line(from, y - 4, from, y + 4, INTERVAL);
        canvas.line(to, y - 4, to, y + 4, INTERVAL);
    }

    // Classes that make one whole

    private record Look(String fill, Hatch hatch, String lines) {}

    private static Look look(ClassBars.Style style) {
        return switch (style) {
            case WITHIN -> new Look(Palette.BLUE, Hatch.NONE, Palette.PAPER);
            case MIDDLE -> new Look("#b9dcf3", Hatch.UPRIGHT, Palette.BLUE);
            case UNDECIDED -> new Look(Palette.PAPER, Hatch.RISING, Palette.AXIS);
            case BEYOND -> new Look(Palette.VERMILION, Hatch.FALLING, "#ffd9bd");
            case FAR -> new Look("#6b2f00", Hatch.NONE, Palette.PAPER);
            case OTHER -> new Look("#e3e7ec", Hatch.DOTTED, Palette.TEXT);
        };
    }

    static double classBars(ClassBars plot, Canvas canvas, Texts texts, double top) {
        Rows rows = new Rows(
                canvas,
                plot.bars().stream().map(ClassBars.Bar::label).toList(),
                List.of(texts.get("plot.n")),
                plot.bars().stream().map(bar -> List.of(texts.count(bar.n()))).toList());
        Legend legend = new Legend();
        for (ClassBars.Part part : plot.classes()) {
            Look look = look(part.style());
            legend.add(
                    part.label(),
                    (a, b, middle) ->
                            canvas.hatched(a, middle - 7, b, middle + 6, look.fill(), look.hatch(), look.lines()));
        }
        double y = legend.draw(canvas, top);
        rows.headings(y, 0);
        Scale x = Scale.linear(0, 1, rows.left, rows.right);
        List<Ticks.Tick> ticks = Frame.xTicksFor(plot.x(), 0, 1, rows.right - rows.left, texts);
        ticks.forEach(tick -> rows.through(x.at(tick.at()), Pen.GRID));
        for (int i = 0; i < rows.size(); i++) {
            classBar(plot, plot.bars().get(i), canvas, x, rows.middle(i), texts);
        }
        rows.draw();
        return axis(plot.x(), ticks, x, rows, canvas);
    }

    private static void classBar(
            ClassBars plot, ClassBars.Bar bar, Canvas canvas, Scale x, double middle, Texts texts) {
        if (bar.n() == 0) {
            return;
        }
        double sum = 0;
        for (int part = 0; part < plot.classes().size(); part++) {
            double share = bar.shares().get(part);
            if (share <= 0) {
                continue;
            }
            Look look = look(plot.classes().get(part).style());
            double from = x.at(sum);
            double to = x.at(sum + share);
            canvas.hatched(from, middle - 9, to, middle + 9, look.fill(), look.hatch(), look.lines());
            String text = texts.percent(share, 0);
            if (Ink.SMALL_STRONG.width(text) + 8 <= to - from) {
                canvas.backedText(text, (from + to) / 2, middle + 4, Ink.SMALL_STRONG, Anchor.MIDDLE);
            }
            sum += share;
        }
    }

    // The top so many

    static double bars(Bars plot, Canvas canvas, Texts texts, double top) {
        List<String> headings = new ArrayList<>(List.of(texts.get("plot.n"), plot.shareHeading()));
        if (!plot.cumulativeHeading().isEmpty()) {
            headings.add(plot.cumulativeHeading());
        }
        List<List<String>> numbers = new ArrayList<>();
        for (Bars.Row row : plot.rows()) {
            List<String> cells = new ArrayList<>(List.of(texts.trimmed(row.value(), 1), share(row.share(), texts)));
            if (!plot.cumulativeHeading().isEmpty()) {
                cells.add(share(row.cumulative(), texts));
            }
            numbers.add(cells);
        }
        Rows rows = new Rows(canvas, plot.rows().stream().map(Bars.Row::label).toList(), headings, numbers);
        Legend legend = new Legend();
        if (plot.rows().stream().anyMatch(row -> row.interval() != null)) {
            legend.add(texts.get("plot.interval"), (a, b, middle) -> whisker(canvas, a + 2, b - 2, middle));
        }
        rows.headings(legend.draw(canvas, top), 0);
        double most = plot.rows().stream()
                .mapToDouble(row -> {
                    Interval interval = row.interval();
                    return interval == null ? row.value() : Math.max(row.value(), interval.high());
                })
                .max()
                .orElse(1);
        double ceiling = Ticks.ceiling(most, 5);
        Scale x = Scale.linear(0, ceiling, rows.left, rows.right);
        List<Ticks.Tick> ticks = Frame.xTicksFor(plot.x(), 0, ceiling, rows.right - rows.left, texts);
        ticks.forEach(tick -> rows.through(x.at(tick.at()), Pen.GRID));
        for (int i = 0; i < rows.size(); i++) {
            Bars.Row row = plot.rows().get(i);
            double middle = rows.middle(i);
            double end = Math.max(x.at(row.value()), x.start() + (row.value() > 0 ? 1 : 0));
            if (row.remainder()) {
                canvas.hatched(x.start(), middle - 8, end, middle + 8, "#e3e7ec", Hatch.RISING, Palette.AXIS);
            } else {
                canvas.rectangle(x.start(), middle - 8, end, middle + 8, Palette.BLUE);
            }
            if (row.interval() != null) {
                whisker(canvas, x.at(row.interval().low()), x.at(row.interval().high()), middle);
            }
        }
        rows.draw();
        return axis(plot.x(), ticks, x, rows, canvas);
    }

    private static String share(double share, Texts texts) {
        return Double.isFinite(share) ? texts.percent(share) : "";
    }

    // Ranks

    static double ranks(RankSets plot, Canvas canvas, Texts texts, double top) {
        Rows rows = new Rows(
                canvas,
                plot.rows().stream().map(RankSets.Row::label).toList(),
                List.of(texts.get("plot.n")),
                plot.rows().stream()
                        .map(row -> List.of(size(row.n(), row.atLeast(), texts)))
                        .toList());
        Legend legend = new Legend();
        legend.add(texts.get("plot.rank.set"), (a, b, middle) -> set(canvas, a, b, middle));
        if (plot.rows().stream().anyMatch(row -> row.observed() > 0)) {
            legend.add(texts.get("plot.rank.observed"), (a, b, middle) -> observed(canvas, (a + b) / 2, middle));
        }
        rows.headings(legend.draw(canvas, top), 0);
        Scale x = Scale.linear(0.5, plot.parties() + 0.5, rows.left, rows.right);
        List<Ticks.Tick> ticks = rankTicks(plot.parties(), rows.right - rows.left, texts);
        ticks.forEach(tick -> rows.through(x.at(tick.at()), Pen.GRID));
        for (int i = 0; i < rows.size(); i++) {
            RankSets.Row row = plot.rows().get(i);
            set(canvas, x.at(row.best() - 0.4), x.at(row.worst() + 0.4), rows.middle(i));
            if (row.observed() > 0) {
                observed(canvas, x.at(row.observed()), rows.middle(i));
            }
        }
        rows.draw();
        return axis(plot.x(), ticks, x, rows, canvas);
    }

    private static void set(Canvas canvas, double from, double to, double middle) {
        canvas.rectangle(from, middle - 6, to, middle + 6, Palette.SKY);
        canvas.outline(from, middle - 6, to, middle + 6, new Pen(Palette.BLUE, 1));
    }

    private static void observed(Canvas canvas, double x, double y) {
        canvas.circle(x, y, 4.5, Palette.BLACK, new Pen(Palette.PAPER, 1));
    }

    private static List<Ticks.Tick> rankTicks(int parties, double length, Texts texts) {
        double step = Math.max(1, Ticks.roundStep(parties * 34.0 / length));
        List<Ticks.Tick> ticks = new ArrayList<>();
        ticks.add(new Ticks.Tick(1, texts.count(1)));
        for (double rank = step; rank <= parties; rank += step) {
            if (rank > 1) {
                ticks.add(new Ticks.Tick(rank, texts.count((long) rank)));
            }
        }
        return ticks;
    }

    // Calibration

    static double coverage(CoveragePlot plot, Canvas canvas, Texts texts, double top) {
        Rows rows = new Rows(
                canvas,
                plot.rows().stream().map(CoveragePlot.Row::label).toList(),
                List.of(texts.get("plot.replications"), texts.get("plot.coverage.short")),
                plot.rows().stream()
                        .map(row -> List.of(texts.count(row.replications()), texts.percent(row.coverage())))
                        .toList());
        Legend legend = new Legend();
        legend.add(plot.admittedLabel(), (a, b, middle) -> canvas.rectangle(a, middle - 6, b, middle + 6, "#d8ede5"));
        legend.add(texts.get("plot.admitted"), (a, b, middle) -> passed(canvas, true, (a + b) / 2, middle));
        legend.add(texts.get("plot.rejected"), (a, b, middle) -> passed(canvas, false, (a + b) / 2, middle));
        legend.add(texts.get("plot.interval"), (a, b, middle) -> whisker(canvas, a + 2, b - 2, middle));
        double y = legend.draw(canvas, top);
        Scale x = Scale.linear(plot.from(), 1, rows.left, rows.right);
        List<Mark> nominal =
                List.of(new Mark(plot.nominal(), texts.get("plot.nominal", texts.percent(plot.nominal(), 0))));
        Lanes lanes = lanes(nominal, x, rows);
        rows.headings(y, lanes.height());
        rows.area(x.at(plot.admitted().low()), x.at(plot.admitted().high()), "#d8ede5");
        List<Ticks.Tick> ticks = Frame.xTicksFor(plot.x(), plot.from(), 1, rows.right - rows.left, texts);
        ticks.forEach(tick -> rows.through(x.at(tick.at()), Pen.GRID));
        marks(nominal, lanes, x, rows, canvas);
        for (int i = 0; i < rows.size(); i++) {
            CoveragePlot.Row row = plot.rows().get(i);
            double middle = rows.middle(i);
            if (row.interval().high() < plot.from()) {
                canvas.shape(
                        List.of(
                                new Point(rows.left, middle),
                                new Point(rows.left + 9, middle - 5),
                                new Point(rows.left + 9, middle + 5)),
                        Palette.VERMILION,
                        new Pen(Palette.PAPER, 1));
                continue;
            }
            whisker(canvas, x.at(row.interval().low()), x.at(row.interval().high()), middle);
            passed(canvas, row.admitted(), x.at(row.coverage()), middle);
        }
        rows.draw();
        return axis(plot.x(), ticks, x, rows, canvas);
    }

    private static void passed(Canvas canvas, boolean passed, double x, double y) {
        if (passed) {
            canvas.circle(x, y, 4.5, Palette.GREEN, new Pen(Palette.PAPER, 1));
        } else {
            canvas.diamond(x, y, 5.5, Palette.PAPER, new Pen(Palette.VERMILION, 2));
        }
    }

    // What they share

    private static Lanes lanes(List<Mark> marks, Scale x, Rows rows) {
        Lanes lanes = new Lanes();
        for (Mark mark : Lanes.inOrder(marks)) {
            lanes.add(x.at(mark.at()), mark.label(), Math.min(rows.left, 60), rows.right);
        }
        return lanes;
    }

    private static void marks(List<Mark> marks, Lanes lanes, Scale x, Rows rows, Canvas canvas) {
        double first = rows.top(0);
        lanes.draw(canvas, first - 4, first, Pen.MARK);
        for (Mark mark : marks) {
            rows.through(x.at(mark.at()), Pen.MARK);
        }
    }

    private static double axis(Axis axis, List<Ticks.Tick> ticks, Scale x, Rows rows, Canvas canvas) {
        double below = Frame.ticksBelow(canvas, ticks, x, rows.left, rows.right, rows.bottom() + 2);
        return Frame.xTitle(canvas, axis, rows.left, rows.right, below);
    }
}
