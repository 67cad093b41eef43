// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.ClassFigure;
import nl.schoonnet.reporting.figures.Figures.Curve;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.Speed;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.ClassBars;
import nl.schoonnet.reporting.plot.Mark;
import nl.schoonnet.reporting.plot.StepCurves;
import org.jspecify.annotations.Nullable;

/** How fast items go: classes with bounds, the curve, other ends, channels, and what conventions would have said. */
final class SpeedSection {
    private static final double LONGEST_HOURS = 168;

    private SpeedSection() {}

    static Section of(Wording words) {
        Figures f = words.figures();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get("speed.explained", words.norm())));
        if (f.speed().stream().anyMatch(s -> !s.classes().isEmpty())) {
            blocks.add(classes(words));
        }
        for (Speed s : f.speed()) {
            if (s.group().equals("all") && s.curve() != null) {
                blocks.add(curve(words, s, s.curve()));
            }
        }
        blocks.add(groups(words));
        if (f.incidence() != null) {
            blocks.add(incidence(words, f.incidence()));
        }
        blocks.add(estimators(words));
        blocks.add(conventions(words));
        return new Section("part-speed", words.get("speed", words.norm()), blocks);
    }

    private static Cell groupCell(Wording words, Speed s) {
        return Cell.coded(s.group() + "/" + s.yardstick(), group(words, s));
    }

    private static String group(Wording words, Speed s) {
        return words.code("group", s.group()) + " · " + words.code("yardstick", s.yardstick());
    }

    private static Block classes(Wording words) {
        Wording.TableBuilder twin = Wording.table(
                "classes",
                words.get("classes.caption"),
                Column.text("group", words.get("group")),
                Column.text("class", words.get("class")),
                Column.count("sure", words.get("sure")),
                Column.count("possible", words.get("possible")),
                Column.shareRange("share", words.get("share.range")));
        List<ClassBars.Bar> bars = new ArrayList<>();
        List<ClassBars.Part> parts = List.of(
                new ClassBars.Part(words.get("class.short.within", words.norm()), ClassBars.Style.WITHIN),
                new ClassBars.Part(words.get("class.short.undecided"), ClassBars.Style.UNDECIDED),
                new ClassBars.Part(words.get("class.short.beyond", words.norm()), ClassBars.Style.BEYOND),
                new ClassBars.Part(words.get("class.short.other"), ClassBars.Style.OTHER));
        for (Speed s : words.figures().speed()) {
            for (ClassFigure c : s.classes()) {
                twin.row(
                        groupCell(words, s),
                        words.cell("removal", c.code()),
                        Cell.value(c.sure()),
                        Cell.value(c.possible()),
                        Cell.range(c.low(), c.high()));
            }
            double n = s.withinNorm().n();
            if (n > 0) {
                double other = 0;
                // Off this provider's network a move away counts as gone, like in the headline.
                Set<String> others = s.yardstick().equals("off-this-network")
                        ? Set.of("made_inaccessible")
                        : Set.of("moved", "made_inaccessible");
                for (ClassFigure c : s.classes()) {
                    if (others.contains(c.code())) {
                        other += c.low();
                    }
                }
                double within = s.withinNorm().low();
                double undecided = s.withinNorm().high() - within;
                double rest = Math.max(0, 1 - within - undecided);
                double shownOther = Math.min(other, rest);
                bars.add(new ClassBars.Bar(
                        group(words, s),
                        Math.round(n),
                        List.of(within, undecided, rest - shownOther, 1 - within - undecided - (rest - shownOther))));
            }
        }
        return new Plot(
                new Caption(
                        "classes-plot",
                        words.get("classes.title", words.norm()),
                        words.get("classes.description"),
                        words.sample(words.figures().items()),
                        words.source() + " " + words.get("classes.uncertainty")),
                new ClassBars(Axis.share(words.get("share.axis")), parts, bars),
                twin.note(words.get("classes.note")));
    }

    private static Block curve(Wording words, Speed s, Curve c) {
        List<StepCurves.Step> steps = new ArrayList<>();
        List<StepCurves.Bound> bounds = new ArrayList<>();
        List<StepCurves.Count> atRisk = new ArrayList<>();
        Wording.TableBuilder twin = Wording.table(
                "curve-" + s.yardstick(),
                words.get("curve.caption", words.code("yardstick", s.yardstick())),
                Column.number("hours", words.get("hours.heading"), "h", 1),
                Column.share("share", words.get("share.gone")),
                Column.shareRange("interval", words.get("interval.heading")),
                Column.shareRange("bounds", words.get("bounds.heading")),
                Column.count("at_risk", words.get("at.risk")));
        double until = LONGEST_HOURS;
        Set<Double> printed = new HashSet<>(Set.of(0.0, 6.0, 12.0, 24.0, 36.0, 48.0, 72.0, 96.0, 120.0, 144.0, 168.0));
        printed.add(words.figures().method().normHours());
        for (int i = 0; i < c.hours().size(); i++) {
            double at = c.hours().get(i);
            if (at > until) {
                break;
            }
            double value = c.cdf().get(i);
            if (Double.isFinite(value)) {
                steps.add(new StepCurves.Step(
                        at,
                        value,
                        Wording.number(c.low().get(i)),
                        Wording.number(c.high().get(i))));
            }
            bounds.add(
                    new StepCurves.Bound(at, c.boundLow().get(i), c.boundHigh().get(i)));
            if (printed.contains(at)) {
                if (at % 24 == 0) {
                    atRisk.add(new StepCurves.Count(at, c.atRisk().get(i)));
                }
                twin.row(
                        Cell.value(at),
                        Cell.value(value),
                        Wording.range(c.low().get(i), c.high().get(i)),
                        Cell.range(c.boundLow().get(i), c.boundHigh().get(i)),
                        Cell.value(c.atRisk().get(i)));
            }
        }
        return new Plot(
                new Caption(
                        "curve-" + s.yardstick() + "-plot",
                        words.get("curve.title", words.code("yardstick", s.yardstick())),
                        words.get("curve.description", words.norm(), words.range(s.withinNorm())),
                        words.sample(Math.round(s.withinNorm().n())),
                        words.source() + " "
                                + (steps.isEmpty()
                                        ? words.get("curve.no.estimate")
                                        : words.code("estimator", c.estimator()) + ".")),
                new StepCurves(
                        Axis.hours(words.get("curve.x"), words.get("hours.unit")),
                        Axis.share(words.get("share.gone")),
                        until,
                        List.of(new StepCurves.Curve(words.get("curve.label"), steps, bounds)),
                        List.of(new Mark(words.figures().method().normHours(), words.get("norm.mark", words.norm()))),
                        List.of(new StepCurves.AtRisk(words.get("at.risk"), atRisk))),
                twin.note(words.get("curve.note")));
    }

    private static Block groups(Wording words) {
        Wording.TableBuilder table = Wording.table(
                "groups",
                words.get("groups.caption", words.norm()),
                Column.text("group", words.get("group")),
                Column.number("n", words.get("items"), "", 0),
                Column.number("effective_n", words.get("effective.n"), "", 0),
                Column.shareRange("within_norm", words.get("within.norm", words.norm())),
                Column.shareRange("interval", words.get("interval.heading")),
                Column.share("estimate", words.get("estimate.heading")),
                Column.hours("median", words.get("median")),
                Column.hoursRange("median_95", words.get("interval.heading")),
                Column.hours("p90", words.get("p90")),
                Column.hours("restricted_mean", words.get("restricted.mean")));
        for (Speed s : words.figures().speed()) {
            table.row(
                    groupCell(words, s),
                    Cell.value(s.withinNorm().n()),
                    Cell.value(s.withinNorm().effectiveN()),
                    Cell.range(s.withinNorm().low(), s.withinNorm().high()),
                    Wording.range(s.withinNorm().intervalLow(), s.withinNorm().intervalHigh()),
                    Wording.value(s.withinNorm().estimate().value()),
                    reached(words, s.median()),
                    Wording.range(s.median()),
                    reached(words, s.ninetieth()),
                    Wording.value(s.restrictedMean().value()));
        }
        return table.note(words.get("groups.note"));
    }

    private static Cell reached(Wording words, Estimate e) {
        return e.value() == null ? Cell.missing(words.get("not.reached")) : Cell.value(e.value());
    }

    private static Block incidence(Wording words, Figures.Incidence incidence) {
        Wording.TableBuilder table = Wording.table(
                "incidence",
                words.get("incidence.caption"),
                Column.text("end", words.get("end")),
                Column.number("hours", words.get("hours.heading"), "h", 0),
                Column.share("incidence", words.get("share")),
                Column.shareRange("interval", words.get("interval.heading")));
        for (Map.Entry<String, SortedMap<String, Estimate>> end :
                incidence.byEnd().entrySet()) {
            byHours(end.getValue())
                    .forEach((hours, e) -> table.row(
                            words.cell("class", end.getKey()),
                            Cell.value(Double.parseDouble(hours)),
                            Wording.value(e.value()),
                            Wording.range(e)));
        }
        return table.note(words.get("incidence.note"));
    }

    private static Block estimators(Wording words) {
        Figures f = words.figures();
        Wording.TableBuilder table = Wording.table(
                "estimators",
                words.get("estimators.caption"),
                Column.text("estimator", words.get("estimator")),
                Column.text("answers", words.get("answers")),
                Column.number("hours", words.get("hours.heading"), "h", 0),
                Column.share("share", words.get("share.gone")),
                Column.shareRange("interval", words.get("interval.heading")));
        if (f.sieve() != null) {
            rows(
                    words,
                    table,
                    "sieve",
                    Cell.coded(
                            "sieve",
                            words.get(
                                    "answers.sieve",
                                    words.texts().hours(f.sieve().start()))),
                    f.sieve().cdf(),
                    f.sieve().low(),
                    f.sieve().high());
        }
        if (f.npmle() != null) {
            rows(
                    words,
                    table,
                    "npmle",
                    words.cell("answers", f.npmle().truncated() ? "diagnostic" : "items"),
                    f.npmle().cdf(),
                    f.npmle().low(),
                    f.npmle().high());
        }
        if (f.kaplanMeier() != null) {
            // Greenwood's band takes items for independent, so it stands in figures.json only.
            rows(
                    words,
                    table,
                    "kaplan-meier",
                    f.kaplanMeier().admitted()
                            ? Cell.coded("only_removal", words.get("answers.only.removal"))
                            : words.cell("answers", "convention"),
                    f.kaplanMeier().cdf(),
                    null,
                    null);
        }
        return table.note(words.get("estimators.note"));
    }

    private static void rows(
            Wording words,
            Wording.TableBuilder table,
            String estimator,
            Cell answers,
            SortedMap<String, Double> cdf,
            @Nullable SortedMap<String, @Nullable Double> low,
            @Nullable SortedMap<String, @Nullable Double> high) {
        byHours(cdf)
                .forEach((hours, value) -> table.row(
                        words.cell("estimator", estimator),
                        answers,
                        Cell.value(Double.parseDouble(hours)),
                        Cell.value(value),
                        low == null || high == null
                                ? Cell.missing(words.get("no.band"))
                                : Wording.range(low.get(hours), high.get(hours))));
    }

    /** Figures keyed by hours as text, in the order of the hours. */
    private static <T> SortedMap<String, T> byHours(SortedMap<String, T> figures) {
        SortedMap<String, T> sorted = new TreeMap<>(Comparator.comparingDouble(Double::parseDouble));
        sorted.putAll(figures);
        return sorted;
    }

    private static Block conventions(Wording words) {
        Figures.Conventions c = words.figures().conventions();
        return Wording.table(
                        "conventions",
                        words.get("conventions.caption"),
                        Column.text("convention", words.get("convention")),
                        Column.share("within_24", words.code("class", "within_24")),
                        Column.share("from_24_to_48", words.code("class", "from_24_to_48")),
                        Column.share("beyond_48", words.code("class", "beyond_48")))
                .row(
                        Cell.coded("last_seen", words.get("convention.last.seen")),
                        Cell.value(c.lastSeen().within24()),
                        Cell.value(c.lastSeen().from24to48()),
                        Cell.value(c.lastSeen().beyond48()))
                .row(
                        Cell.coded("first_absent", words.get("convention.first.absent")),
                        Cell.value(c.firstAbsent().within24()),
                        Cell.value(c.firstAbsent().from24to48()),
                        Cell.value(c.firstAbsent().beyond48()))
                .note(words.get("conventions.note"));
    }
}
