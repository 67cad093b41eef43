// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

/** Reads AS numbers (RFC 5396): plain decimal, with or without "AS" before it, or two halves with a dot. */
final class AsNumber {
    private static final long MAX = 0xFFFF_FFFFL;

    private AsNumber() {}

    /** The number, or -1. */
    static long parse(String text) {
        String digits = text.strip();
        if (digits.length() > 2 && digits.regionMatches(true, 0, "AS", 0, 2)) {
            digits = digits.substring(2);
        }
        int dot = digits.indexOf('.');
        if (dot >= 0) {
            long high = decimal(digits.substring(0, dot), 0xFFFF);
            long low = decimal(digits.substring(dot + 1), 0xFFFF);
            return high < 0 || low < 0 ? -1 : high << 16 | low;
        }
        return decimal(digits, MAX);
    }

    private static long decimal(String digits, long limit) {
        if (digits.isEmpty() || digits.length() > 10) {
            return -1;
        }
        long number = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number <= limit ? number : -1;
    }
}
