// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** All that a report's files say, as text: of a PDF its pages, its metadata and every string inside. */
record Printed(Map<String, String> texts) {
    private static final Pattern TYPEFACE = Pattern.compile("base64,[A-Za-z0-9+/=]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    static Printed of(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        Year.bytes(folder)
                .forEach((name, bytes) -> texts.put(
                        name,
                        name.endsWith(".pdf") ? pdf(bytes) : name + "\n" + new String(bytes, StandardCharsets.UTF_8)));
        return new Printed(texts);
    }

    /** The text of each page. */
    static List<String> pages(Path pdf) {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            List<String> pages = new ArrayList<>();
            for (int page = 1; page <= document.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(document));
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pdf(byte[] bytes) {
        try (PDDocument document = Loader.loadPDF(bytes)) {
            StringBuilder text = new StringBuilder(new PDFTextStripper().getText(document));
            Set<COSBase> met = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
            for (COSObjectKey key : document.getDocument().getXrefTable().keySet()) {
                strings(document.getDocument().getObjectFromPool(key), met, text);
            }
            strings(document.getDocument().getTrailer(), met, text);
            if (document.getDocumentCatalog().getMetadata() != null) {
                text.append(
                        new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void strings(COSBase base, Set<COSBase> met, StringBuilder text) {
        switch (base) {
            case COSString string -> text.append('\n').append(string.getString());
            case COSObject object
            when met.add(object) && object.getObject() != null -> strings(object.getObject(), met, text);
            case COSArray array
            when met.add(array) ->
                array.forEach(entry -> {
                    if (entry != null) {
                        strings(entry, met, text);
                    }
                });
            case COSDictionary dictionary
            when met.add(dictionary) -> dictionary.getValues().forEach(entry -> strings(entry, met, text));
            default -> {}
        }
    }

    /** Whether none of these words stands in any file, whatever its case or where its lines break. */
    void nowhere(Collection<String> words) {
        Set<String> found = new TreeSet<>();
        Map<String, String> sought = new TreeMap<>();
        words.forEach(word -> sought.put(
                word.toLowerCase(Locale.ROOT),
                SPACE.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("")));
        texts.forEach((file, text) -> {
            // The letters of the embedded typeface are no words.
            String lower = TYPEFACE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
            String unbroken = SPACE.matcher(lower).replaceAll("");
            sought.forEach((word, alone) -> {
                if (lower.contains(word) || unbroken.contains(alone)) {
                    found.add(file + ": " + word);
                }
            });
        });
        assertThat(found).isEmpty();
    }

    String all() {
        return String.join("\n", texts.values());
    }
}
