// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Definitions;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.document.Table;
import nl.schoonnet.reporting.edition.Redaction;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.Concentrated;
import nl.schoonnet.reporting.figures.Figures.MonthVolume;
import nl.schoonnet.reporting.figures.Figures.PartyVolume;
import nl.schoonnet.reporting.figures.Figures.Volume;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Bars;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.LorenzCurve;
import nl.schoonnet.reporting.plot.MonthSeries;

/** Who holds how much, how unevenly it is spread, and why volume moves. */
final class VolumeSection {
    private VolumeSection() {}

    static Section of(Wording words) {
        Volume v = words.figures().volume();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get("volume.explained")));
        if (!v.providers().isEmpty()) {
            blocks.add(ranking(words, "providers", v.providers()));
        }
        if (!v.domains().isEmpty()) {
            blocks.add(ranking(words, "domains", v.domains()));
        }
        if (!v.months().isEmpty()) {
            blocks.add(months(words, v));
            blocks.add(Paragraph.of(words.get(v.constantSources() ? "volume.constant" : "volume.sources.changed")));
        }
        blocks.add(concentration(words));
        Concentrated byProvider = words.figures().concentration().get("byProvider");
        if (byProvider != null && byProvider.lorenz().size() > 2) {
            blocks.add(lorenz(words, byProvider));
        }
        Figures.Movement m = v.movement();
        if (m != null) {
            blocks.add(Paragraph.heading(words.get("movement", m.earlier(), m.later())));
            blocks.add(new Definitions(List.of(
                    fate(words, "stayed", m.stayed()),
                    fate(words, "entered", m.entered()),
                    fate(words, "never_seen", m.neverSeen()),
                    fate(words, "left", m.left()))));
        }
        List<Definitions.Definition> beside = new ArrayList<>();
        if (v.itemsPerReport() != null) {
            beside.add(new Definitions.Definition(
                    words.get("items.per.report"), words.texts().number(v.itemsPerReport(), 1)));
        }
        if (v.knownByHash() != null) {
            beside.add(new Definitions.Definition(
                    words.get("known.by.hash"), words.texts().percent(v.knownByHash())));
        }
        Figures.Relapse r = words.figures().relapse();
        beside.add(new Definitions.Definition(
                words.get("relapse"),
                words.get(
                        "relapse.value",
                        words.range(r.share()),
                        words.interval(r.share()),
                        words.sample(Math.round(r.share().n())))));
        beside.add(new Definitions.Definition(
                words.get("relapse.median"),
                r.medianDaysToReturn() == null
                        ? words.get("unknown")
                        : words.texts().hours(r.medianDaysToReturn() * 24)));
        beside.add(
                new Definitions.Definition(words.get("flapping"), words.texts().count(r.flapping())));
        blocks.add(new Definitions(beside));
        return new Section("part-volume", words.get("volume"), blocks);
    }

    private static Definitions.Definition fate(Wording words, String fate, List<String> parties) {
        return new Definitions.Definition(
                words.get("movement." + fate),
                parties.isEmpty()
                        ? words.get("none")
                        : String.join(", ", parties.stream().map(words::party).toList()));
    }

    private static Block ranking(Wording words, String unit, List<PartyVolume> rows) {
        boolean exposure = rows.stream().anyMatch(r -> r.perTenThousandAddresses() != null);
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("party", words.get(unit + ".one")),
                Column.number("items", words.get("items"), "", 0),
                Column.share("share", words.get("share")),
                Column.share("cumulative", words.get("cumulative"))));
        if (unit.equals("providers")) {
            columns.add(Column.count("domains", words.get("domains.count")));
        }
        if (exposure) {
            columns.add(Column.number("per_10000_addresses", words.get("per.addresses"), "", 1));
            columns.add(Column.numberRange("per_10000_addresses_95", words.get("per.addresses.interval"), "", 1));
            columns.add(Column.number("per_10000_domains", words.get("per.domains"), "", 1));
            columns.add(Column.numberRange("per_10000_domains_95", words.get("per.domains.interval"), "", 1));
        }
        boolean marked = rows.stream().anyMatch(r -> !r.mark().isEmpty());
        if (marked) {
            columns.add(Column.text("mark", words.get("mark")));
        }
        List<List<Cell>> cells = new ArrayList<>();
        List<Bars.Row> bars = new ArrayList<>();
        for (PartyVolume row : rows) {
            List<Cell> line = new ArrayList<>(List.of(
                    words.partyCell(row.party()),
                    Cell.value(row.items()),
                    Cell.value(row.share()),
                    Cell.value(row.cumulativeShare())));
            if (unit.equals("providers")) {
                line.add(row.domains() > 0 ? Wording.count(row.domains()) : Cell.missing(""));
            }
            if (exposure) {
                for (Figures.Estimate e : new Figures.Estimate[] {
                    orNone(row.perTenThousandAddresses()), orNone(row.perTenThousandDomains())
                }) {
                    line.add(Wording.value(e.value()));
                    line.add(Wording.range(e));
                }
            }
            if (marked) {
                line.add(Cell.coded(row.mark(), row.mark().isEmpty() ? "" : words.get("under.represented")));
            }
            cells.add(line);
            bars.add(new Bars.Row(
                    words.party(row.party()),
                    row.items(),
                    null,
                    row.share(),
                    row.cumulativeShare(),
                    row.party().equals(Redaction.OTHERS)));
        }
        Table twin = new Table(
                "top-" + unit,
                words.get(
                        unit + ".caption",
                        words.texts().count(Math.min(words.figures().method().top(), rows.size()))),
                columns,
                cells,
                words.get(
                        unit + ".note",
                        words.code("role", words.figures().method().role())));
        PartyVolume first = rows.getFirst();
        return new Plot(
                new Caption(
                        unit + "-plot",
                        words.get(unit + ".title"),
                        words.get(
                                unit + ".description",
                                words.party(first.party()),
                                words.texts().percent(first.share())),
                        words.sample(words.figures().items()),
                        words.source() + " " + words.get("full.count")),
                new Bars(Axis.linear(words.get("items.axis"), ""), words.get("share"), words.get("cumulative"), bars),
                twin);
    }

    private static Figures.Estimate orNone(Figures.@org.jspecify.annotations.Nullable Estimate e) {
        return e == null ? Figures.Estimate.NONE : e;
    }

    private static Block months(Wording words, Volume v) {
        SortedMap<String, Long> totals = new TreeMap<>();
        v.months().forEach(m -> m.bySource().forEach((source, n) -> totals.merge(source, n, Long::sum)));
        List<String> sources = totals.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text("month", words.get("month")));
        columns.add(Column.count("items", words.get("items")));
        for (String source : sources) {
            columns.add(Column.count(key(source), words.code("reportsource", source)));
        }
        columns.add(Column.count("constant_sources", words.get("constant.sources")));
        List<List<Cell>> rows = new ArrayList<>();
        List<MonthSeries.Point> all = new ArrayList<>();
        List<MonthSeries.Point> constant = new ArrayList<>();
        for (MonthVolume m : v.months()) {
            YearMonth month = YearMonth.parse(m.month());
            List<Cell> row = new ArrayList<>();
            row.add(Cell.coded(m.month(), words.texts().month(month)));
            row.add(Wording.count(m.items()));
            for (String source : sources) {
                // What the public edition merged into others is not zero.
                row.add(Wording.count(m.bySource().getOrDefault(source, words.is("public") ? -1L : 0L)));
            }
            row.add(Wording.count(m.constant()));
            rows.add(row);
            if (m.items() >= 0) {
                all.add(new MonthSeries.Point(month, m.items(), null, m.items()));
            }
            if (m.constant() >= 0 && !v.constantSources()) {
                constant.add(new MonthSeries.Point(month, m.constant(), null, m.constant()));
            }
        }
        List<MonthSeries.Series> series = new ArrayList<>();
        series.add(new MonthSeries.Series(words.get("all.sources"), all));
        if (!constant.isEmpty()) {
            series.add(new MonthSeries.Series(words.get("constant.sources"), constant));
        }
        List<MonthSeries.Event> events = words.figures().interventions().stream()
                .map(a -> new MonthSeries.Event(
                        java.time.LocalDate.parse(a.date()), words.code("intervention", a.kind()) + ": " + a.party()))
                .toList();
        return new Plot(
                new Caption(
                        "months-plot",
                        words.get("months.title"),
                        words.get(
                                "months.description",
                                words.texts().count(v.months().size())),
                        words.sample(words.figures().items()),
                        words.source() + " " + words.get("full.count")),
                new MonthSeries(Axis.linear(words.get("items.month.axis"), ""), series, events, List.of()),
                new Table("months", words.get("months.caption"), columns, rows, words.get("months.note")));
    }

    private static String key(String source) {
        String key = source.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return "source_" + key;
    }

    private static Table concentration(Wording words) {
        Wording.TableBuilder table = Wording.table(
                "concentration",
                words.get("concentration.caption"),
                Column.text("unit", words.get("concentration.unit")),
                Column.count("parties", words.get("concentration.parties")),
                Column.number("cr4", words.get("cr4"), "%", 1),
                Column.numberRange("cr4_95", words.get("interval.heading"), "%", 1),
                Column.number("cr10", words.get("cr10"), "%", 1),
                Column.number("hhi", words.get("hhi"), "0-10.000".replace(".", ""), 0),
                Column.numberRange("hhi_95", words.get("interval.heading"), "", 0),
                Column.number("gini", words.get("gini"), "0-1", 2));
        words.figures()
                .concentration()
                .forEach((unit, c) -> table.row(
                        words.cell("concentration", unit),
                        Wording.count(c.parties()),
                        Cell.value(c.cr4()),
                        Wording.range(c.cr4Interval()),
                        Cell.value(c.cr10()),
                        Cell.value(c.hhi()),
                        Wording.range(c.hhiInterval()),
                        Cell.value(c.gini())));
        return table.note(words.get("concentration.note"));
    }

    private static Block lorenz(Wording words, Concentrated c) {
        Wording.TableBuilder twin = Wording.table(
                "lorenz",
                words.get("lorenz.caption"),
                Column.share("parties", words.get("lorenz.parties")),
                Column.share("items", words.get("lorenz.items")));
        int step = Math.max(1, c.lorenz().size() / 20);
        for (int i = 0; i < c.lorenz().size(); i += step) {
            twin.row(
                    Cell.value(c.lorenz().get(i).x()),
                    Cell.value(c.lorenz().get(i).y()));
        }
        return new Plot(
                new Caption(
                        "lorenz-plot",
                        words.get("lorenz.title"),
                        words.get("lorenz.description", words.texts().number(c.gini(), 2)),
                        words.get("n.parties", words.texts().count(c.parties())),
                        words.source() + " " + words.get("full.count")),
                new LorenzCurve(
                        Axis.share(words.get("lorenz.parties")),
                        Axis.share(words.get("lorenz.items")),
                        c.lorenz().stream()
                                .map(p -> new LorenzCurve.Point(p.x(), p.y()))
                                .toList(),
                        c.gini(),
                        null),
                twin.plain());
    }
}
