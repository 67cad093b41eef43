// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.BulletList;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Definitions;
import nl.schoonnet.reporting.document.Definitions.Definition;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.ArchiveRound;
import nl.schoonnet.reporting.figures.Figures.ArchiveShare;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.Histogram;
import nl.schoonnet.reporting.plot.Mark;

/** What the figures stand on: countries, earlier rounds, density of looks, quality of the data, method. */
final class ContextSections {
    private ContextSections() {}

    static Optional<Section> countries(Wording words) {
        if (words.figures().countries().isEmpty()) {
            return Optional.empty();
        }
        Wording.TableBuilder table = Wording.table(
                "countries",
                words.get("countries.caption"),
                Column.text("definition", words.get("definition")),
                Column.text("country", words.get("country")),
                Column.count("items", words.get("items")),
                Column.share("share", words.get("share")));
        Map<String, Long> all = words.figures().countries().stream()
                .collect(Collectors.groupingBy(
                        Figures.CountryCount::definition, Collectors.summingLong(Figures.CountryCount::items)));
        words.figures()
                .countries()
                .forEach(c -> table.row(
                        words.cell("country", c.definition()),
                        words.cell("place", c.country()),
                        Wording.count(c.items()),
                        Cell.value((double) c.items() / all.getOrDefault(c.definition(), 0L))));
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get("countries.explained")));
        blocks.add(table.plain());
        Figures.CountryBasis basis = words.figures().countryBasis();
        if (basis != null) {
            blocks.add(Paragraph.of(words.get("countries.basis", words.code("country", basis.definition()))));
            Wording.TableBuilder changes = Wording.table(
                    "country-basis",
                    words.get("countries.basis.caption"),
                    Column.text("definition", words.get("definition")),
                    Column.count("elsewhere", words.get("countries.elsewhere")),
                    Column.count("unknown", words.get("countries.unknown")));
            basis.under()
                    .forEach((definition, c) -> changes.row(
                            words.cell("country", definition),
                            Wording.count(c.elsewhere()),
                            Wording.count(c.unknown())));
            blocks.add(changes.plain());
        }
        return Optional.of(new Section("part-countries", words.get("countries"), blocks));
    }

    static Optional<Section> archive(Wording words) {
        if (words.figures().archive().isEmpty()) {
            return Optional.empty();
        }
        Wording.TableBuilder table = Wording.table(
                "archive",
                words.get("archive.caption"),
                Column.text("period", words.get("archive.period")),
                Column.text("source", words.get("archive.source")),
                Column.count("sample", words.get("archive.sample")),
                Column.text("class", words.get("class")),
                Column.number("percent", words.get("archive.printed"), "%", 2),
                Column.count("count", words.get("archive.count")),
                Column.shareRange("interval", words.get("interval.heading")),
                Column.text("verdict", words.get("archive.verdict")));
        for (ArchiveRound round : words.figures().archive()) {
            for (ArchiveShare share : round.shares()) {
                table.row(
                        Cell.words(round.period()),
                        Cell.words(round.source()),
                        round.sample() == null ? Cell.missing("") : Cell.value(round.sample()),
                        words.cell("class", share.code()),
                        Cell.value(share.percent()),
                        share.count() == null ? Cell.missing("") : Cell.value(share.count()),
                        Wording.range(share.interval()),
                        Cell.coded(
                                share.verdict(),
                                words.code("archive", share.verdict())
                                        + (share.note().isEmpty() ? "" : ": " + share.note())));
            }
        }
        return Optional.of(new Section(
                "part-archive",
                words.get("archive"),
                List.of(Paragraph.caution(words.get("archive.explained")), table.note(words.get("archive.note")))));
    }

    static Section looks(Wording words) {
        Figures.Looks looks = words.figures().looks();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get(
                "looks.explained",
                words.texts().count(looks.observations()),
                words.texts().count(looks.items()),
                looks.widthAtNorm().value() == null
                        ? words.get("unknown")
                        : words.texts().hours(looks.widthAtNorm().value()),
                looks.ninetiethWidth() == null
                        ? words.get("unknown")
                        : words.texts().hours(looks.ninetiethWidth()),
                words.texts().percent(looks.denseShare()),
                words.norm())));
        if (!looks.histogram().isEmpty()) {
            Wording.TableBuilder twin = Wording.table(
                    "looks",
                    words.get("looks.caption"),
                    Column.number("from", words.get("looks.from"), "h", 2),
                    Column.count("items", words.get("items")));
            List<Histogram.Bin> bins = new ArrayList<>();
            for (int i = 0; i < looks.histogram().size(); i++) {
                Figures.Point p = looks.histogram().get(i);
                double to = i + 1 < looks.histogram().size()
                        ? looks.histogram().get(i + 1).x()
                        : Double.POSITIVE_INFINITY;
                twin.row(Cell.value(p.x()), Cell.value(p.y()));
                bins.add(new Histogram.Bin(p.x(), to, p.y()));
            }
            blocks.add(new Plot(
                    new Caption(
                            "looks-plot",
                            words.get("looks.title"),
                            words.get("looks.description"),
                            words.sample(looks.items()),
                            words.source() + " " + words.get("full.count")),
                    new Histogram(
                            Axis.linear(words.get("looks.axis"), words.get("hours.unit")),
                            Axis.linear(words.get("items.axis"), ""),
                            bins,
                            List.of(new Mark(words.figures().method().normHours() / 12, words.get("looks.dense")))),
                    twin.plain()));
        }
        return new Section("part-looks", words.get("looks", words.norm()), blocks);
    }

    static Section quality(Wording words) {
        Figures.Quality q = words.figures().quality();
        List<Block> blocks = new ArrayList<>();
        if (!q.cautions().isEmpty()) {
            blocks.add(new BulletList(
                    q.cautions().stream().map(c -> words.code("caution", c)).toList()));
        }
        Figures.Snapshots snapshots = words.figures().snapshots();
        if (snapshots != null) {
            blocks.add(Paragraph.of(words.get(
                    "snapshots",
                    words.texts().count(snapshots.usable()),
                    words.texts().count(snapshots.outages()))));
            if (!snapshots.outage().isEmpty()) {
                Wording.TableBuilder outages = Wording.table(
                        "outages",
                        words.get("outages.caption"),
                        Column.text("taken_at", words.get("outages.at")),
                        Column.count("lines", words.get("outages.lines")),
                        Column.text("reason", words.get("reason")));
                snapshots
                        .outage()
                        .forEach(o -> outages.row(
                                Cell.words(o.takenAt()), Wording.count(o.lines()), words.cell("outage", o.reason())));
                blocks.add(outages.plain());
            }
        }
        Wording.TableBuilder table = Wording.table(
                "quality",
                words.get("quality.caption"),
                Column.text("what", words.get("quality.what")),
                Column.text("code", words.get("quality.code")),
                Column.count("count", words.get("quality.count")));
        q.rejections()
                .forEach((code, n) -> table.row(
                        Cell.coded("rejected", words.get("quality.rejected") + ": " + words.code("rejection", code)),
                        Cell.words(code),
                        Cell.value(n)));
        q.flags()
                .forEach((code, n) -> table.row(
                        Cell.coded("flagged", words.get("quality.flagged") + ": " + words.code("flag", code)),
                        Cell.words(code),
                        Cell.value(n)));
        blocks.add(table.note(words.get("quality.note", words.texts().count(q.rejected()))));
        return new Section("part-quality", words.get("quality"), blocks);
    }

    static Section method(Wording words) {
        Figures.Method m = words.figures().method();
        List<Definition> facts = new ArrayList<>();
        facts.add(new Definition(words.get("method.version"), m.version()));
        facts.add(new Definition(words.get("method.product"), m.product()));
        facts.add(new Definition(words.get("method.norm"), words.texts().hours(m.normHours())));
        facts.add(new Definition(words.get("method.cutoff"), m.cutoff(), true));
        facts.add(new Definition(words.get("method.role"), words.code("role", m.role())));
        facts.add(new Definition(words.get("method.cluster"), words.code("cluster", m.cluster())));
        facts.add(new Definition(words.get("method.estimator"), words.code("estimator", m.estimator())));
        facts.add(new Definition(
                words.get("method.seed"),
                Long.toString(m.seed()) + " · "
                        + words.get("method.replicates", words.texts().count(m.bootstrap()))));
        if (m.weighted()) {
            facts.add(new Definition(words.get("method.weights"), words.get("method.weighted")));
        }
        if (!m.command().isEmpty()) {
            facts.add(new Definition(words.get("method.command"), m.command(), true));
        }
        m.inputs().forEach((file, digest) -> facts.add(new Definition(file, "SHA-256 " + digest, true)));
        return new Section(
                "part-method",
                words.get("method"),
                List.of(
                        Paragraph.of(words.get("method.explained")),
                        new Definitions(facts),
                        Paragraph.note(words.get("hosting.is.not.wanting"))));
    }
}
