// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.input;

/** Texts of strangers in tables that people open with a spreadsheet. */
public final class SpreadsheetText {
    private SpreadsheetText() {}

    /** What {@link #harmless} was given, of a field that a spreadsheet or its reader gives back. */
    public static String original(String text) {
        return text.startsWith("'") && harmless(text.substring(1)).equals(text) ? text.substring(1) : text;
    }

    /** OWASP, "CSV Injection": a field that starts with one of these may be run as a formula; an apostrophe before it helps. */
    public static String harmless(String text) {
        if (text.isEmpty()) {
            return text;
        }
        return switch (text.charAt(0)) {
            case '=', '+', '-', '@', '|', '%', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> "'" + text;
            default -> text;
        };
    }
}
