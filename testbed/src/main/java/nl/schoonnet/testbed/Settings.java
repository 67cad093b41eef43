// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

/**
 * What to generate.
 *
 * @param seed the only source of randomness: same seed, same files
 * @param items about how many items are notified in the year, 400 to 100,000; relapses come on top
 */
public record Settings(long seed, int items) {
    private static final int FEWEST = 400;
    private static final int MOST = 100_000;

    /** Settings within the limits. */
    public Settings {
        if (items < FEWEST || items > MOST) {
            throw new IllegalArgumentException(
                    "A synthetic year has " + FEWEST + " to " + MOST + " items; " + items + " were asked.");
        }
    }

    /** The year of the demonstration: 12,000 items. */
    public static Settings demo(long seed) {
        return new Settings(seed, 12_000);
    }

    /** A year for tests: 600 items, in which every kind of event still happens. */
    public static Settings small(long seed) {
        return new Settings(seed, 600);
    }
}
