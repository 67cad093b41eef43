// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.schoonnet.reporting.text.Texts;
import nl.schoonnet.reporting.text.Typeface;

/**
 * Words that the PDF can't print (its one typeface has Latin, Greek and Cyrillic letters, and it sets text from left to right
 * only) become a remark that says so; the HTML page has them.
 */
final class PaperText {
    private static final String REPLACED = "\uFFFD";
    private static final Pattern WORD = Pattern.compile("[^\\s<>\"&;]+");

    private PaperText() {}

    /** A name without markup, as short as a plot needs it. */
    static String label(String text, Texts texts) {
        return printable(text, texts.get("page.other.script.short"));
    }

    /** A page: its markup holds nothing that can't be printed. */
    static String page(String markup, Texts texts) {
        return printable(markup, texts.get("page.other.script"));
    }

    /** Words side by side give one remark. */
    private static String printable(String text, String remark) {
        if (text.codePoints().allMatch(PaperText::isPrintable)) {
            return text;
        }
        StringBuilder printed = new StringBuilder(text.length());
        Matcher word = WORD.matcher(text);
        int from = 0;
        boolean remarked = false;
        while (word.find()) {
            String between = text.substring(from, word.start());
            String shown = word.group().replace(REPLACED, "?");
            boolean foreign = !shown.codePoints().allMatch(PaperText::isPrintable);
            if (!foreign || !remarked || !between.isBlank()) {
                printed.append(between).append(foreign ? remark : shown);
            }
            remarked = foreign;
            from = word.end();
        }
        return printed.append(text, from, text.length()).toString();
    }

    private static boolean isPrintable(int point) {
        byte direction = Character.getDirectionality(point);
        boolean leftwards = direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        return Character.isWhitespace(point) || (!leftwards && Typeface.REGULAR.has(point) && Typeface.BOLD.has(point));
    }
}
