// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.PlotDrawing;
import org.unbescape.html.HtmlEscape;

/** Makes a plot's SVG fit for the PDF renderer: as wide as the page, its words in the attribute that becomes the alternative text. */
final class PaperPlot {
    /** Width of a plot on paper in CSS pixels: 165 mm. */
    private static final double WIDTH = 165 / 25.4 * 96;

    private PaperPlot() {}

    static String of(PlotDrawing drawing, Caption caption) {
        String words = caption.title() + ". " + caption.description() + " " + caption.sample();
        String drawn = size(drawing.width(), drawing.height());
        String printed = size(WIDTH, drawing.height() * WIDTH / drawing.width());
        String svg = drawing.svg();
        int at = svg.indexOf(drawn);
        return svg.substring(0, at) + printed + " alt=\"" + HtmlEscape.escapeHtml4Xml(words) + "\""
                + svg.substring(at + drawn.length());
    }

    private static String size(double width, double height) {
        return " width=\"" + Math.round(width) + "\" height=\"" + Math.round(height) + "\"";
    }
}
