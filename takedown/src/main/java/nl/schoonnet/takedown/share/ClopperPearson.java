// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * The exact interval for a share of few independent items (Clopper and Pearson 1934): never too short, mostly too long.
 * For the list of small providers; elsewhere {@link ShareInterval}.
 */
public final class ClopperPearson {
    private ClopperPearson() {}

    /** The interval for {@code within} of {@code items}, {@code 0 <= within <= items}, {@code items >= 1}. */
    public static Interval interval(long within, long items, double level) {
        if (within < 0 || within > items || items < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "No interval for " + within + " of " + items + " items, level " + level + ".");
        }
        double tail = (1 - level) / 2;
        double low =
                within == 0 ? 0 : new BetaDistribution(within, items - within + 1.0).inverseCumulativeProbability(tail);
        double high = within == items
                ? 1
                : new BetaDistribution(within + 1.0, items - within).inverseCumulativeProbability(1 - tail);
        return new Interval(low, high);
    }
}
