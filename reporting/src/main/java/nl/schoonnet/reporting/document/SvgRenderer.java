// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.Locale;
import nl.schoonnet.reporting.plot.PlotDrawing;
import nl.schoonnet.reporting.plot.PlotSize;
import nl.schoonnet.reporting.text.Texts;

/** A plot as an SVG file that stands alone, with its title, n and source in the picture. */
public final class SvgRenderer {
    private SvgRenderer() {}

    /** The file's text; encode it as UTF-8. */
    public static String render(Plot plot, Locale locale) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + PlotDrawing.framed(plot.spec(), plot.caption(), Texts.of(locale), PlotSize.WIDE)
                        .svg();
    }
}
