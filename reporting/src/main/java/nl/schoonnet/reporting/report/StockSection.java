// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.reporting.document.Block;
import nl.schoonnet.reporting.document.Cell;
import nl.schoonnet.reporting.document.Column;
import nl.schoonnet.reporting.document.Paragraph;
import nl.schoonnet.reporting.document.Plot;
import nl.schoonnet.reporting.document.Section;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.Interval;
import nl.schoonnet.reporting.plot.StockAreas;
import org.jspecify.annotations.Nullable;

/** What stays online: the second headline. */
final class StockSection {
    private StockSection() {}

    static Section of(Wording words) {
        Figures.Stock s = words.figures().stock();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Paragraph.of(words.get("stock.explained")));
        long carried = words.figures().headline().carriedIn();
        if (carried > 0) {
            blocks.add(Paragraph.of(words.get("stock.carried", words.texts().count(carried))));
        }
        if (s.at().size() >= 2) {
            blocks.add(plot(words, s));
        }
        return new Section("part-stock", words.get("stock"), blocks);
    }

    /** From here on an item that is still there may not have been looked at again, so "surely" falls of itself; not so in a feed. */
    private static StockAreas.@Nullable Unsettled unsettled(Wording words) {
        if (words.figures().snapshots() != null) {
            return null;
        }
        Instant cutoff = Instant.parse(words.figures().method().cutoff());
        return new StockAreas.Unsettled(
                words.day(cutoff.minus(FigureSettings.SEEN_WITHIN).toString()),
                words.get("stock.unsettled", words.seenWithinDays()));
    }

    private static Block plot(Wording words, Figures.Stock s) {
        List<LocalDate> days = s.at().stream().map(words::day).toList();
        List<Double> week = new ArrayList<>();
        List<Double> twoDays = new ArrayList<>();
        List<Double> oneDay = new ArrayList<>();
        List<Double> fresh = new ArrayList<>();
        List<Interval> total = new ArrayList<>();
        Wording.TableBuilder twin = Wording.table(
                "stock",
                words.get("stock.caption"),
                Column.text("day", words.get("day")),
                Column.count("open", words.get("stock.open")),
                Column.count("beyond_24", words.get("stock.beyond", "24")),
                Column.count("beyond_48", words.get("stock.beyond", "48")),
                Column.count("beyond_168", words.get("stock.beyond", "168")),
                Column.count("possibly_open", words.get("stock.possibly")));
        int step = Math.max(1, days.size() / 26);
        for (int i = 0; i < days.size(); i++) {
            week.add((double) s.beyond168().get(i));
            twoDays.add((double) s.beyond48().get(i) - s.beyond168().get(i));
            oneDay.add((double) s.beyond24().get(i) - s.beyond48().get(i));
            fresh.add((double) s.open().get(i) - s.beyond24().get(i));
            total.add(new Interval(
                    s.open().get(i), Math.max(s.open().get(i), s.possiblyOpen().get(i))));
            if (i % step == 0 || i == days.size() - 1) {
                twin.row(
                        words.dateCell(days.get(i)),
                        Cell.value(s.open().get(i)),
                        Cell.value(s.beyond24().get(i)),
                        Cell.value(s.beyond48().get(i)),
                        Cell.value(s.beyond168().get(i)),
                        Cell.value(s.possiblyOpen().get(i)));
            }
        }
        long largest = s.open().stream().mapToLong(Long::longValue).max().orElse(0);
        return new Plot(
                new Caption(
                        "stock-plot",
                        words.get("stock.title"),
                        words.get(
                                "stock.description",
                                words.texts().count(largest),
                                words.texts().count(s.open().getLast()),
                                words.texts().count(s.possiblyOpen().getLast())),
                        words.sample(words.figures().items()),
                        words.source() + " " + words.get("stock.uncertainty")),
                new StockAreas(
                        Axis.linear(words.get("items.axis"), ""),
                        days,
                        List.of(
                                new StockAreas.Layer(words.get("stock.layer.168"), week),
                                new StockAreas.Layer(words.get("stock.layer.48"), twoDays),
                                new StockAreas.Layer(words.get("stock.layer.24"), oneDay),
                                new StockAreas.Layer(words.get("stock.layer.0"), fresh)),
                        total,
                        List.of(),
                        unsettled(words)),
                twin.note(words.get("stock.note")));
    }
}
