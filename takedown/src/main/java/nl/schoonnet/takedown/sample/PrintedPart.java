// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A part as somebody printed it: so many items, being so much percent of a total that is printed too, perhaps vaguely.
 *
 * @param part the items of the part, at least 1
 * @param percent what they are of the total, above 0; the digits after the point say how it was rounded
 * @param totalAtLeast the smallest total that the words allow
 * @param totalAtMost the largest: the same for an exact total
 */
public record PrintedPart(long part, BigDecimal percent, long totalAtLeast, long totalAtMost) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Whether the three can be true together.
     *
     * @param consistent whether some total allowed by the words gives the percentage printed
     * @param impliedTotal the total that part and percentage imply, to the nearest item
     * @param impliedAtLeast the smallest total that rounding allows
     * @param impliedAtMost the largest total that rounding allows
     */
    public record Finding(boolean consistent, long impliedTotal, long impliedAtLeast, long impliedAtMost) {}

    /** @throws IllegalArgumentException if the percentage isn't one, or a count is below 1 or the totals upside down */
    public PrintedPart {
        if (part < 1
                || percent.signum() <= 0
                || !PrintedShares.isPercentage(percent)
                || totalAtLeast < 1
                || totalAtMost < totalAtLeast) {
            throw new IllegalArgumentException("A printed part needs counts, a percentage and a total.");
        }
    }

    /** Checks the three. */
    public Finding check() {
        BigDecimal half = PrintedShares.halfUnit(percent);
        BigDecimal least = percent.subtract(half);
        long impliedAtLeast = Math.max(part, total(percent.add(half), RoundingMode.CEILING));
        long impliedAtMost = least.signum() > 0 ? total(least, RoundingMode.FLOOR) : Long.MAX_VALUE;
        boolean consistent = impliedAtLeast <= totalAtMost && totalAtLeast <= impliedAtMost;
        return new Finding(consistent, total(percent, RoundingMode.HALF_UP), impliedAtLeast, impliedAtMost);
    }

    private long total(BigDecimal of, RoundingMode rounding) {
        return BigDecimal.valueOf(part)
                .multiply(HUNDRED)
                .divide(of, 0, rounding)
                .longValueExact();
    }
}
