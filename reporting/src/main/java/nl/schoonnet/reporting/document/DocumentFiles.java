// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files of a document, by their path inside the report's folder. */
public final class DocumentFiles {
    private DocumentFiles() {}

    /**
     * {@code report.html}, {@code report.pdf}, {@code tables/<id>.csv} (those behind plots included) and
     * {@code plots/<id>.svg}, sorted by path. The same document gives the same bytes.
     */
    public static SortedMap<String, byte[]> of(Document document) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put("report.html", utf8(HtmlRenderer.render(document)));
        files.put("report.pdf", PdfRenderer.render(document));
        for (Table table : document.tables()) {
            files.put("tables/" + table.id() + ".csv", utf8(CsvRenderer.render(table)));
        }
        for (Plot plot : document.plots()) {
            files.put("plots/" + plot.id() + ".svg", utf8(SvgRenderer.render(plot, document.locale())));
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
