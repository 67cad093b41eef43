// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Consumer;
import nl.schoonnet.reporting.text.Typeface;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * A document as PDF, tagged for PDF/UA: title, language, headings, tables with header cells, plots with alternative text,
 * the typeface embedded, the edition mark at the top of every page and the method line at its foot. Fetches nothing. The
 * same document gives the same bytes: no date, and an identifier that is a digest of the contents.
 */
public final class PdfRenderer {
    static {
        // What matters is asserted by tests; a report's log is no place for hints about style sheets.
        XRLog.setLoggingEnabled(false);
    }

    private PdfRenderer() {}

    /** The file's bytes. */
    public static byte[] render(Document document) {
        return render(document, hint -> {});
    }

    /** The same; the renderer's remarks go to a consumer. */
    static byte[] render(Document document, Consumer<Diagnostic> remarks) {
        String html = HtmlRenderer.renderForPaper(document);
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withHtmlContent(html, "about:blank");
        builder.useFont(Typeface.REGULAR::file, Typeface.EMBEDDED, 400, FontStyle.NORMAL, true);
        builder.useFont(Typeface.BOLD::file, Typeface.EMBEDDED, 700, FontStyle.NORMAL, true);
        builder.useSVGDrawer(new PlotOnPaper());
        builder.usePdfUaAccessibility(true);
        builder.usePdfVersion(1.7f);
        builder.useUriResolver((base, uri) -> uri.startsWith("#") ? uri : null);
        for (ExternalResourceControlPriority priority : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((uri, type) -> false, priority);
        }
        builder.withProducer("Schoonnet");
        builder.withDiagnosticConsumer(remarks);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
                PDDocument pdf = renderer.createPDFKeepOpen()) {
            PDDocumentInformation information = pdf.getDocumentInformation();
            information.setCreationDate(null);
            pdf.setDocumentId(digest(html));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            pdf.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(bytes).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
