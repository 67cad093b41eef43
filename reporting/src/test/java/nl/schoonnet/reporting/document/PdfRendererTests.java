// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.openhtmltopdf.util.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.schoonnet.reporting.plot.Axis;
import nl.schoonnet.reporting.plot.Bars;
import nl.schoonnet.reporting.plot.Caption;
import nl.schoonnet.reporting.plot.PlotDrawing;
import nl.schoonnet.reporting.plot.PlotSize;
import nl.schoonnet.reporting.text.Texts;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.action.PDAction;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PdfRendererTests {
    private static final Document DOCUMENT = DemoDocument.in(Locale.of("nl"));
    private static final List<Diagnostic> REMARKS = new ArrayList<>();
    private static byte[] bytes = {};

    @BeforeAll
    static void render() {
        bytes = PdfRenderer.render(DOCUMENT, REMARKS::add);
    }

    private static String text(PDDocument pdf, int first, int last) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(first);
        stripper.setEndPage(last);
        return stripper.getText(pdf);
    }

    @Test
    void a_name_in_a_script_that_the_typeface_lacks_is_said_to_be_one_and_others_are_printed() throws IOException {
        List<String> printed = List.of("Εταιρεία Φιλοξενίας", "Хостинг Север", "Łódź Hosting", "# 1 Hosting");
        List<String> lacking = List.of("شركة استضافة", "北方主机 公司", "אירוח", "ホスト B.V.");
        List<List<Cell>> rows = new ArrayList<>();
        List<Bars.Row> bars = new ArrayList<>();
        for (String name : Stream.concat(printed.stream(), lacking.stream()).toList()) {
            rows.add(List.of(Cell.words(name), Cell.value(3)));
            bars.add(new Bars.Row(name, 3, null, 0.1, 0.2, false));
        }
        Table table =
                new Table("names", "Names", List.of(Column.text("name", "Name"), Column.count("n", "n")), rows, "");
        Plot plot = new Plot(
                new Caption("names-plot", "Names", "Names", "n = 3", "Made up."),
                new Bars(Axis.linear("items", ""), "share", "cumulative", bars),
                table);
        Document document = new Document(
                "Names",
                "",
                "",
                Locale.of("en"),
                List.of(new Section("part-names", "Names", List.of(plot))),
                "method",
                new Metadata("", "", List.of()));
        try (PDDocument pdf = Loader.loadPDF(PdfRenderer.render(document))) {
            String all = text(pdf, 1, pdf.getNumberOfPages());
            assertThat(all).contains(printed).contains("(other script) B.V.");
            assertThat(all.replace("# 1 Hosting", "")).doesNotContain("#").doesNotContain("\uFFFD");
            assertThat(all.split(Pattern.quote("(in another script: see the web page)"), -1))
                    .as("once for each name in the table")
                    .hasSize(lacking.size() + 1);
        }
        assertThat(HtmlRenderer.render(document)).contains(lacking);
    }

    @Test
    void a_table_that_is_wider_than_the_page_is_printed_in_parts_and_nothing_is_cut_off() throws IOException {
        List<Column> columns = new ArrayList<>(List.of(Column.text("name", "Aanbieder")));
        List<Cell> row = new ArrayList<>(List.of(Cell.words("Polderbeeld Servers B.V.")));
        for (int i = 1; i < 17; i++) {
            columns.add(Column.numberRange("c" + i, "geloofwaardigheidsinterval " + i, "h", 0));
            row.add(Cell.range(700_000 + i, 800_000 + i));
        }
        Document document = new Document(
                "Wide",
                "",
                "",
                Locale.of("nl"),
                List.of(new Section(
                        "part-wide", "Wide", List.of(new Table("wide", "Wide", columns, List.of(row), "note")))),
                "method",
                new Metadata("", "", List.of()));
        try (PDDocument pdf = Loader.loadPDF(PdfRenderer.render(document))) {
            double[] right = {0};
            PDFTextStripper stripper = new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    right[0] = Math.max(right[0], text.getXDirAdj() + text.getWidthDirAdj());
                    super.processTextPosition(text);
                }
            };
            String all = stripper.getText(pdf);
            assertThat(all).contains("Wide (deel 1 van ", "Wide (deel 2 van ");
            assertThat(dense(all).split("PolderbeeldServersB.V.", -1)).hasSizeGreaterThan(2);
            for (int i = 1; i < 17; i++) {
                assertThat(dense(all)).contains(Texts.of(Locale.of("nl")).range(700_000 + i, 800_000 + i, 0));
            }
            assertThat(right[0])
                    .as("right margin of 18 mm, in points")
                    .isLessThanOrEqualTo(pdf.getPage(0).getMediaBox().getWidth() - 18 / 25.4 * 72 + 1);
        }
    }

    private static String dense(String text) {
        return text.replaceAll("[\\s\u00a0]", "");
    }

    @Test
    void every_page_bears_the_edition_mark_the_method_and_its_number() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            int pages = pdf.getNumberOfPages();
            assertThat(pages).isGreaterThan(3);
            for (int page = 1; page <= pages; page++) {
                assertThat(text(pdf, page, page))
                        .contains(DOCUMENT.marking())
                        .contains(DOCUMENT.method())
                        .contains(page + " / " + pages);
            }
        }
    }

    @Test
    void all_text_of_the_page_can_be_read_out_of_the_pdf() throws IOException {
        org.w3c.dom.Document page = Xml.parsed(HtmlRenderer.renderForPaper(DOCUMENT));
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            String all = dense(text(pdf, 1, pdf.getNumberOfPages()));
            for (String name : List.of("h1", "h2", "h3", "p", "li", "dt", "dd", "caption", "th", "td", "figcaption")) {
                for (Element element : Xml.elements(page, name)) {
                    String words = dense(element.getTextContent());
                    // Long ones may run over a page's end, where the foot of the page comes in between.
                    assertThat(all).as(name).contains(words.substring(0, Math.min(60, words.length())));
                }
            }
        }
    }

    @Test
    void the_words_in_plots_are_text_too() throws IOException {
        Texts texts = Texts.of(DOCUMENT.locale());
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            String all = dense(text(pdf, 1, pdf.getNumberOfPages()));
            for (Plot plot : DOCUMENT.plots()) {
                for (String words : PlotDrawing.bare(plot.spec(), plot.caption(), texts, PlotSize.WIDE)
                        .words()) {
                    assertThat(all).contains(dense(words));
                }
            }
        }
    }

    @Test
    void fonts_are_embedded_and_language_title_and_tags_are_set() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            for (PDPage page : pdf.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    assertThat(font.getName()).contains("LiberationSans");
                }
            }
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("nl");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getViewerPreferences().displayDocTitle())
                    .isTrue();
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo(DOCUMENT.title());
            assertThat(pdf.getDocumentInformation().getAuthor()).isEqualTo("Voorbeeldorganisatie");
            assertThat(pdf.getDocumentCatalog().getDocumentOutline().children()).hasSize(8);
        }
    }

    @Test
    void plots_have_alternative_text_and_tables_header_cells() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            List<PDStructureElement> elements = new ArrayList<>();
            collect(pdf.getDocumentCatalog().getStructureTreeRoot(), elements);
            List<String> alternatives = elements.stream()
                    .filter(element -> element.getStructureType().equals("Figure"))
                    .map(PDStructureElement::getAlternateDescription)
                    .toList();
            assertThat(alternatives).hasSize(DOCUMENT.plots().size()).allMatch(text -> text.length() > 20);
            assertThat(elements).anyMatch(element -> element.getStructureType().equals("TH"));
            assertThat(elements).anyMatch(element -> element.getStructureType().equals("H1"));
            assertThat(elements).anyMatch(element -> element.getStructureType().equals("H2"));
        }
    }

    private static void collect(PDStructureNode node, List<PDStructureElement> into) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                into.add(element);
                collect(element, into);
            }
        }
    }

    @Test
    void links_stay_within_the_document() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            for (PDPage page : pdf.getPages()) {
                for (PDAnnotation annotation : page.getAnnotations()) {
                    assertThat(annotation).isInstanceOf(PDAnnotationLink.class);
                    PDAction action = ((PDAnnotationLink) annotation).getAction();
                    assertThat(action == null || action.getSubType().equals("GoTo"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void the_same_document_gives_the_same_bytes_without_a_date() throws IOException {
        assertThat(PdfRenderer.render(DOCUMENT)).isEqualTo(bytes);
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getDocumentInformation().getCreationDate()).isNull();
            assertThat(pdf.getDocumentInformation().getModificationDate()).isNull();
        }
    }

    @Test
    void the_renderer_has_nothing_to_complain_about() {
        assertThat(REMARKS)
                .filteredOn(remark -> remark.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(Diagnostic::getFormattedMessage)
                .isEmpty();
    }

    @Test
    void hostile_text_is_text_and_nothing_is_fetched() throws IOException {
        List<Diagnostic> remarks = new ArrayList<>();
        try (PDDocument pdf = Loader.loadPDF(PdfRenderer.render(HostileDocument.document(), remarks::add))) {
            assertThat(dense(text(pdf, 1, pdf.getNumberOfPages()))).contains("<script>alert(1)</script>\"onload='x'");
            assertThat(pdf.getDocumentInformation().getTitle()).startsWith("<script>alert(1)</script>");
        }
        assertThat(remarks)
                .filteredOn(remark -> remark.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(Diagnostic::getFormattedMessage)
                .isEmpty();
    }
}
