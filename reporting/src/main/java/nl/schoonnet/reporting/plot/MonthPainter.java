// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.plot.Canvas.Point;
import nl.schoonnet.reporting.text.Texts;

/** Draws one figure per month with intervals, interventions and breaks of method. */
final class MonthPainter {
    private static final Ink TICK = Ink.SMALL;

    private MonthPainter() {}

    static double paint(MonthSeries plot, Canvas canvas, Texts texts, double top) {
        boolean narrow = PlotDrawing.narrow(canvas);
        YearMonth first = months(plot).min(Comparator.naturalOrder()).orElse(YearMonth.of(2000, 1));
        YearMonth last = months(plot).max(Comparator.naturalOrder()).orElse(first);
        int count = (int) first.until(last, ChronoUnit.MONTHS) + 1;

        boolean shares = plot.y().scale() == Axis.Scale.SHARE;
        double ceiling = shares ? 1 : Ticks.ceiling(maximum(plot), 5);
        List<Ticks.Tick> yTicks = Ticks.of(plot.y(), 0, ceiling, 6, texts);
        double left = Frame.labelWidth(yTicks);
        boolean labelled = plot.series().size() > 1 && !narrow;
        double margin = labelled
                ? EndLabels.widthFor(
                        plot.series().stream().map(MonthSeries.Series::label).toList(), canvas.width() * 0.28)
                : 14;
        double right = canvas.width() - margin;
        Scale x = Scale.linear(0, count, left, right);

        Legend legend = new Legend();
        for (int i = 0; !labelled && i < plot.series().size(); i++) {
            int index = i;
            legend.add(plot.series().get(i).label(), (a, b, middle) -> {
                canvas.line(a, middle, b, middle, Palette.pen(index));
                sign(canvas, index, (a + b) / 2, middle);
            });
        }
        if (plot.series().stream().anyMatch(s -> s.points().stream().anyMatch(p -> p.interval() != null))) {
            legend.add(
                    texts.get("plot.interval"),
                    (a, b, middle) -> whisker(canvas, (a + b) / 2, middle - 7, middle + 7, Palette.BLACK));
        }
        double y = Frame.yTitle(canvas, plot.y(), legend.draw(canvas, top));

        Numbered events = events(plot, x, first, count, texts);
        double plotTop = y + events.height() + 6;
        EndLabels ends = new EndLabels(margin);
        if (labelled) {
            plot.series().forEach(one -> ends.add(0, one.label(), Palette.pen(0)));
        }
        double bottom = plotTop + Math.max(narrow ? 200 : 220, labelled ? ends.needed() + 10 : 0);
        Frame frame = Frame.of(left, right, plotTop, bottom, x, Scale.linear(0, ceiling, bottom, plotTop));
        frame.yTicks(canvas, yTicks);
        events.draw(canvas, plotTop, bottom);
        EndLabels placed = new EndLabels(margin);
        for (int i = 0; i < plot.series().size(); i++) {
            double end = series(plot, i, first, canvas, frame);
            if (labelled) {
                placed.add(end, plot.series().get(i).label(), Palette.pen(i));
            }
        }
        if (labelled) {
            placed.draw(canvas, right, plotTop, bottom);
        }
        double below = monthTicks(canvas, x, first, count, bottom, texts);
        below = sample(plot, first, canvas, x, texts, below);
        return events.list(canvas, below + 4);
    }

    private static Stream<YearMonth> months(MonthSeries plot) {
        return plot.series().stream().flatMap(s -> s.points().stream()).map(MonthSeries.Point::month);
    }

    private static double maximum(MonthSeries plot) {
        return plot.series().stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(p -> p.interval() == null
                        ? p.value()
                        : Math.max(p.value(), p.interval().high()))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    /** Middle of a month on the axis, in months since the first. */
    private static double middle(YearMonth first, YearMonth month) {
        return first.until(month, ChronoUnit.MONTHS) + 0.5;
    }

    private static double place(YearMonth first, LocalDate day) {
        return first.until(YearMonth.from(day), ChronoUnit.MONTHS) + (day.getDayOfMonth() - 1.0) / day.lengthOfMonth();
    }

    private static Numbered events(MonthSeries plot, Scale x, YearMonth first, int count, Texts texts) {
        Numbered events = new Numbered();
        int number = 0;
        for (MonthSeries.Event event : sorted(plot.interventions())) {
            double place = place(first, event.day());
            if (place >= 0 && place <= count) {
                number++;
                events.add(
                        x.at(place),
                        Integer.toString(number),
                        texts.date(event.day()) + ": " + event.label(),
                        new Pen(Palette.QUIET_TEXT, 1.2, "5 3"));
            }
        }
        char letter = 'A';
        for (MonthSeries.Event event : sorted(plot.breaks())) {
            double place = place(first, event.day());
            if (place >= 0 && place <= count) {
                events.add(
                        x.at(place),
                        Character.toString(letter++),
                        texts.date(event.day()) + ", " + texts.get("plot.break") + ": " + event.label(),
                        new Pen(Palette.TEXT, 2.6));
            }
        }
        return events;
    }

    static List<MonthSeries.Event> sorted(List<MonthSeries.Event> events) {
        return events.stream()
                .sorted(Comparator.comparing(MonthSeries.Event::day).thenComparing(MonthSeries.Event::label))
                .toList();
    }

    /** Draws one series, cut at breaks and at missing months; returns the y at which it ends. */
    private static double series(MonthSeries plot, int index, YearMonth first, Canvas canvas, Frame frame) {
        // Side by side, so that the intervals of one month don't cover each other.
        double shift = (index - (plot.series().size() - 1) / 2.0) * 5;
        List<Point> line = new ArrayList<>();
        List<Point> signs = new ArrayList<>();
        double previous = Double.NaN;
        double end = frame.bottom;
        for (MonthSeries.Point point : plot.series().get(index).points()) {
            double month = middle(first, point.month());
            if (!Double.isFinite(point.value())) {
                continue;
            }
            if (month - previous > 1.01 || broken(plot, first, previous, month)) {
                canvas.polyline(line, Palette.pen(index));
                line.clear();
            }
            double x = frame.x.at(month) + shift;
            double y = frame.y.at(point.value());
            if (point.interval() != null) {
                whisker(
                        canvas,
                        x,
                        frame.y.at(point.interval().high()),
                        frame.y.at(point.interval().low()),
                        Palette.series(index));
            }
            line.add(new Point(x, y));
            signs.add(new Point(x, y));
            previous = month;
            end = y;
        }
        canvas.polyline(line, Palette.pen(index));
        for (Point point : signs) {
            sign(canvas, index, point.x(), point.y());
        }
        return end;
    }

    private static boolean broken(MonthSeries plot, YearMonth first, double from, double to) {
        return plot.breaks().stream()
                .mapToDouble(event -> place(first, event.day()))
                .anyMatch(place -> place > from && place <= to);
    }

    private static void whisker(Canvas canvas, double x, double top, double bottom, String colour) {
        Pen pen = new Pen(colour, 1.2);
        canvas.line(x, top, x, bottom, pen);
        canvas.line(x - 3, top, x + 3, top, pen);
        canvas.line(x - 3, bottom, x + 3, bottom, pen);
    }

    private static void sign(Canvas canvas, int index, double x, double y) {
        String colour = Palette.series(index);
        Pen edge = new Pen(Palette.PAPER, 1);
        switch (index) {
            case 0 -> canvas.circle(x, y, 4, colour, edge);
            case 1 ->
                canvas.shape(
                        List.of(
                                new Point(x - 4, y - 4),
                                new Point(x + 4, y - 4),
                                new Point(x + 4, y + 4),
                                new Point(x - 4, y + 4)),
                        colour,
                        edge);
            case 2 -> canvas.diamond(x, y, 5, colour, edge);
            default ->
                canvas.shape(
                        List.of(new Point(x - 5, y + 4), new Point(x, y - 5), new Point(x + 5, y + 4)), colour, edge);
        }
    }

    /** Month names under the axis, as many as fit, and the year under the first month that is named in it. */
    private static double monthTicks(Canvas canvas, Scale x, YearMonth first, int count, double bottom, Texts texts) {
        canvas.line(x.start(), bottom, x.end(), bottom, Pen.AXIS);
        int every = every(x, first, count, texts);
        double yearFree = 0;
        int yearDrawn = Integer.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            YearMonth month = first.plusMonths(i);
            double edge = x.at(i);
            canvas.line(edge, bottom, edge, bottom + (month.getMonthValue() == 1 ? 9 : 5), Pen.AXIS);
            if (i % every != 0) {
                continue;
            }
            String name = texts.shortMonth(month);
            double width = TICK.width(name);
            double middle = Math.clamp(x.at(i + 0.5), width / 2, canvas.width() - width / 2);
            canvas.text(name, middle, bottom + 18, TICK, Anchor.MIDDLE);
            String year = Integer.toString(month.getYear());
            double yearWidth = TICK.width(year);
            double start = Math.clamp(middle - yearWidth / 2, 0, canvas.width() - yearWidth);
            if (month.getYear() != yearDrawn && start >= yearFree) {
                canvas.text(year, start, bottom + 33, Ink.SMALL_STRONG, Anchor.START);
                yearDrawn = month.getYear();
                yearFree = start + Ink.SMALL_STRONG.width(year) + 8;
            }
        }
        return bottom + 46;
    }

    private static int every(Scale x, YearMonth first, int count, Texts texts) {
        double widest = 0;
        for (int i = 0; i < Math.min(count, 12); i++) {
            widest = Math.max(widest, TICK.width(texts.shortMonth(first.plusMonths(i))));
        }
        double slot = (x.end() - x.start()) / count;
        for (int every : new int[] {1, 2, 3, 6, 12, 24, 60}) {
            if (slot * every >= widest + 6) {
                return every;
            }
        }
        return Math.max(1, count);
    }

    /** The n of the first series under its months. */
    private static double sample(MonthSeries plot, YearMonth first, Canvas canvas, Scale x, Texts texts, double top) {
        String heading = texts.get("plot.n")
                + (plot.series().size() > 1 ? " (" + plot.series().getFirst().label() + ")" : "");
        double y = canvas.paragraph(
                Lettering.fit(heading, canvas.width(), 2, Ink.SMALL_STRONG), 0, top, Ink.SMALL_STRONG, Anchor.START);
        double free = 0;
        for (MonthSeries.Point point : plot.series().getFirst().points()) {
            String n = texts.count(point.n());
            double width = TICK.width(n);
            double start =
                    Math.clamp(x.at(middle(first, point.month())) - width / 2, 0, Math.max(0, canvas.width() - width));
            if (start >= free) {
                canvas.text(n, start, y + 11, TICK, Anchor.START);
                free = start + width + 7;
            }
        }
        return y + TICK.leading() + 2;
    }
}
