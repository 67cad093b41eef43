// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;

/**
 * What is certain about one norm, and what isn't (MEASUREMENT.md section 2).
 *
 * <p>Every item is in exactly one of the five tallies. An item that was still there at the norm is <em>sure beyond</em>
 * whatever became of it later: leaving after the norm doesn't undo that. An item whose other end may have come before
 * the norm is in the class of that end; it might have been there at the norm, so {@link #possibleBeyond()} holds it.
 *
 * @param norm the longest time allowed, counted from the clock origin
 * @param sureWithin taken down, {@code R <= norm}
 * @param sureBeyond still there at the norm, {@code L >= norm}
 * @param undecided taken down or right-censored, and the norm lies inside the interval
 * @param moved with another party, last seen with the first one before the norm
 * @param inaccessible made inaccessible, last seen before the norm; empty where that counts as takedown
 * @param possibleBeyond all items with {@code R > norm}, or none
 * @param all all items
 */
public record NormSplit(
        Duration norm,
        Tally sureWithin,
        Tally sureBeyond,
        Tally undecided,
        Tally moved,
        Tally inaccessible,
        Tally possibleBeyond,
        Tally all) {
    /** All that may have been taken down within the norm. */
    public Tally possibleWithin() {
        return sureWithin.plus(undecided);
    }

    /** The smallest share that was taken down within the norm, 0-1; NaN without items. */
    public double lowestShareWithin() {
        return sureWithin.shareOf(all);
    }

    /** The largest share that may have been, 0-1; NaN without items. */
    public double highestShareWithin() {
        return possibleWithin().shareOf(all);
    }
}
