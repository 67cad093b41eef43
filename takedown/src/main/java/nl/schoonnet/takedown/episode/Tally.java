// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/**
 * How many items, and how much they weigh; without weights the two are equal.
 *
 * @param items a count
 * @param weight the sum of their weights
 */
public record Tally(long items, double weight) {
    /** No items. */
    public static final Tally NONE = new Tally(0, 0);

    Tally plus(double itemWeight) {
        return new Tally(items + 1, weight + itemWeight);
    }

    /** Both together. */
    public Tally plus(Tally other) {
        return new Tally(items + other.items, weight + other.weight);
    }

    /** This weight as a share of another, 0-1; NaN if the other is zero. */
    public double shareOf(Tally all) {
        return weight / all.weight;
    }
}
