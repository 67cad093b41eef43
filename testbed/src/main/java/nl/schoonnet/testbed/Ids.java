// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.SplittableRandom;

/** Identifiers that mean nothing: random hexadecimal digits. */
final class Ids {
    private static final String DIGITS = "0123456789abcdef";

    private Ids() {}

    static String hexadecimal(SplittableRandom random, int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(DIGITS.charAt(random.nextInt(16)));
        }
        return text.toString();
    }
}
