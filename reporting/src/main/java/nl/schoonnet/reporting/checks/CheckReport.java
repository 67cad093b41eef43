// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.checks;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import nl.schoonnet.reporting.checks.CheckFigures.Connection;
import nl.schoonnet.reporting.checks.CheckFigures.Count;
import nl.schoonnet.reporting.checks.CheckFigures.Named;
import nl.schoonnet.reporting.checks.CheckFigures.Week;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.BulletList;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.document.KeyFigures;
import nl.schoonnet.reporting.document.KeyFigures.KeyFigure;
import nl.schoonnet.reporting.document.Metadata;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.document.Table;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.WeekBars;
import nl.schoonnet.reporting.text.Texts;
import org.jspecify.annotations.Nullable;

/** The statistics of the hash check as one prints them in a letter: two bar plots and a table by week, and what is behind them. */
public final class CheckReport {
    private static final DateTimeFormatter ISO_WEEK = DateTimeFormatter.ISO_WEEK_DATE;
    private static final int WEEK_CHARACTERS = 8;

    private final CheckFigures figures;
    private final Texts texts;
    private final List<Week> weeks;
    private final Count total;
    private final Count hotline;

    private CheckReport(CheckFigures figures, Locale locale) {
        this.figures = figures;
        this.texts = Texts.of(locale);
        this.weeks = figures.weeks();
        this.total = figures.total();
        this.hotline = figures.hotline();
    }

    /** The report in Dutch or English. */
    public static Document of(CheckFigures figures, Locale locale) {
        return new CheckReport(figures, locale).document();
    }

    /** A week as ISO 8601 writes it: {@code 2026-W07}. */
    public static String week(LocalDate monday) {
        return monday.format(ISO_WEEK).substring(0, WEEK_CHARACTERS);
    }

    private Document document() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("part-summary", get("summary"), summary()));
        if (!weeks.isEmpty()) {
            sections.add(new Section("part-weeks", get("weeks"), byWeek()));
            sections.add(new Section("part-organisations", get("organisations"), List.of(organisations())));
            sections.add(new Section("part-sources", get("sources"), List.of(sources(), kinds())));
        }
        sections.add(new Section("part-register", get("register"), register()));
        sections.add(new Section(
                "part-method",
                get("method"),
                List.of(new BulletList(List.of(
                        get("method.check"),
                        get("method.hit"),
                        get("method.rate"),
                        get("method.week"),
                        get("method.hotline"),
                        get("method.time"),
                        get("method.loss"))))));
        return new Document(
                get("title"),
                get("subtitle", texts.dateRange(figures.from(), figures.to())),
                get("marking"),
                texts.locale(),
                sections,
                get("foot", texts.date(figures.today())),
                new Metadata("", get("subject"), List.of()));
    }

    private String get(String key, Object... arguments) {
        return texts.get("checks." + key, arguments);
    }

    private List<Block> summary() {
        List<Block> blocks = new ArrayList<>();
        if (weeks.isEmpty()) {
            return List.of(Paragraph.caution(get("none.begun")));
        }
        String sample = get(
                "sample",
                texts.count(weeks.size()),
                texts.count(figures.byOrganisation().size()));
        String ofWhich = get("of.which");
        blocks.add(new KeyFigures(List.of(
                new KeyFigure(
                        get("checks"),
                        texts.count(total.checks()),
                        ofWhich + " " + texts.count(hotline.checks()),
                        sample,
                        ""),
                new KeyFigure(
                        get("hits"),
                        texts.count(total.hits()),
                        ofWhich + " " + texts.count(hotline.hits()),
                        sample,
                        get("hits.explained")),
                new KeyFigure(
                        get("rate"),
                        texts.percent(total.hitRate(), 3),
                        "",
                        get("rate.sample", texts.count(total.matched()), texts.count(total.answered())),
                        ""),
                new KeyFigure(
                        get("unchecked"),
                        texts.count(total.unchecked()),
                        "",
                        get("unchecked.sample", texts.count(total.checks())),
                        get("unchecked.explained")))));
        if (!weeks.getLast().complete()) {
            blocks.add(Paragraph.caution(
                    get("incomplete.caution", week(weeks.getLast().monday()))));
        }
        return blocks;
    }

    private List<Block> byWeek() {
        Table table = new Table(
                "weeks",
                get("weeks.caption"),
                List.of(
                        Column.text("week", get("week")),
                        Column.text("monday", get("monday")),
                        Column.count("checks", get("checks")),
                        Column.count("checks_hotline", get("of.which")),
                        Column.count("hits", get("hits")),
                        Column.count("hits_hotline", get("of.which")),
                        Column.count("matched", get("matched")),
                        Column.count("not_checked", get("unchecked")),
                        new Column("hit_rate", get("rate"), Column.Kind.SHARE, false, "", 3),
                        Column.text("complete", get("complete"))),
                weeks.stream().map(this::row).toList(),
                get("weeks.note"));
        return List.of(plot("checks", Count::checks), plot("hits", Count::hits), table);
    }

    private List<Cell> row(Week week) {
        return List.of(
                Cell.words(week(week.monday())),
                Cell.coded(week.monday().toString(), texts.date(week.monday())),
                whole(week.all().checks()),
                whole(week.hotline().checks()),
                whole(week.all().hits()),
                whole(week.hotline().hits()),
                whole(week.all().matched()),
                whole(week.all().unchecked()),
                Cell.value(week.all().hitRate()),
                yes(week.complete()));
    }

    private Cell yes(boolean yes) {
        return yes ? Cell.coded("yes", get("yes")) : Cell.coded("no", get("no"));
    }

    /** @param what {@code checks} or {@code hits} */
    private Plot plot(String what, ToLongFunction<Count> count) {
        Week most = weeks.stream()
                .max((one, other) -> Long.compare(count.applyAsLong(one.all()), count.applyAsLong(other.all())))
                .orElseThrow();
        long all = count.applyAsLong(total);
        Table twin = new Table(
                what + "-by-week",
                get("plot." + what),
                List.of(
                        Column.text("week", get("week")),
                        Column.count(what, get(what)),
                        Column.count(what + "_hotline", get("of.which"))),
                weeks.stream()
                        .map(week -> List.of(
                                Cell.words(week(week.monday())),
                                whole(count.applyAsLong(week.all())),
                                whole(count.applyAsLong(week.hotline()))))
                        .toList(),
                "");
        return new Plot(
                new Caption(
                        what + "-plot",
                        get("plot." + what),
                        get(
                                "plot.description",
                                get(what),
                                week(most.monday()),
                                texts.count(count.applyAsLong(most.all())),
                                texts.count(count.applyAsLong(hotline))),
                        get("plot.sample." + what, texts.count(all), texts.count(weeks.size())),
                        get("source")),
                new WeekBars(
                        Axis.linear(get("axis.weeks"), ""),
                        Axis.linear(get("axis." + what), ""),
                        get("others"),
                        get("hotline"),
                        get("incomplete"),
                        weeks.stream()
                                .map(week -> new WeekBars.Week(
                                        week.monday(),
                                        (double) count.applyAsLong(week.all()),
                                        (double) count.applyAsLong(week.hotline()),
                                        week.complete()))
                                .toList()),
                twin);
    }

    private List<Column> counted(Column first) {
        return List.of(
                first,
                Column.count("checks", get("checks")),
                Column.count("hits", get("hits")),
                Column.count("matched", get("matched")),
                Column.count("not_checked", get("unchecked")),
                new Column("hit_rate", get("rate"), Column.Kind.SHARE, false, "", 3),
                Column.count("requests", get("requests")),
                Column.number("mean_microseconds", get("mean"), "µs", 1),
                Column.number("within_milliseconds", get("within"), "ms", 2));
    }

    private static List<Cell> counts(Count count) {
        return List.of(
                whole(count.checks()),
                whole(count.hits()),
                whole(count.matched()),
                whole(count.unchecked()),
                Cell.value(count.hitRate()),
                whole(count.requests()),
                Cell.value(count.meanMicros()),
                Cell.value(count.within99Millis()));
    }

    private Table organisations() {
        List<Column> columns = new ArrayList<>(counted(Column.text("organisation", get("organisation"))));
        columns.add(1, Column.text("registered", get("registered")));
        columns.add(2, Column.text("hotline", get("hotline")));
        List<List<Cell>> rows = new ArrayList<>();
        for (Named named : figures.byOrganisation()) {
            Optional<Connection> connection = figures.connections().stream()
                    .filter(c -> c.isOrganisation()
                            && c.organisation().equals(named.name())
                            && c.within(figures.from(), figures.to()))
                    .findFirst();
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.words(named.name()),
                    yes(connection.isPresent()),
                    yes(connection.map(Connection::hotline).orElse(false))));
            row.addAll(counts(named.count()));
            rows.add(row);
        }
        return new Table("organisations", get("organisations.caption"), columns, rows, get("organisations.note"));
    }

    private Table sources() {
        return new Table(
                "sources",
                get("sources.caption"),
                List.of(
                        Column.text("source", get("source.name")),
                        Column.count("hits", get("hits")),
                        Column.share("share_of_hits", get("share"))),
                figures.bySource().stream()
                        .map(named -> List.of(
                                Cell.words(named.name()),
                                whole(named.count().hits()),
                                Cell.value(
                                        total.hits() == 0
                                                ? Double.NaN
                                                : (double) named.count().hits() / total.hits())))
                        .toList(),
                get("sources.note"));
    }

    private Table kinds() {
        List<List<Cell>> rows = new ArrayList<>();
        for (Named named : figures.byKind()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.coded(named.name(), get("kind." + named.name()))));
            row.addAll(counts(named.count()));
            rows.add(row);
        }
        return new Table("kinds", get("kinds.caption"), counted(Column.text("kind", get("kind"))), rows, "");
    }

    private List<Block> register() {
        List<Connection> connected = figures.connections().stream()
                .filter(connection -> connection.within(figures.from(), figures.to()))
                .toList();
        if (connected.isEmpty()) {
            return List.of(Paragraph.of(get("register.none")));
        }
        LocalDate last = figures.to().isBefore(figures.today()) ? figures.to() : figures.today();
        List<Connection> atEnd =
                connected.stream().filter(c -> c.within(last, last)).toList();
        Paragraph sum = Paragraph.of(get(
                "register.sum",
                texts.date(last),
                texts.count(atEnd.stream().filter(Connection::isOrganisation).count()),
                texts.count(atEnd.stream()
                        .filter(c -> !c.customer().isEmpty() && c.domain().isEmpty())
                        .count()),
                texts.count(atEnd.stream().filter(c -> !c.domain().isEmpty()).count()),
                texts.count(atEnd.stream().filter(Connection::obliged).count())));
        Table table = new Table(
                "connections",
                get("register.caption"),
                List.of(
                        Column.text("organisation", get("organisation")),
                        Column.text("customer", get("customer")),
                        Column.text("domain", get("domain")),
                        Column.text("mode", get("mode")),
                        Column.text("obliged", get("obliged")),
                        Column.text("hotline", get("hotline")),
                        Column.text("from", get("from")),
                        Column.text("until", get("until"))),
                connected.stream().map(this::row).toList(),
                get("register.note"));
        return List.of(sum, table);
    }

    private List<Cell> row(Connection connection) {
        return List.of(
                Cell.words(connection.organisation()),
                optional(connection.customer()),
                optional(connection.domain()),
                Cell.coded(connection.mode(), get("mode." + connection.mode())),
                yes(connection.obliged()),
                yes(connection.hotline()),
                day(connection.from()),
                day(connection.until()));
    }

    private static Cell whole(long number) {
        return Cell.value((double) number);
    }

    private static Cell optional(String text) {
        return text.isEmpty() ? Cell.missing("") : Cell.words(text);
    }

    private Cell day(@Nullable LocalDate day) {
        return day == null ? Cell.missing("") : Cell.coded(day.toString(), texts.date(day));
    }
}
