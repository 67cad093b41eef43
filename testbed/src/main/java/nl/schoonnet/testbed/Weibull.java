// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

/**
 * Weibull times by their shape and the share that has ended within 24 hours: F(t) = 1 - (1 - F(24))^((t/24)^shape).
 *
 * <p>{@code StrictMath}, so that files are the same on every machine.
 */
record Weibull(double shape, double within24Hours) {
    private static final double DAY = 24;

    Weibull {
        if (!(shape > 0 && shape < 100) || !(within24Hours > 0 && within24Hours < 1)) {
            throw new IllegalArgumentException(
                    "A Weibull time needs a shape in (0, 100) and a share in (0, 1); they are " + shape + " and "
                            + within24Hours + ".");
        }
    }

    /** The share that has ended within {@code hours}. */
    double shareWithin(double hours) {
        return -StrictMath.expm1(StrictMath.log1p(-within24Hours) * StrictMath.pow(hours / DAY, shape));
    }

    /** The hours at which a share {@code u} in [0, 1) has ended. */
    double hoursAt(double u) {
        return DAY * StrictMath.pow(StrictMath.log1p(-u) / StrictMath.log1p(-within24Hours), 1 / shape);
    }
}
