// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.document.Table;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.FewItems;
import nl.schoonnet.reporting.figures.Figures.League;
import nl.schoonnet.reporting.figures.Figures.LeagueRow;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.DotIntervals;
import nl.schoonnet.reporting.plot.FunnelPlot;
import nl.schoonnet.reporting.plot.Interval;
import nl.schoonnet.reporting.plot.RankSets;

/** Providers side by side, fairly: intervals, pooling, funnel, the ranks that the data allow. */
final class LeagueSection {
    /** So many rows are printed of the list of small providers; figures.json has all. */
    private static final int MOST_FEW_ITEMS = 100;

    /** So many providers are drawn, those with most items; the tables have all. */
    private static final int MOST_DRAWN = 40;

    private LeagueSection() {}

    static Section of(Wording words) {
        League league = words.figures().league();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get(
                "league.explained",
                words.texts().count(words.figures().method().minN()),
                words.texts().count(league.unranked()))));
        if (league.rows().isEmpty()) {
            blocks.add(Paragraph.caution(words.get("league.empty")));
        } else {
            blocks.add(intervals(words, league));
            if (league.funnel() != null) {
                blocks.add(funnel(words, league, league.funnel()));
            }
            if (league.rows().size() > 1
                    && league.rows().stream().allMatch(r -> r.bestRank() != null)
                    && !words.is("preview")) {
                blocks.add(ranks(words, league));
            }
            blocks.add(averages(words, league));
        }
        if (!words.figures().fewItems().isEmpty()) {
            blocks.add(Paragraph.heading(words.get("few")));
            blocks.add(Paragraph.of(words.get("few.explained")));
            blocks.add(fewItems(words));
        }
        return new Section("part-league", words.get("league"), blocks);
    }

    private static List<LeagueRow> drawn(League league) {
        if (league.rows().size() <= MOST_DRAWN) {
            return league.rows();
        }
        double smallest = league.rows().stream()
                .mapToDouble(r -> -r.withinNorm().n())
                .sorted()
                .skip(MOST_DRAWN - 1L)
                .findFirst()
                .orElse(0);
        return league.rows().stream()
                .filter(r -> -r.withinNorm().n() <= smallest)
                .limit(MOST_DRAWN)
                .toList();
    }

    private static String drawnOf(Wording words, League league) {
        String all = words.get("n.parties", words.texts().count(league.rows().size()));
        return league.rows().size() <= MOST_DRAWN
                ? all
                : all + "; " + words.get("drawn", words.texts().count(MOST_DRAWN));
    }

    private static Block intervals(Wording words, League league) {
        Wording.TableBuilder twin = Wording.table(
                "league",
                words.get("league.caption", words.norm()),
                Column.text("provider", words.get("providers.one")),
                Column.number("n", words.get("items"), "", 0),
                Column.number("effective_n", words.get("effective.n"), "", 0),
                Column.shareRange("within_norm", words.get("within.norm", words.norm())),
                Column.shareRange("interval", words.get("interval.heading")),
                Column.share("pooled", words.get("pooled")),
                Column.shareRange("pooled_95", words.get("credible")),
                Column.countRange("ranks", words.get("ranks")),
                Column.share("top_five", words.get("top.five")),
                Column.text("position", words.get("position")),
                Column.count("open", words.get("headline.open")),
                Column.count("open_beyond_norm", words.get("open.beyond", words.norm())),
                Column.count("not_seen_since", words.get("open.lost", words.seenWithinDays())),
                Column.numberRange("item_hours", words.get("item.hours"), "h", 0),
                Column.text("mark", words.get("mark")));
        List<DotIntervals.Row> rows = new ArrayList<>();
        for (LeagueRow r : league.rows()) {
            ShareFigure s = r.withinNorm();
            twin.row(
                    words.partyCell(r.party()),
                    size(s.n(), r.banded()),
                    size(s.effectiveN(), r.banded()),
                    Cell.range(s.low(), s.high()),
                    Wording.range(s.intervalLow(), s.intervalHigh()),
                    Wording.value(r.pooled().value()),
                    Wording.range(r.pooled()),
                    r.bestRank() == null || r.worstRank() == null
                            ? Cell.missing("")
                            : Cell.range(r.bestRank(), r.worstRank()),
                    Wording.value(r.topFive()),
                    words.cell("position", r.position()),
                    Wording.count(r.open()),
                    Wording.count(r.openBeyondNorm()),
                    Wording.count(r.notSeenSince()),
                    Wording.range(r.itemHoursBeyondNorm()),
                    mark(words, r));
        }
        for (LeagueRow r : drawn(league)) {
            ShareFigure s = r.withinNorm();
            rows.add(new DotIntervals.Row(
                    words.party(r.party()),
                    Math.round(s.n()),
                    r.banded(),
                    new Interval(s.low(), s.high()),
                    Double.NaN,
                    Wording.interval(s.intervalLow(), s.intervalHigh()),
                    Wording.number(r.pooled().value())));
        }
        return new Plot(
                new Caption(
                        "league-plot",
                        words.get("league.title", words.norm()),
                        words.get(
                                "league.description",
                                words.texts().count(league.rows().size())),
                        words.get("n.parties", words.texts().count(league.rows().size())),
                        words.source() + " " + words.get("league.uncertainty")),
                new DotIntervals(
                        Axis.share(words.get("within.norm", words.norm())),
                        0,
                        1,
                        rows,
                        List.of(),
                        new DotIntervals.Legend(
                                words.get("legend.range"),
                                "",
                                words.get("legend.interval"),
                                words.get("legend.pooled"))),
                twin.note(words.get("league.note")));
    }

    private static Cell size(double n, boolean banded) {
        return banded ? Cell.atLeast(n) : Cell.value(n);
    }

    private static Cell mark(Wording words, LeagueRow row) {
        List<String> codes = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        if (row.underRepresented()) {
            codes.add("under_represented");
            texts.add(words.get("under.represented"));
        }
        if (row.banded()) {
            codes.add("banded");
            texts.add(words.get("banded"));
        }
        return Cell.coded(String.join(" ", codes), String.join(", ", texts));
    }

    private static Block funnel(Wording words, League league, Figures.FunnelPlot funnel) {
        Wording.TableBuilder twin = Wording.table(
                "funnel-limits",
                words.get("funnel.limits.caption"),
                Column.number("n", words.get("effective.n"), "", 0),
                Column.shareRange("target_95", words.get("target.limits", "95%")),
                Column.shareRange(
                        "target_998", words.get("target.limits", words.texts().percent(0.998))),
                Column.shareRange("mean_95", words.get("mean.limits", "95%")),
                Column.shareRange(
                        "mean_998", words.get("mean.limits", words.texts().percent(0.998))));
        for (int i = 0; i < funnel.aroundMean().size(); i++) {
            Figures.FunnelLimit t = funnel.aroundTarget().get(i);
            Figures.FunnelLimit m = funnel.aroundMean().get(i);
            twin.row(
                    Cell.value(m.n()),
                    Cell.range(t.low95(), t.high95()),
                    Cell.range(t.low998(), t.high998()),
                    Cell.range(m.low95(), m.high95()),
                    Cell.range(m.low998(), m.high998()));
        }
        List<FunnelPlot.Point> points = new ArrayList<>();
        for (LeagueRow r : league.rows()) {
            ShareFigure s = r.withinNorm();
            points.add(new FunnelPlot.Point(
                    words.party(r.party()),
                    Math.max(1, s.effectiveN()),
                    (s.low() + s.high()) / 2,
                    Wording.interval(s.intervalLow(), s.intervalHigh()),
                    r.position().startsWith("alarm")));
        }
        return new Plot(
                new Caption(
                        "funnel-plot",
                        words.get("funnelplot.title", words.norm()),
                        words.get("funnelplot.description", words.texts().percent(funnel.mean())),
                        words.get("n.parties", words.texts().count(league.rows().size())),
                        words.source() + " " + words.get("funnelplot.uncertainty")
                                + (league.rows().stream().anyMatch(LeagueRow::banded)
                                        ? " " + words.get("funnelplot.banded")
                                        : "")),
                new FunnelPlot(
                        Axis.log(words.get("effective.n"), ""),
                        Axis.share(words.get("within.norm", words.norm())),
                        List.of(
                                limits(
                                        words.get("around.target", words.texts().percent(funnel.target())),
                                        funnel.target(),
                                        funnel.aroundTarget()),
                                limits(
                                        words.get("around.mean", words.texts().percent(funnel.mean())),
                                        funnel.mean(),
                                        funnel.aroundMean())),
                        points),
                twin.note(words.get("funnel.limits.note", words.texts().number(funnel.overdispersion(), 2))));
    }

    private static FunnelPlot.Limits limits(String label, double centre, List<Figures.FunnelLimit> limits) {
        return new FunnelPlot.Limits(
                label,
                centre,
                limits.stream()
                        .map(l -> new FunnelPlot.Limit(
                                l.n(), new Interval(l.low95(), l.high95()), new Interval(l.low998(), l.high998())))
                        .toList());
    }

    private static Block ranks(Wording words, League league) {
        Wording.TableBuilder twin = Wording.table(
                "ranks",
                words.get("ranks.caption"),
                Column.text("provider", words.get("providers.one")),
                Column.count("best", words.get("rank.best")),
                Column.count("worst", words.get("rank.worst")));
        List<RankSets.Row> rows = new ArrayList<>();
        for (LeagueRow r : league.rows()) {
            int best = r.bestRank() == null ? 1 : r.bestRank();
            int worst = r.worstRank() == null ? league.rows().size() : r.worstRank();
            twin.row(words.partyCell(r.party()), Cell.value(best), Cell.value(worst));
        }
        for (LeagueRow r : drawn(league)) {
            int best = r.bestRank() == null ? 1 : r.bestRank();
            int worst = r.worstRank() == null ? league.rows().size() : r.worstRank();
            rows.add(new RankSets.Row(
                    words.party(r.party()), Math.round(r.withinNorm().n()), r.banded(), best, worst, 0));
        }
        return new Plot(
                new Caption(
                        "ranks-plot",
                        words.get("ranks.title"),
                        words.get("ranks.description"),
                        drawnOf(words, league),
                        words.source() + " " + words.get("ranks.uncertainty")),
                new RankSets(Axis.linear(words.get("rank"), ""), league.rows().size(), rows),
                twin.note(words.get("ranks.note")));
    }

    private static Table averages(Wording words, League league) {
        Wording.TableBuilder table = Wording.table(
                "averages",
                words.get("averages.caption", words.norm()),
                Column.text("average", words.get("average")),
                Column.shareRange("within_norm", words.get("within.norm", words.norm())),
                Column.shareRange("interval", words.get("interval.heading")));
        average(
                table,
                Cell.coded("items", words.get("average.items")),
                league.itemWeightedLow(),
                league.itemWeightedHigh());
        average(
                table,
                Cell.coded("providers", words.get("average.providers")),
                league.providerWeightedLow(),
                league.providerWeightedHigh());
        return table.note(words.get("averages.note"));
    }

    private static void average(Wording.TableBuilder table, Cell name, Estimate low, Estimate high) {
        table.row(name, Wording.range(low.value(), high.value()), Wording.range(low.low(), high.high()));
    }

    private static Table fewItems(Wording words) {
        Wording.TableBuilder table = Wording.table(
                "few-items",
                words.get("few.caption"),
                Column.text("provider", words.get("providers.one")),
                Column.count("items", words.get("items")),
                Column.count("gone", words.get("few.gone")),
                Column.count("open_beyond_norm", words.get("open.beyond", words.norm())),
                Column.shareRange("interval", words.get("few.interval")));
        List<FewItems> all = words.figures().fewItems();
        for (FewItems f : all.subList(0, Math.min(MOST_FEW_ITEMS, all.size()))) {
            table.row(
                    words.partyCell(f.party()),
                    Wording.count(f.items()),
                    Wording.count(f.gone()),
                    Wording.count(f.openBeyondNorm()),
                    Wording.range(f.withinNorm().intervalLow(), f.withinNorm().intervalHigh()));
        }
        return table.note(
                all.size() <= MOST_FEW_ITEMS
                        ? words.get("few.note")
                        : words.get("few.note") + " "
                                + words.get("few.more", words.texts().count(all.size() - MOST_FEW_ITEMS)));
    }
}
