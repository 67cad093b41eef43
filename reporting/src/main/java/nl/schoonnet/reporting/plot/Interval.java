// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

/**
 * A range or an interval of uncertainty, both ends included, in the unit of its axis.
 *
 * @param low lower end, finite
 * @param high upper end, finite, at least {@code low}
 */
public record Interval(double low, double high) {
    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("an interval has two finite ends, the lower one first");
        }
    }
}
