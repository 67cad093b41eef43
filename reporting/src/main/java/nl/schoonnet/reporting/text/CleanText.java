// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.text;

/**
 * Text from outside, made safe to set beside other text: without control characters, without characters that turn the
 * writing direction (they can make a name read as another one), and well-formed, so that every output format can hold it.
 */
public final class CleanText {
    private CleanText() {}

    /** One line: every run of white space, line ends included, becomes one space; ends are trimmed. */
    public static String line(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isSpace(point)) {
                space = true;
            } else {
                if (space && !clean.isEmpty()) {
                    clean.append(' ');
                }
                space = false;
                clean.appendCodePoint(isUnsafe(point) ? 0xFFFD : point);
            }
        }
        return clean.toString();
    }

    private static boolean isSpace(int point) {
        return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    /** Controls, bidirectional formatting, invisible joiners, lone surrogates and noncharacters. */
    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
            case Character.FORMAT -> point != 0x00AD; // every format character but the soft hyphen
            default -> false;
        };
    }
}
