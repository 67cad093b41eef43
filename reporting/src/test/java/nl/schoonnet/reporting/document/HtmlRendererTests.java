// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

class HtmlRendererTests {
    private static final Set<String> ELEMENTS = Set.of(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "a",
            "aside",
            "p",
            "header",
            "h1",
            "h2",
            "h3",
            "nav",
            "ol",
            "ul",
            "li",
            "main",
            "section",
            "strong",
            "span",
            "div",
            "dl",
            "dt",
            "dd",
            "code",
            "figure",
            "figcaption",
            "details",
            "summary",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "footer",
            "svg",
            "desc",
            "rect",
            "line",
            "polyline",
            "polygon",
            "circle",
            "path",
            "text");

    private final String page = HtmlRenderer.render(DemoDocument.in(Locale.of("nl")));
    private final org.w3c.dom.Document dom = Xml.parsed(page);

    @Test
    void the_page_holds_known_elements_only_and_refers_to_nothing_outside_itself() {
        check(dom);
        check(Xml.parsed(HtmlRenderer.render(HostileDocument.document())));
    }

    private static void check(org.w3c.dom.Document page) {
        for (Element element : Xml.elements(page, "*")) {
            assertThat(ELEMENTS).contains(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                Attr attribute = (Attr) element.getAttributes().item(i);
                assertThat(attribute.getName()).doesNotStartWith("on").isNotIn("src", "style", "xlink:href", "srcset");
                if (attribute.getName().equals("href")) {
                    assertThat(attribute.getValue()).startsWith("#");
                }
            }
        }
        String style = Xml.elements(page, "style").getFirst().getTextContent();
        assertThat(style).doesNotContain("@import").doesNotContain("http");
        assertThat(style.replace("url(data:font/ttf;base64,", "")).doesNotContain("url(");
    }

    @Test
    void hostile_text_arrives_as_text() {
        org.w3c.dom.Document hostile = Xml.parsed(HtmlRenderer.render(HostileDocument.document()));
        String shown = HostileDocument.TEXT.replace('\u202e', '\ufffd');
        assertThat(Xml.elements(hostile, "title").getFirst().getTextContent()).isEqualTo(shown);
        for (String name : List.of("h1", "h3", "td", "caption", "code", "dt")) {
            assertThat(Xml.elements(hostile, name)).as(name).isNotEmpty();
            assertThat(Xml.elements(hostile, name).getFirst().getTextContent())
                    .as(name)
                    .isEqualTo(shown);
        }
        assertThat(Xml.elements(hostile, "script")).isEmpty();
        assertThat(Xml.elements(hostile, "img")).isEmpty();
        assertThat(hostile.getDocumentElement().getTextContent()).doesNotContain("\u202e");
    }

    @Test
    void the_security_policy_allows_the_page_s_own_style_only() throws NoSuchAlgorithmException {
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        Element policy = Xml.elements(dom, "meta").stream()
                .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                .findFirst()
                .orElseThrow();
        assertThat(policy.getAttribute("content"))
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'; font-src data:;");
    }

    @Test
    void headings_come_in_order_and_ids_are_unique_and_referred_to_rightly() {
        int level = 0;
        Set<String> ids = new TreeSet<>();
        for (Element element : Xml.elements(dom, "*")) {
            if (element.getTagName().matches("h[1-6]")) {
                int next = element.getTagName().charAt(1) - '0';
                assertThat(next).isLessThanOrEqualTo(level + 1);
                level = next;
            }
            if (element.hasAttribute("id")) {
                assertThat(ids.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
        }
        for (Element element : Xml.elements(dom, "*")) {
            for (String id : element.getAttribute("aria-labelledby").split(" ", -1)) {
                assertThat(id.isEmpty() || ids.contains(id)).as(id).isTrue();
            }
            String href = element.getAttribute("href");
            assertThat(href.isEmpty() || ids.contains(href.substring(1)))
                    .as(href)
                    .isTrue();
        }
        assertThat(Xml.elements(dom, "h1")).hasSize(1);
        assertThat(Xml.elements(dom, "main")).hasSize(1);
        assertThat(dom.getDocumentElement().getAttribute("lang")).isEqualTo("nl");
    }

    @Test
    void every_table_has_a_caption_scoped_headers_and_a_frame_that_takes_the_focus() {
        List<Element> tables = Xml.elements(dom, "table");
        assertThat(tables).hasSize(DemoDocument.in(Locale.of("nl")).tables().size());
        for (Element table : tables) {
            assertThat(table.getElementsByTagName("caption").item(0).getTextContent())
                    .isNotBlank();
            Element region = (Element) table.getParentNode();
            assertThat(region.getAttribute("tabindex")).isEqualTo("0");
            assertThat(region.getAttribute("role")).isEqualTo("group");
            assertThat(region.getAttribute("aria-label")).isNotBlank();
        }
        assertThat(Xml.elements(dom, "th"))
                .allMatch(th -> th.getAttribute("scope").matches("row|col"));
    }

    @Test
    void every_plot_is_there_for_wide_and_narrow_screens_with_title_description_and_table() {
        List<Element> figures = Xml.elements(dom, "figure");
        assertThat(figures).hasSize(DemoDocument.in(Locale.of("nl")).plots().size());
        for (Element figure : figures) {
            assertThat(figure.getElementsByTagName("svg").getLength()).isEqualTo(2);
            assertThat(figure.getElementsByTagName("table").getLength()).isEqualTo(1);
            Element svg = (Element) figure.getElementsByTagName("svg").item(0);
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isNotBlank();
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertThat(figure.getTextContent()).contains("Bron en methode");
        }
    }

    @Test
    void numbers_are_in_the_reader_s_form() {
        assertThat(page).contains(">6,2%<").contains(">3.412<").contains(">te weinig<");
        assertThat(HtmlRenderer.render(DemoDocument.in(Locale.of("en"))))
                .contains(">6.2%<")
                .contains(">3,412<");
    }

    @Test
    void the_same_document_gives_the_same_page() {
        assertThat(HtmlRenderer.render(DemoDocument.in(Locale.of("nl")))).isEqualTo(page);
    }

    @Test
    void an_empty_document_is_a_page_too() {
        Document empty = new Document("T", "", "", Locale.of("en"), List.of(), "m", new Metadata("", "", List.of()));
        assertThat(Xml.elements(Xml.parsed(HtmlRenderer.render(empty)), "aside"))
                .isEmpty();
    }
}
