// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import nl.schoonnet.reporting.plot.PlotDrawing;
import nl.schoonnet.reporting.plot.PlotSize;
import nl.schoonnet.reporting.plot.PlotSpec;
import nl.schoonnet.reporting.text.Texts;
import nl.schoonnet.reporting.text.Typeface;

/**
 * What the template prints: all numbers are texts already, all pictures SVG. The records are public since the template
 * engine reads them by reflection; the class is not.
 */
final class PageView {
    /** For which medium a page is made. */
    enum Medium {
        SCREEN,
        PAPER
    }

    public record Page(
            String language,
            String title,
            String subtitle,
            String marking,
            String method,
            String author,
            String subject,
            String keywords,
            Words words,
            List<Part> parts,
            List<Grid> twins,
            boolean paper) {}

    /** Fixed words of the page in the reader's language. */
    public record Words(
            String skip,
            String contents,
            String caution,
            String note,
            String twin,
            String twins,
            String source,
            String edition) {}

    public record Part(String id, String heading, List<Piece> pieces) {}

    /** A block: {@code kind} says which of the components is filled. */
    public record Piece(
            String kind,
            String text,
            List<KeyFigures.KeyFigure> figures,
            List<Definitions.Definition> definitions,
            List<String> entries,
            List<Grid> grids,
            List<Picture> pictures) {
        static Piece words(String kind, String text) {
            return new Piece(kind, text, List.of(), List.of(), List.of(), List.of(), List.of());
        }
    }

    public record Picture(
            String id, String title, String sample, String source, String wide, String narrow, Grid twin) {}

    public record Grid(
            String id,
            String caption,
            String scrollLabel,
            String density,
            List<Head> heads,
            List<List<Field>> rows,
            String note) {}

    public record Head(String text, String look) {}

    /** One cell: {@code row} if it names its row. */
    public record Field(String text, String look, boolean row) {}
    /** A table of so many rows isn't broken over two pages. */
    private static final int KEPT_TOGETHER = 12;

    /** Points between the margins of {@code paper.css}. */
    private static final double PAPER_WIDTH = 174 / 25.4 * 72;

    /** Size of letters and padding of a cell in its tables with most columns, in points. */
    private static final double SMALLEST_ON_PAPER = 6.8;

    private static final double PADDING_ON_PAPER = 2 / 25.4 * 72;

    /** The column that names the rows gets at least so much, in points. */
    private static final double NARROWEST_NAME = 60;

    private PageView() {}

    static Page of(Document document, Medium medium) {
        Texts texts = Texts.of(document.locale());
        List<Part> parts = new ArrayList<>();
        for (Section section : document.sections()) {
            parts.add(new Part(
                    section.id(),
                    section.heading(),
                    section.blocks().stream()
                            .map(block -> piece(block, texts, medium))
                            .toList()));
        }
        return new Page(
                texts.locale().getLanguage(),
                document.title(),
                document.subtitle(),
                document.marking(),
                document.method(),
                document.metadata().author(),
                document.metadata().subject(),
                String.join(", ", document.metadata().keywords()),
                new Words(
                        texts.get("page.skip"),
                        texts.get("page.contents"),
                        texts.get("page.caution"),
                        texts.get("page.note"),
                        texts.get("page.twin"),
                        texts.get("page.twins"),
                        texts.get("page.source"),
                        texts.get("page.marking")),
                parts,
                document.plots().stream()
                        .flatMap(plot -> grids(plot.twin(), texts, medium).stream())
                        .toList(),
                medium == Medium.PAPER);
    }

    private static Piece piece(Block block, Texts texts, Medium medium) {
        return switch (block) {
            case Paragraph paragraph ->
                switch (paragraph.kind()) {
                    case NORMAL -> Piece.words("text", paragraph.text());
                    case CAUTION -> Piece.words("caution", paragraph.text());
                    case NOTE -> Piece.words("note", paragraph.text());
                    case HEADING -> Piece.words("heading", paragraph.text());
                };
            case KeyFigures figures ->
                new Piece("figures", "", figures.figures(), List.of(), List.of(), List.of(), List.of());
            case Definitions definitions ->
                new Piece("definitions", "", List.of(), definitions.definitions(), List.of(), List.of(), List.of());
            case BulletList list -> new Piece("list", "", List.of(), List.of(), list.entries(), List.of(), List.of());
            case Table table ->
                new Piece("table", "", List.of(), List.of(), List.of(), grids(table, texts, medium), List.of());
            case Plot plot ->
                new Piece(
                        "plot", "", List.of(), List.of(), List.of(), List.of(), List.of(picture(plot, texts, medium)));
        };
    }

    private static Picture picture(Plot plot, Texts texts, Medium medium) {
        boolean paper = medium == Medium.PAPER;
        PlotSpec spec = paper ? plot.spec().relabelled(label -> PaperText.label(label, texts)) : plot.spec();
        PlotDrawing wide = PlotDrawing.bare(spec, plot.caption(), texts, PlotSize.WIDE);
        return new Picture(
                plot.id(),
                plot.caption().title(),
                plot.caption().sample(),
                plot.caption().source(),
                paper ? PaperPlot.of(wide, plot.caption()) : wide.svg(),
                paper
                        ? ""
                        : PlotDrawing.bare(plot.spec(), plot.caption(), texts, PlotSize.NARROW)
                                .svg(),
                grid(plot.twin(), texts));
    }

    /** A table that is wider than a page is printed in parts, each with the column that names the rows. */
    private static List<Grid> grids(Table table, Texts texts, Medium medium) {
        List<Integer> starts = medium == Medium.SCREEN ? List.of(1) : partsOnPaper(table, texts);
        if (starts.size() == 1) {
            return List.of(grid(table, texts));
        }
        List<Grid> grids = new ArrayList<>();
        for (int part = 0; part < starts.size(); part++) {
            int from = starts.get(part);
            boolean last = part == starts.size() - 1;
            int to = last ? table.columns().size() : starts.get(part + 1);
            grids.add(grid(
                    new Table(
                            part == 0 ? table.id() : table.id() + "-part-" + (part + 1),
                            texts.get("page.table.part", table.caption(), part + 1, starts.size()),
                            named(table.columns(), from, to),
                            table.rows().stream()
                                    .map(row -> named(row, from, to))
                                    .toList(),
                            last ? table.note() : ""),
                    texts,
                    "dense"));
        }
        return grids;
    }

    /** The columns with which parts begin that fit on a page in the smallest letters. */
    private static List<Integer> partsOnPaper(Table table, Texts texts) {
        List<Integer> starts = new ArrayList<>(List.of(1));
        double first = Math.max(NARROWEST_NAME, widthOnPaper(table, 0, texts));
        double taken = first;
        for (int c = 1; c < table.columns().size(); c++) {
            double width = widthOnPaper(table, c, texts);
            if (taken + width > PAPER_WIDTH && starts.getLast() < c) {
                starts.add(c);
                taken = first;
            }
            taken += width;
        }
        return starts;
    }

    /** What a column needs at least: numbers aren't broken over lines, words only between each other. */
    private static double widthOnPaper(Table table, int c, Texts texts) {
        Column column = table.columns().get(c);
        double widest = longestWord(head(column).text(), Typeface.BOLD);
        for (List<Cell> row : table.rows()) {
            String text = printed(row.get(c), column, texts);
            widest = Math.max(
                    widest,
                    column.kind() == Column.Kind.TEXT
                            ? longestWord(text, Typeface.REGULAR)
                            : Typeface.REGULAR.width(text, SMALLEST_ON_PAPER));
        }
        // The column that names the rows breaks its words where it must.
        return (c == 0 ? Math.min(widest, NARROWEST_NAME) : widest) + PADDING_ON_PAPER;
    }

    private static double longestWord(String text, Typeface face) {
        return Stream.of(text.split(" ", -1))
                .mapToDouble(word -> face.width(word, SMALLEST_ON_PAPER))
                .max()
                .orElse(0);
    }

    private static <T> List<T> named(List<T> row, int from, int to) {
        List<T> part = new ArrayList<>(List.of(row.getFirst()));
        part.addAll(row.subList(from, to));
        return part;
    }

    private static Grid grid(Table table, Texts texts) {
        int columns = table.columns().size();
        return grid(table, texts, columns > 9 ? "dense" : columns > 6 ? "compact" : "normal");
    }

    private static Grid grid(Table table, Texts texts, String density) {
        List<Head> heads = table.columns().stream().map(PageView::head).toList();
        List<List<Field>> rows = new ArrayList<>();
        for (List<Cell> row : table.rows()) {
            List<Field> fields = new ArrayList<>();
            for (int c = 0; c < row.size(); c++) {
                Column column = table.columns().get(c);
                fields.add(new Field(printed(row.get(c), column, texts), look(column), c == 0));
            }
            rows.add(fields);
        }
        return new Grid(
                table.id(),
                table.caption(),
                texts.get("page.table.scroll", table.caption()),
                density + (rows.size() <= KEPT_TOGETHER ? " short" : ""),
                heads,
                rows,
                table.note());
    }

    private static Head head(Column column) {
        return new Head(
                column.unit().isEmpty() ? column.heading() : column.heading() + " (" + column.unit() + ")",
                look(column));
    }

    private static String look(Column column) {
        return column.kind() == Column.Kind.TEXT ? "words" : "number";
    }

    private static String printed(Cell cell, Column column, Texts texts) {
        return switch (cell) {
            case Cell.Words words -> words.text();
            case Cell.Missing missing -> missing.reason().isEmpty() ? "—" : missing.reason();
            case Cell.Value value -> one(value.value(), column, texts);
            case Cell.AtLeast bound -> texts.get("page.at.least", one(bound.value(), column, texts));
            case Cell.Range range -> both(range, column, texts);
        };
    }

    private static String one(double value, Column column, Texts texts) {
        return switch (column.kind()) {
            case TEXT -> throw new IllegalStateException("words aren't numbers");
            case COUNT -> texts.count(Math.round(value));
            case SHARE -> texts.percent(value, column.decimals());
            case HOURS -> texts.hours(value);
            case NUMBER -> texts.number(value, column.decimals());
        };
    }

    private static String both(Cell.Range range, Column column, Texts texts) {
        BiFunction<Double, Double, String> print = switch (column.kind()) {
            case TEXT -> throw new IllegalStateException("words have no range");
            case COUNT -> (low, high) -> texts.countRange(Math.round(low), Math.round(high));
            case SHARE -> (low, high) -> texts.percentRange(low, high, column.decimals());
            case HOURS -> texts::hoursRange;
            case NUMBER -> (low, high) -> texts.range(low, high, column.decimals());
        };
        return print.apply(range.low(), range.high());
    }
}
