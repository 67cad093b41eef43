// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import nl.schoonnet.reporting.plot.Caption;
import org.unbescape.html.HtmlEscape;

/** Gives an SVG element the attribute from which the PDF renderer takes a figure's alternative text. */
final class PlotAlternative {
    private PlotAlternative() {}

    static String with(String svg, Caption caption) {
        String text =
                HtmlEscape.escapeHtml4Xml(caption.title() + ". " + caption.description() + " " + caption.sample());
        return "<svg alt=\"" + text + "\" " + svg.substring("<svg ".length());
    }
}
