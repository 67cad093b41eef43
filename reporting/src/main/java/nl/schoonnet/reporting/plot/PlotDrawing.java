// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import nl.schoonnet.reporting.text.Texts;
import nl.schoonnet.reporting.text.Typeface;

/**
 * A plot laid out for one size: SVG with {@code role="img"}, title and description, the same bytes for the same input. Uses
 * presentation attributes only, no style sheet, script, reference or identifier but those of title and description.
 */
public final class PlotDrawing {
    private static final double NARROW_BELOW = 500;

    private final String svg;
    private final double height;
    private final double width;
    private final List<TextBox> texts;

    private PlotDrawing(String svg, double width, double height, List<TextBox> texts) {
        this.svg = svg;
        this.width = width;
        this.height = height;
        this.texts = texts;
    }

    /** The picture alone, to stand in a page that prints title, n and source beside it. */
    public static PlotDrawing bare(PlotSpec spec, Caption caption, Texts texts, PlotSize size) {
        return draw(spec, caption, texts, size, false);
    }

    /** The picture with its title, n and source in it, to stand alone as a file. */
    public static PlotDrawing framed(PlotSpec spec, Caption caption, Texts texts, PlotSize size) {
        return draw(spec, caption, texts, size, true);
    }

    private static PlotDrawing draw(PlotSpec spec, Caption caption, Texts texts, PlotSize size, boolean framed) {
        Canvas canvas = new Canvas(size.width());
        double top = 2;
        if (framed) {
            top = paragraph(canvas, caption.title(), Ink.TITLE, top);
            top = paragraph(canvas, caption.sample(), Ink.SMALL, top + 2) + 10;
        }
        double bottom = switch (spec) {
            case Bars bars -> RowPainter.bars(bars, canvas, texts, top);
            case ClassBars bars -> RowPainter.classBars(bars, canvas, texts, top);
            case CoveragePlot coverage -> RowPainter.coverage(coverage, canvas, texts, top);
            case DotIntervals dots -> RowPainter.dots(dots, canvas, texts, top);
            case RankSets ranks -> RowPainter.ranks(ranks, canvas, texts, top);
            case FunnelPlot funnel -> FunnelPainter.paint(funnel, canvas, texts, top);
            case Histogram histogram -> HistogramPainter.paint(histogram, canvas, texts, top);
            case LorenzCurve lorenz -> LorenzPainter.paint(lorenz, canvas, texts, top);
            case MonthSeries series -> MonthPainter.paint(series, canvas, texts, top);
            case StepCurves curves -> CurvePainter.paint(curves, canvas, texts, top);
            case StockAreas areas -> StockPainter.paint(areas, canvas, texts, top);
            case WeekBars bars -> WeekPainter.paint(bars, canvas, texts, top);
        };
        if (framed) {
            bottom = paragraph(canvas, texts.get("page.source") + ": " + caption.source(), Ink.SMALL, bottom + 10);
        }
        double height = Math.ceil(bottom + 4);
        return new PlotDrawing(
                wrapped(canvas.body(), caption, texts, size, height), size.width(), height, canvas.texts());
    }

    /** Whether a canvas is that of a phone. */
    static boolean narrow(Canvas canvas) {
        return canvas.width() < NARROW_BELOW;
    }

    private static double paragraph(Canvas canvas, String text, Ink ink, double top) {
        return canvas.paragraph(Lettering.wrap(text, canvas.width(), ink), 0, top, ink, Canvas.Anchor.START);
    }

    private static String wrapped(String body, Caption caption, Texts texts, PlotSize size, double height) {
        String id = caption.id() + (size == PlotSize.WIDE ? "-w" : "-n");
        String measures = "viewBox=\"0 0 " + size.width() + " " + Canvas.decimal(height) + "\" width=\"" + size.width()
                + "\" height=\"" + Canvas.decimal(height) + "\"";
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + measures + " role=\"img\" aria-labelledby=\"" + id
                + "-title " + id + "-desc\" xml:lang=\"" + texts.locale().getLanguage() + "\" font-family=\""
                + Typeface.FAMILIES + "\" font-size=\"12\">\n<title id=\"" + id + "-title\">"
                + Canvas.escaped(caption.title()) + "</title>\n<desc id=\"" + id + "-desc\">"
                + Canvas.escaped(caption.description() + " " + caption.sample()) + "</desc>\n" + body + "</svg>\n";
    }

    /** The SVG element, without XML declaration, ending in a line feed. */
    public String svg() {
        return svg;
    }

    /** Width in CSS pixels. */
    public double width() {
        return width;
    }

    /** Height in CSS pixels. */
    public double height() {
        return height;
    }

    /** All text in the picture, in drawing order. */
    public List<String> words() {
        return texts.stream().map(TextBox::text).toList();
    }

    List<TextBox> texts() {
        return texts;
    }
}
