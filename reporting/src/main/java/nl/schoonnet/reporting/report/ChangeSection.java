// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.document.Table;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.Around;
import nl.schoonnet.reporting.figures.Figures.Comparison;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import org.jspecify.annotations.Nullable;

/** Two groups side by side, and before and after what was done. */
final class ChangeSection {
    private ChangeSection() {}

    static Optional<Section> of(Wording words) {
        Figures f = words.figures();
        List<Block> blocks = new ArrayList<>();
        Comparison c = f.comparison();
        if (c != null) {
            blocks.add(comparison(words, c));
        }
        if (!f.interventions().isEmpty()) {
            blocks.add(Paragraph.caution(words.get("around.association")));
            blocks.add(interventions(words));
        }
        if (!f.cohorts().isEmpty()) {
            blocks.add(cohorts(words));
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("part-change", words.get("change"), blocks));
    }

    private static Table comparison(Wording words, Comparison c) {
        return Wording.table(
                        "comparison",
                        words.get("comparison.caption", words.norm()),
                        Column.text("group", words.get("group")),
                        Column.count("n", words.get("items")),
                        Column.shareRange("within_norm", words.get("within.norm", words.norm())),
                        Column.shareRange("interval", words.get("interval.heading")))
                .row(
                        Cell.words(c.a()),
                        Wording.count(c.itemsA()),
                        Cell.range(c.shareA().low(), c.shareA().high()),
                        Wording.range(c.shareA().intervalLow(), c.shareA().intervalHigh()))
                .row(
                        Cell.words(c.b()),
                        Wording.count(c.itemsB()),
                        Cell.range(c.shareB().low(), c.shareB().high()),
                        Wording.range(c.shareB().intervalLow(), c.shareB().intervalHigh()))
                .note(words.get(
                        c.pValue() == null ? "comparison.note.untested" : "comparison.note",
                        c.difference().value() == null
                                ? words.get("unknown")
                                : words.texts().number(c.difference().value() * 100, 1),
                        c.difference().low() == null || c.difference().high() == null
                                ? words.get("no.interval")
                                : words.texts()
                                        .range(
                                                c.difference().low() * 100,
                                                c.difference().high() * 100,
                                                1),
                        words.code("test", c.test()),
                        c.pValue() == null ? "" : words.texts().number(c.pValue(), 3)));
    }

    private static Cell range(@Nullable ShareFigure s) {
        return s == null ? Cell.missing("") : Cell.range(s.low(), s.high());
    }

    private static Table interventions(Wording words) {
        Wording.TableBuilder table = Wording.table(
                "interventions",
                words.get("interventions.caption", words.norm()),
                Column.text("provider", words.get("providers.one")),
                Column.text("date", words.get("day")),
                Column.text("kind", words.get("intervention")),
                Column.count("items_before", words.get("items.before")),
                Column.count("items_after", words.get("items.after")),
                Column.shareRange("before", words.get("before")),
                Column.shareRange("after", words.get("after")),
                Column.shareRange("others_before", words.get("others.before")),
                Column.shareRange("others_after", words.get("others.after")),
                Column.number("difference", words.get("did"), words.get("points"), 1),
                Column.numberRange("difference_95", words.get("interval.heading"), words.get("points"), 1));
        for (Around a : words.figures().interventions()) {
            table.row(
                    words.partyCell(a.party()),
                    words.dateCell(java.time.LocalDate.parse(a.date())),
                    words.cell("intervention", a.kind()),
                    Wording.count(a.itemsBefore()),
                    Wording.count(a.itemsAfter()),
                    range(a.before()),
                    range(a.after()),
                    range(a.othersBefore()),
                    range(a.othersAfter()),
                    points(a.differenceInDifferences().value()),
                    a.differenceInDifferences().low() == null
                                    || a.differenceInDifferences().high() == null
                            ? Cell.missing("")
                            : Cell.range(
                                    a.differenceInDifferences().low() * 100,
                                    a.differenceInDifferences().high() * 100));
        }
        return table.note(words.get("interventions.note"));
    }

    private static Cell points(@Nullable Double share) {
        return share == null ? Cell.missing("") : Cell.value(share * 100);
    }

    private static Table cohorts(Wording words) {
        Wording.TableBuilder table = Wording.table(
                "cohorts",
                words.get("cohorts.caption"),
                Column.text("cohort", words.get("cohort")),
                Column.count("providers", words.get("providers")),
                Column.count("items", words.get("items")),
                Column.shareRange("within_norm", words.get("within.norm", words.norm())));
        words.figures()
                .cohorts()
                .forEach(c -> table.row(
                        words.cell("cohort", c.code()),
                        Wording.count(c.providers()),
                        Wording.count(c.items()),
                        range(c.withinNorm())));
        return table.plain();
    }
}
