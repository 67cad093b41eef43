// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.ArrayList;
import java.util.List;

/** Breaks and shortens text to a width. */
final class Lettering {
    private static final String ELLIPSIS = "…";

    private Lettering() {}

    /** All of a text in lines of at most the given width; a word that is too long for a line is broken. */
    static List<String> wrap(String text, double width, Ink ink) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            String candidate = line.isEmpty() ? rest : line + " " + rest;
            if (ink.width(candidate) <= width) {
                line.setLength(0);
                line.append(candidate);
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > 1 && ink.width(rest) > width) {
                int cut = fitting(rest, width, ink);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            line.append(rest);
        }
        if (!line.isEmpty() || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /**
     * A text in at most so many lines; what doesn't fit is left out of the middle of the last line, since names differ at
     * both their ends.
     */
    static List<String> fit(String text, double width, int lines, Ink ink) {
        List<String> wrapped = wrap(text, width, ink);
        if (wrapped.size() <= lines) {
            return wrapped;
        }
        List<String> kept = new ArrayList<>(wrapped.subList(0, lines - 1));
        int consumed = 0;
        for (String line : kept) {
            consumed += line.length();
            if (consumed < text.length() && text.charAt(consumed) == ' ') {
                consumed++;
            }
        }
        kept.add(shorten(text.substring(consumed), width, ink));
        return kept;
    }

    /** A text on one line, with an ellipsis in its middle if it doesn't fit. */
    static String shorten(String text, double width, Ink ink) {
        if (ink.width(text) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        for (int kept = points.length - 1; kept >= 2; kept--) {
            int head = kept - kept * 2 / 5;
            String candidate = new String(points, 0, head).stripTrailing()
                    + ELLIPSIS
                    + new String(points, points.length - (kept - head), kept - head).stripLeading();
            if (ink.width(candidate) <= width) {
                return candidate;
            }
        }
        return ink.width(ELLIPSIS) <= width ? ELLIPSIS : "";
    }

    static double widest(List<String> lines, Ink ink) {
        return lines.stream().mapToDouble(ink::width).max().orElse(0);
    }

    /** How many chars of a word fit, at least one character, surrogate pairs kept together. */
    private static int fitting(String word, double width, Ink ink) {
        int cut = Character.charCount(word.codePointAt(0));
        while (cut < word.length()) {
            int next = cut + Character.charCount(word.codePointAt(cut));
            if (ink.width(word.substring(0, next)) > width) {
                break;
            }
            cut = next;
        }
        return cut;
    }
}
