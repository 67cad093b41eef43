// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import nl.schoonnet.reporting.text.CleanText;

/**
 * One column of a table.
 *
 * @param key name in the CSV file, lower_snake_case, without a unit suffix where {@code unit} says it
 * @param heading what the reader sees
 * @param kind how its cells are printed
 * @param range whether its cells are ranges; the CSV file then has two columns, {@code key_low} and {@code key_high}
 * @param unit printed behind the heading; empty where the numbers show it
 * @param decimals digits behind the decimal mark as printed (CSV has all)
 */
public record Column(String key, String heading, Kind kind, boolean range, String unit, int decimals) {
    /** How cells are printed. */
    public enum Kind {
        TEXT,
        /** Whole numbers with thousands separators. */
        COUNT,
        /** 0-1, printed as per cent; 0-1 in CSV. */
        SHARE,
        /** Hours, printed as hours up to three days and as days beyond; hours in CSV. */
        HOURS,
        NUMBER
    }

    public Column {
        heading = CleanText.line(heading);
        unit = CleanText.line(unit);
        if (!key.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("a column's key is lower_snake_case");
        }
        if (kind == Kind.TEXT && range) {
            throw new IllegalArgumentException("words have no range");
        }
    }

    public static Column text(String key, String heading) {
        return new Column(key, heading, Kind.TEXT, false, "", 0);
    }

    public static Column count(String key, String heading) {
        return new Column(key, heading, Kind.COUNT, false, "", 0);
    }

    public static Column countRange(String key, String heading) {
        return new Column(key, heading, Kind.COUNT, true, "", 0);
    }

    /** Printed with one decimal. */
    public static Column share(String key, String heading) {
        return new Column(key, heading, Kind.SHARE, false, "", 1);
    }

    /** Printed with one decimal. */
    public static Column shareRange(String key, String heading) {
        return new Column(key, heading, Kind.SHARE, true, "", 1);
    }

    public static Column hours(String key, String heading) {
        return new Column(key, heading, Kind.HOURS, false, "", 1);
    }

    public static Column hoursRange(String key, String heading) {
        return new Column(key, heading, Kind.HOURS, true, "", 1);
    }

    public static Column number(String key, String heading, String unit, int decimals) {
        return new Column(key, heading, Kind.NUMBER, false, unit, decimals);
    }

    public static Column numberRange(String key, String heading, String unit, int decimals) {
        return new Column(key, heading, Kind.NUMBER, true, unit, decimals);
    }
}
