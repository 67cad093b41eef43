// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.document;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for machines: at most 10 significant digits, a point, no thousands separator. */
final class Digits {
    private static final MathContext TEN = new MathContext(10, RoundingMode.HALF_EVEN);

    private Digits() {}

    static BigDecimal decimal(double number) {
        return number == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(number).round(TEN).stripTrailingZeros();
    }

    /** Between 1e-6 and 1e15 in full, beyond with an exponent: readable, and every reader takes both. */
    static String written(double number) {
        double size = Math.abs(number);
        boolean plain = size == 0 || (size >= 1e-6 && size < 1e15);
        return plain ? decimal(number).toPlainString() : decimal(number).toString();
    }
}
