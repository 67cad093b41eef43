// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import nl.schoonnet.reporting.text.Texts;
import nl.schoonnet.reporting.text.Typeface;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * A document as one HTML page that needs nothing else: style, pictures and typeface are in it, no script, no reference to
 * another place; its content security policy allows just that. Well-formed XML too. Safe for use by several threads.
 */
public final class HtmlRenderer {
    private static final String FOLDER = "nl/schoonnet/reporting/document/";
    private static final TemplateEngine ENGINE = engine();

    private HtmlRenderer() {}

    private static TemplateEngine engine() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(HtmlRenderer.class.getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        TemplateEngine engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    /** The page; encode it as UTF-8. */
    public static String render(Document document) {
        PageView.Page page = PageView.of(document, PageView.Medium.SCREEN);
        String plain = process(page, "", "");
        // Every character of the page may be set in either face; the markup adds none that text doesn't have.
        String style = face(Typeface.REGULAR, 400, plain)
                + face(Typeface.BOLD, 700, plain)
                + sheet("page.css")
                + sheet("screen.css");
        return process(page, style, policy(style));
    }

    /** The same for paper: other style, no navigation aids, plots in one size, their figures in an appendix. */
    static String renderForPaper(Document document) {
        String page = process(PageView.of(document, PageView.Medium.PAPER), sheet("page.css") + sheet("paper.css"), "");
        return PaperText.page(page, Texts.of(document.locale()));
    }

    private static String process(PageView.Page page, String style, String policy) {
        Context context = new Context(Locale.of(page.language()));
        context.setVariable("page", page);
        context.setVariable("style", style);
        context.setVariable("policy", policy);
        return ENGINE.process("page.html", context);
    }

    private static String face(Typeface face, int weight, String text) {
        return "@font-face{font-family:\"" + Typeface.EMBEDDED + "\";font-weight:" + weight
                + ";font-style:normal;src:url(data:font/ttf;base64,"
                + Base64.getEncoder().encodeToString(face.subset(text)) + ") format(\"truetype\")}\n";
    }

    private static String policy(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(digest)
                    + "'; font-src data:; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sheet(String name) {
        try (InputStream bytes = HtmlRenderer.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException("no style sheet " + name);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
