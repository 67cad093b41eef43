// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.util.Optional;

/**
 * One class {@code (from, to]} of takedown times with its honest range.
 *
 * @param from the lower edge, not included
 * @param to the upper edge, included; empty for the last class, which holds all that was still there at {@code from}
 * @param sure the items that are in it for certain, {@code L >= from} and {@code R <= to}
 * @param possible the items that may be in it, {@code L < to} and {@code R > from}
 * @param all all items, of every class
 */
public record TimeClass(Duration from, Optional<Duration> to, Tally sure, Tally possible, Tally all) {
    /** The smallest share of the items that is in it, 0-1; NaN without items. */
    public double lowestShare() {
        return sure.shareOf(all);
    }

    /** The largest share of the items that may be in it, 0-1; NaN without items. */
    public double highestShare() {
        return possible.shareOf(all);
    }
}
