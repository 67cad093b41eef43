// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TTFSubsetter;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The typeface of every report, Liberation Sans: bundled, so that what is measured here is what is seen there. Its widths
 * are those of Arial and Helvetica, so that a picture that falls back on them still fits. Measured without kerning, from
 * the font file itself and not by AWT, which needs fonts installed on the machine.
 */
public final class Typeface {
    public static final Typeface REGULAR = new Typeface("LiberationSans-Regular.ttf");
    public static final Typeface BOLD = new Typeface("LiberationSans-Bold.ttf");

    /** Name that our pages give the embedded face: a subset may not bear the font's reserved name. */
    public static final String EMBEDDED = "Report Sans";

    /** What SVG and CSS ask for, in order: the embedded face, then faces with the same widths. */
    public static final String FAMILIES = EMBEDDED + ", Liberation Sans, Arial, Helvetica, sans-serif";

    private static final double HIGHEST = 0.78;
    private static final double LOWEST = 0.22;

    private final byte[] file;
    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final ConcurrentHashMap<Integer, Double> advances = new ConcurrentHashMap<>();

    private Typeface(String name) {
        try (InputStream bytes = Typeface.class.getResourceAsStream("/liberation/" + name)) {
            if (bytes == null) {
                throw new IllegalStateException("no font file " + name);
            }
            file = bytes.readAllBytes();
            font = parsed(file);
            glyphs = font.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrueTypeFont parsed(byte[] file) throws IOException {
        return new TTFParser().parse(new RandomAccessReadBuffer(file));
    }

    /**
     * Width of one line of text in the unit of the size. A character that the font lacks counts as one em, the width that
     * other fonts give the widest ones.
     */
    public double width(String text, double size) {
        double ems = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            ems += advances.computeIfAbsent(point, this::advance);
            i += Character.charCount(point);
        }
        return ems * size;
    }

    /** Height above the base line that letters reach (accents on capitals a little more), in the unit of the size. */
    public static double ascent(double size) {
        return HIGHEST * size;
    }

    /** Depth below the base line that letters reach, in the unit of the size. */
    public static double descent(double size) {
        return LOWEST * size;
    }

    private synchronized double advance(int point) {
        try {
            int glyph = glyphs.getGlyphId(point);
            return glyph == 0 ? 1 : font.getAdvanceWidth(glyph) / (double) font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the font has a glyph for a character. */
    public synchronized boolean has(int point) {
        return glyphs.getGlyphId(point) != 0;
    }

    /** The whole font file (TrueType). */
    public InputStream file() {
        return new ByteArrayInputStream(file);
    }

    /**
     * The font file with the glyphs of a text only, the same bytes for the same set of characters.
     *
     * @param text all text that will be set in this face
     */
    public byte[] subset(String text) {
        Set<Integer> points = new TreeSet<>();
        // The space keeps the subset from being empty.
        points.add((int) ' ');
        text.codePoints().filter(this::has).forEach(points::add);
        try (TrueTypeFont whole = parsed(file)) {
            TTFSubsetter subsetter = new TTFSubsetter(whole);
            subsetter.addAll(points);
            subsetter.setPrefix("REPORT");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            subsetter.writeToStream(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
