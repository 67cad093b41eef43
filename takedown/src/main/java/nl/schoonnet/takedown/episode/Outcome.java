// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;

/** What became of a notified item: an episode that is measured, or a line of the funnel. */
public sealed interface Outcome permits Episode, Outcome.GoneBeforeNotice, Outcome.NeverLooked {
    /** The clock of the notice. */
    NoticeClock clock();

    /**
     * The item had been found gone before (or at) the notice and was still not there after it. In the funnel only.
     *
     * @param found the first look that found it gone
     * @param reason the reason of that look
     */
    record GoneBeforeNotice(NoticeClock clock, Instant found, Reason reason) implements Outcome {}

    /**
     * No look between notice and cut-off said anything. In the funnel only.
     *
     * @param looks how many looks there were, all of them {@link Verdict#UNKNOWN}; 0 if nobody looked
     */
    record NeverLooked(NoticeClock clock, int looks) implements Outcome {}
}
