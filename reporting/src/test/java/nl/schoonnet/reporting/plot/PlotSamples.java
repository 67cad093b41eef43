// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Made-up plots of every kind, from a seeded generator: any number of parts, names short and long, values at the edges. */
public final class PlotSamples {
    private static final String[] WORDS = {
        "provider",
        "A",
        "hosting",
        "Zuid-Holland",
        "Noord",
        "cloud",
        "very-long-name-without-any-space-in-it.example",
        "B.V.",
        "and",
        "sons",
        "&",
        "<co>",
        "image",
        "platform",
        "Ünïcödé",
        "verwijderingsverplichting",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "东京"
    };

    private final RandomGenerator random;

    public PlotSamples(RandomGenerator random) {
        this.random = random;
    }

    /** One plot of every kind. */
    public Map<String, PlotSpec> all() {
        Map<String, PlotSpec> specs = new LinkedHashMap<>();
        specs.put("curves", curves());
        specs.put("dots", dots());
        specs.put("classes", classes());
        specs.put("funnel", funnel());
        specs.put("months", months());
        specs.put("stock", stock());
        specs.put("lorenz", lorenz());
        specs.put("histogram", histogram());
        specs.put("weeks", weeks());
        specs.put("bars", bars());
        specs.put("ranks", ranks());
        specs.put("coverage", coverage());
        return specs;
    }

    /** A name of one to eight words, now and then an absurdly long one. */
    public String name() {
        int words = random.nextInt(10) == 0 ? 15 : random.nextInt(1, 8);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < words; i++) {
            name.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
        }
        return name.toString();
    }

    private List<Mark> marks(double until) {
        List<Mark> marks = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            marks.add(new Mark(random.nextInt(6) == 0 ? until : random.nextDouble(until), name()));
        }
        return marks;
    }

    private StepCurves curves() {
        double until = random.nextDouble(2, 1000);
        List<StepCurves.Curve> curves = new ArrayList<>();
        List<StepCurves.AtRisk> atRisk = new ArrayList<>();
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            List<StepCurves.Step> steps = new ArrayList<>();
            List<StepCurves.Bound> bounds = new ArrayList<>();
            double value = 0;
            double at = 0;
            boolean band = random.nextBoolean();
            for (int s = random.nextInt(30); s >= 0; s--) {
                double half = random.nextDouble(0.1);
                boolean gap = random.nextInt(12) == 0;
                steps.add(
                        gap
                                ? new StepCurves.Step(at, Double.NaN)
                                : band
                                        ? new StepCurves.Step(
                                                at, value, Math.max(0, value - half), Math.min(1, value + half))
                                        : new StepCurves.Step(at, value));
                bounds.add(new StepCurves.Bound(at, Math.max(0, value - 0.1), Math.min(1, value + 0.2)));
                value = Math.min(1, value + random.nextDouble(0.1));
                at += random.nextDouble(until / 10);
            }
            curves.add(new StepCurves.Curve(name(), steps, i == 0 && random.nextBoolean() ? bounds : List.of()));
            if (random.nextBoolean()) {
                List<StepCurves.Count> counts = new ArrayList<>();
                for (int c = 0; c <= 8; c++) {
                    counts.add(new StepCurves.Count(until * c / 8, random.nextLong(10_000_000)));
                }
                atRisk.add(new StepCurves.AtRisk(name(), counts));
            }
        }
        return new StepCurves(Axis.hours(name(), "hours"), Axis.share(name()), until, curves, marks(until), atRisk);
    }

    private Interval interval(double from, double to) {
        double a = random.nextDouble(from, to);
        double b = random.nextDouble(from, to);
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    private DotIntervals dots() {
        List<DotIntervals.Row> rows = new ArrayList<>();
        for (int i = random.nextInt(25); i >= 0; i--) {
            rows.add(new DotIntervals.Row(
                    name(),
                    random.nextLong(1_000_000),
                    random.nextInt(4) == 0 ? null : interval(0, 1),
                    random.nextInt(4) == 0 ? Double.NaN : random.nextDouble(),
                    random.nextInt(4) == 0 ? null : interval(0, 1),
                    random.nextInt(4) == 0 ? Double.NaN : random.nextDouble()));
        }
        return new DotIntervals(
                Axis.share(name()),
                0,
                1,
                rows,
                marks(1),
                new DotIntervals.Legend(name(), name(), name(), random.nextBoolean() ? name() : ""));
    }

    private ClassBars classes() {
        int count = random.nextInt(2, 7);
        List<ClassBars.Part> parts = new ArrayList<>();
        for (ClassBars.Style style : EnumSet.allOf(ClassBars.Style.class)) {
            if (parts.size() < count) {
                parts.add(new ClassBars.Part(name(), style));
            }
        }
        List<ClassBars.Bar> bars = new ArrayList<>();
        for (int b = random.nextInt(10); b >= 0; b--) {
            double[] shares = random.doubles(count).map(d -> d * d).toArray();
            double sum = Arrays.stream(shares).sum();
            bars.add(new ClassBars.Bar(
                    name(),
                    random.nextLong(5) * 1000,
                    Arrays.stream(shares).map(d -> d / sum).boxed().toList()));
        }
        return new ClassBars(Axis.share(name()), parts, bars);
    }

    private FunnelPlot funnel() {
        List<FunnelPlot.Point> points = new ArrayList<>();
        for (int i = random.nextInt(80); i >= 0; i--) {
            points.add(new FunnelPlot.Point(
                    name(),
                    Math.rint(Math.exp(random.nextDouble(12))),
                    random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble(),
                    random.nextBoolean() ? interval(0, 1) : null,
                    random.nextInt(3) == 0));
        }
        List<FunnelPlot.Limits> limits = new ArrayList<>();
        for (int l = random.nextInt(3); l > 0; l--) {
            double centre = random.nextDouble(0.2, 0.95);
            List<FunnelPlot.Limit> at = new ArrayList<>();
            for (double n = 1; n < 200_000; n *= 1.5) {
                double error = Math.sqrt(centre * (1 - centre) / n);
                at.add(new FunnelPlot.Limit(n, around(centre, 1.96 * error), around(centre, 3.09 * error)));
            }
            limits.add(new FunnelPlot.Limits(name(), centre, at));
        }
        Axis x = random.nextBoolean() ? Axis.log(name(), "items") : Axis.linear(name(), "items");
        return new FunnelPlot(x, Axis.share(name()), limits, points);
    }

    private static Interval around(double centre, double half) {
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    private MonthSeries months() {
        boolean shares = random.nextBoolean();
        YearMonth first = YearMonth.of(random.nextInt(2018, 2026), random.nextInt(1, 13));
        int count = random.nextInt(1, 80);
        double size = shares ? 1 : Math.exp(random.nextDouble(14));
        List<MonthSeries.Series> series = new ArrayList<>();
        for (int s = random.nextInt(4); s >= 0; s--) {
            List<MonthSeries.Point> points = new ArrayList<>();
            for (int m = 0; m < count; m++) {
                if (random.nextInt(10) > 0) {
                    double value = random.nextDouble(size);
                    points.add(new MonthSeries.Point(
                            first.plusMonths(m),
                            value,
                            random.nextBoolean() ? new Interval(value * 0.9, Math.min(size, value * 1.1)) : null,
                            random.nextLong(1_000_000)));
                }
            }
            series.add(new MonthSeries.Series(name(), points));
        }
        return new MonthSeries(
                shares ? Axis.share(name()) : Axis.linear(name(), "items"),
                series,
                events(first.atDay(1), count * 30),
                events(first.atDay(1), count * 30));
    }

    private List<MonthSeries.Event> events(LocalDate first, int days) {
        List<MonthSeries.Event> events = new ArrayList<>();
        for (int e = random.nextInt(6); e > 0; e--) {
            events.add(new MonthSeries.Event(first.plusDays(random.nextInt(-20, days + 20)), name()));
        }
        return events;
    }

    private StockAreas stock() {
        LocalDate first = LocalDate.of(2025, 1, 1).plusDays(random.nextInt(900));
        int count = random.nextInt(2, 800);
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            days.add(first.plusDays(i));
        }
        double size = Math.exp(random.nextDouble(12));
        List<StockAreas.Layer> layers = new ArrayList<>();
        for (int l = random.nextInt(4); l >= 0; l--) {
            layers.add(new StockAreas.Layer(
                    name(), random.doubles(count, 0, size).boxed().toList()));
        }
        List<Interval> total = random.nextBoolean()
                ? List.of()
                : days.stream().map(day -> interval(0, size * 4)).toList();
        StockAreas.Unsettled unsettled = total.isEmpty() || random.nextBoolean()
                ? null
                : new StockAreas.Unsettled(
                        days.getLast().minusDays(random.nextInt(10)), "last days: not every item was looked at again");
        return new StockAreas(Axis.linear(name(), "items"), days, layers, total, events(first, count), unsettled);
    }

    private LorenzCurve lorenz() {
        List<LorenzCurve.Point> points = new ArrayList<>();
        int parties = random.nextInt(1, 60);
        for (int i = 1; i < parties; i++) {
            double p = i / (double) parties;
            points.add(new LorenzCurve.Point(p, p * p * p));
        }
        return new LorenzCurve(
                Axis.share(name()),
                Axis.share(name()),
                points,
                random.nextDouble(),
                random.nextBoolean() ? null : interval(0, 1));
    }

    private WeekBars weeks() {
        List<WeekBars.Week> weeks = new ArrayList<>();
        LocalDate monday = LocalDate.of(2019, 1, 7).plusWeeks(random.nextInt(300));
        double most = Math.pow(10, random.nextInt(11));
        int count = 1 + random.nextInt(random.nextInt(5) == 0 ? 260 : 60);
        for (int i = 0; i < count; i++) {
            double value = random.nextInt(4) == 0 ? 0 : Math.rint(random.nextDouble(most + 1));
            double part = random.nextInt(3) == 0 ? value : 0;
            weeks.add(new WeekBars.Week(monday.plusWeeks(i), value, part, i < count - 1 || random.nextBoolean()));
        }
        return new WeekBars(Axis.linear(name(), ""), Axis.linear(name(), ""), name(), name(), name(), weeks);
    }

    private Histogram histogram() {
        List<Histogram.Bin> bins = new ArrayList<>();
        double from = 0;
        for (int i = random.nextInt(24); i >= 0; i--) {
            double to = i == 0 && random.nextBoolean() ? Double.POSITIVE_INFINITY : from + random.nextDouble(0.1, 100);
            bins.add(new Histogram.Bin(from, to, random.nextInt(100_000)));
            from = to;
        }
        return new Histogram(Axis.hours(name(), "hours"), Axis.linear(name(), "items"), bins, marks(200));
    }

    private Bars bars() {
        List<Bars.Row> rows = new ArrayList<>();
        for (int i = random.nextInt(15); i >= 0; i--) {
            double value = random.nextInt(5) == 0 ? 0 : Math.rint(Math.exp(random.nextDouble(13)));
            rows.add(new Bars.Row(
                    name(),
                    value,
                    random.nextBoolean() ? null : new Interval(value * 0.9, value * 1.1),
                    random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(),
                    random.nextInt(5) == 0 ? Double.NaN : random.nextDouble(),
                    i == 0));
        }
        return new Bars(Axis.linear(name(), "items"), name(), random.nextBoolean() ? name() : "", rows);
    }

    private RankSets ranks() {
        int parties = random.nextInt(1, 150);
        List<RankSets.Row> rows = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            int a = random.nextInt(1, parties + 1);
            int b = random.nextInt(1, parties + 1);
            rows.add(new RankSets.Row(
                    name(), random.nextLong(100_000), Math.min(a, b), Math.max(a, b), random.nextBoolean() ? 0 : a));
        }
        return new RankSets(Axis.linear(name(), ""), parties, rows);
    }

    private CoveragePlot coverage() {
        List<CoveragePlot.Row> rows = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            double coverage = random.nextInt(4) == 0 ? random.nextDouble() : random.nextDouble(0.9, 1);
            rows.add(new CoveragePlot.Row(
                    name(), random.nextLong(5000), coverage, around(coverage, 0.01), random.nextBoolean()));
        }
        return new CoveragePlot(Axis.share(name()), 0.8, 0.95, new Interval(0.93, 0.97), name(), rows);
    }
}
