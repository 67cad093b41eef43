// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.time.Instant;
import java.util.Optional;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.Scene;

/**
 * One look that was made, beside what was true.
 *
 * @param at when it began
 * @param address that answered, as text; empty if none did
 * @param scene what was the case at that instant, as this vantage point meets it
 * @param told the code that a perfect look of that depth would give, by a vantage point that knows what this one knows; empty
 *     if it can't be told
 */
record Sighting(
        Item item,
        Instant at,
        String vantage,
        Judgement judgement,
        Optional<String> address,
        Scene scene,
        Optional<Reason> told) {
    /** What it says, if it says anything. */
    Optional<Reason> reason() {
        return judgement.observed();
    }
}
