// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

class SvgRendererTests {
    private static final Set<String> ELEMENTS =
            Set.of("svg", "title", "desc", "rect", "line", "polyline", "polygon", "circle", "path", "text");
    private static final Set<String> ATTRIBUTES = Set.of(
            "xmlns",
            "viewBox",
            "width",
            "height",
            "role",
            "aria-labelledby",
            "xml:lang",
            "font-family",
            "font-size",
            "font-weight",
            "id",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "d",
            "points",
            "fill",
            "fill-opacity",
            "stroke",
            "stroke-width",
            "stroke-dasharray",
            "stroke-linejoin",
            "text-anchor");

    @Test
    void a_plot_is_a_file_of_its_own_with_title_n_and_source_and_a_small_subset_of_svg() {
        for (Plot plot : DemoDocument.in(Locale.of("nl")).plots()) {
            check(SvgRenderer.render(plot, Locale.of("nl")), plot);
        }
        Plot hostile = HostileDocument.document().plots().getFirst();
        check(SvgRenderer.render(hostile, Locale.of("en")), hostile);
    }

    private static void check(String file, Plot plot) {
        org.w3c.dom.Document svg = Xml.parsed(file);
        for (Element element : Xml.elements(svg, "*")) {
            assertThat(ELEMENTS).contains(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(ATTRIBUTES).contains(((Attr) element.getAttributes().item(i)).getName());
            }
        }
        StringBuilder words = new StringBuilder();
        Xml.elements(svg, "text").forEach(text -> words.append(text.getTextContent()));
        // Broken over lines, so compared without spaces.
        assertThat(words.toString().replace(" ", ""))
                .contains(plot.caption().title().replace(" ", ""))
                .contains(plot.caption().sample().replace(" ", ""))
                .contains(plot.caption().source().replace(" ", ""));
    }
}
