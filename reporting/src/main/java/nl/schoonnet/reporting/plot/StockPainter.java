// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.plot.Canvas.Anchor;
import nl.schoonnet.reporting.plot.Canvas.Point;
import nl.schoonnet.reporting.text.Texts;

/** Draws what is still online at each moment, stacked by how long already. */
final class StockPainter {
    private static final String[] FILLS = {"#7a2f00", "#d98b4f", "#f5d9c3", "#eef1f4"};

    private static final double RANGE_OPACITY = 0.25;

    /** Behind the days of which not all is known. */
    private static final String UNSETTLED = "#dfe3e6";

    private StockPainter() {}

    static double paint(StockAreas plot, Canvas canvas, Texts texts, double top) {
        boolean narrow = PlotDrawing.narrow(canvas);
        int days = plot.days().size();
        double[] sum = new double[days];
        List<double[]> tops = new ArrayList<>();
        for (StockAreas.Layer layer : plot.layers()) {
            for (int i = 0; i < days; i++) {
                sum[i] += layer.items().get(i);
            }
            tops.add(sum.clone());
        }
        double most = 0;
        for (int i = 0; i < days; i++) {
            most = Math.max(
                    most,
                    plot.total().isEmpty()
                            ? sum[i]
                            : Math.max(sum[i], plot.total().get(i).high()));
        }
        double ceiling = Ticks.ceiling(most, 5);
        List<Ticks.Tick> yTicks = Ticks.of(plot.y(), 0, ceiling, 6, texts);
        double left = Frame.labelWidth(yTicks);
        double right = canvas.width() - 14;
        LocalDate first = plot.days().getFirst();
        double length = first.until(plot.days().getLast(), ChronoUnit.DAYS);
        Scale x = Scale.linear(0, Math.max(1, length), left, right);

        Legend legend = new Legend();
        for (int i = plot.layers().size() - 1; i >= 0; i--) {
            String fill = FILLS[i];
            legend.add(plot.layers().get(i).label(), (a, b, middle) -> {
                canvas.rectangle(a, middle - 6, b, middle + 6, fill);
                canvas.outline(a, middle - 6, b, middle + 6, new Pen(Palette.TEXT, 0.8));
            });
        }
        Pen range = new Pen(Palette.TEXT, 0.8);
        if (!plot.total().isEmpty()) {
            legend.add(texts.get("plot.total"), (a, b, middle) -> {
                canvas.polygon(
                        List.of(
                                new Point(a, middle - 5),
                                new Point(b, middle - 5),
                                new Point(b, middle + 5),
                                new Point(a, middle + 5)),
                        Palette.TEXT,
                        RANGE_OPACITY);
                canvas.line(a, middle - 5, b, middle - 5, range);
                canvas.line(a, middle + 5, b, middle + 5, range);
            });
        }
        int settled = settled(plot);
        StockAreas.Unsettled unsettled = plot.unsettled();
        if (unsettled != null && settled < days) {
            legend.add(unsettled.label(), (a, b, middle) -> canvas.rectangle(a, middle - 6, b, middle + 6, UNSETTLED));
        }
        double y = Frame.yTitle(canvas, plot.y(), legend.draw(canvas, top));
        Numbered events = new Numbered();
        int number = 0;
        for (MonthSeries.Event event : MonthPainter.sorted(plot.interventions())) {
            double place = first.until(event.day(), ChronoUnit.DAYS);
            if (place >= 0 && place <= length) {
                number++;
                events.add(
                        x.at(place),
                        Integer.toString(number),
                        texts.date(event.day()) + ": " + event.label(),
                        new Pen(Palette.QUIET_TEXT, 1.2, "5 3"));
            }
        }
        double plotTop = y + events.height() + 6;
        double bottom = plotTop + (narrow ? 200 : 220);
        Frame frame = Frame.of(left, right, plotTop, bottom, x, Scale.linear(0, ceiling, bottom, plotTop));
        frame.yTicks(canvas, yTicks);
        if (settled < days) {
            double from = first.until(plot.days().get(Math.max(0, settled - 1)), ChronoUnit.DAYS);
            canvas.rectangle(x.at(from), plotTop, right, bottom, UNSETTLED);
        }
        for (int layer = plot.layers().size() - 1; layer >= 0 && settled > 1; layer--) {
            double[] base = layer == 0 ? new double[days] : tops.get(layer - 1);
            List<Point> upper = line(plot.days(), tops.get(layer), frame).subList(0, settled);
            List<Point> outline = new ArrayList<>(upper);
            outline.addAll(line(plot.days(), base, frame).subList(0, settled).reversed());
            canvas.polygon(outline, FILLS[layer], 1);
            canvas.polyline(upper, new Pen(Palette.TEXT, 1));
        }
        if (!plot.total().isEmpty()) {
            double[] low = plot.total().stream().mapToDouble(Interval::low).toArray();
            double[] high = plot.total().stream().mapToDouble(Interval::high).toArray();
            List<Point> upper = line(plot.days(), high, frame);
            List<Point> lower = line(plot.days(), low, frame);
            List<Point> band = new ArrayList<>(upper);
            band.addAll(lower.reversed());
            canvas.polygon(band, Palette.TEXT, RANGE_OPACITY);
            canvas.polyline(lower, range);
            canvas.polyline(upper, range);
        }
        events.draw(canvas, plotTop, bottom);
        double below = dayTicks(canvas, x, first, plot.days().getLast(), bottom, texts);
        return events.list(canvas, below + 4);
    }

    /** How many days, from the first on, are known as well as they will be. */
    private static int settled(StockAreas plot) {
        StockAreas.Unsettled unsettled = plot.unsettled();
        return unsettled == null
                ? plot.days().size()
                : (int) plot.days().stream()
                        .filter(day -> !day.isAfter(unsettled.from()))
                        .count();
    }

    private static List<Point> line(List<LocalDate> days, double[] values, Frame frame) {
        List<Point> line = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            double day = days.getFirst().until(days.get(i), ChronoUnit.DAYS);
            line.add(new Point(frame.x.at(day), frame.y.at(values[i])));
        }
        return line;
    }

    /** The first of each month, as many as fit; single days if the period is shorter than two months. */
    private static double dayTicks(
            Canvas canvas, Scale x, LocalDate first, LocalDate last, double bottom, Texts texts) {
        List<LocalDate> marked = new ArrayList<>();
        if (first.until(last, ChronoUnit.DAYS) > 62) {
            for (YearMonth month = YearMonth.from(first); !month.atDay(1).isAfter(last); month = month.plusMonths(1)) {
                if (!month.atDay(1).isBefore(first)) {
                    marked.add(month.atDay(1));
                }
            }
        } else {
            int step = (int) Math.max(1, first.until(last, ChronoUnit.DAYS) / 6);
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(step)) {
                marked.add(day);
            }
        }
        canvas.line(x.start(), bottom, x.end(), bottom, Pen.AXIS);
        double free = 0;
        double yearFree = 0;
        int yearDrawn = Integer.MIN_VALUE;
        for (LocalDate day : marked) {
            double place = x.at((double) first.until(day, ChronoUnit.DAYS));
            canvas.line(place, bottom, place, bottom + 5, Pen.AXIS);
            String text = day.getDayOfMonth() + " " + texts.shortMonth(YearMonth.from(day));
            double width = Ink.SMALL.width(text);
            double start = Math.clamp(place - width / 2, 0, canvas.width() - width);
            if (start < free) {
                continue;
            }
            canvas.text(text, start, bottom + 18, Ink.SMALL, Anchor.START);
            free = start + width + 8;
            String year = Integer.toString(day.getYear());
            double yearWidth = Ink.SMALL_STRONG.width(year);
            double yearStart = Math.clamp(place - yearWidth / 2, 0, canvas.width() - yearWidth);
            if (day.getYear() != yearDrawn && yearStart >= yearFree) {
                canvas.text(year, yearStart, bottom + 33, Ink.SMALL_STRONG, Anchor.START);
                yearDrawn = day.getYear();
                yearFree = yearStart + yearWidth + 8;
            }
        }
        return bottom + 40;
    }
}
