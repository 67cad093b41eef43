// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demonstration document as files, kept under {@code target/demo-document} to be looked at. */
class DocumentFilesTests {
    @Test
    void a_document_becomes_a_page_a_pdf_and_a_file_per_table_and_plot() throws IOException {
        Document document = DemoDocument.in(Locale.of("nl"));
        Map<String, byte[]> files = DocumentFiles.of(document);
        assertThat(files).containsKeys("report.html", "report.pdf", "tables/trechter.csv", "plots/curve.svg");
        assertThat(files)
                .hasSize(2 + document.tables().size() + document.plots().size());
        Path folder = Path.of("target", "demo-document");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.write(path, file.getValue());
        }
    }
}
