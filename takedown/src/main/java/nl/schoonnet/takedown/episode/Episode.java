// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.Optional;

/**
 * One stay of one notified URL, from its clock origin to its end.
 *
 * <p>The norm is judged on {@link #end()}, the first end. An item that came back within the relapse time is the same
 * episode: it was open, as far as the stock is concerned, until {@link #lastEnd()}.
 *
 * @param clock what its time runs from; a re-appearance that nobody notified runs from {@link ClockOrigin#FIRST_SEEN}
 * @param number 1 for what the first notice found, 2 and up for re-appearances after the relapse time
 * @param entry the instant from which the item could be in the data (left truncation), never before the clock origin;
 *     the clock origin itself if untruncated
 * @param end the first end
 * @param lastEnd the end after which it had not come back at the cut-off; the same as {@code end} without flapping
 * @param removal the first confirmed removal; differs from {@code end} only where the item was made inaccessible first
 * @param flaps how often it came back within the relapse time after an end
 * @param provisional whether, at the cut-off, it had been gone for less than the relapse time
 */
public record Episode(
        NoticeClock clock,
        int number,
        Instant entry,
        End end,
        End lastEnd,
        Optional<End.Removed> removal,
        int flaps,
        boolean provisional)
        implements Outcome {
    /** An episode; {@code origin <= entry <= left} of both ends. */
    public Episode {
        if (entry.isBefore(clock.at())
                || end.left().isBefore(entry)
                || lastEnd.left().isBefore(end.left())) {
            throw new IllegalArgumentException("An episode must be in order: origin, entry, first end, last end.");
        }
    }

    /** The instant from which its time runs. */
    public Instant origin() {
        return clock.at();
    }

    /** The last instant at which it was seen before the first end, or the clock origin. */
    public Instant lastAvailable() {
        return end.left();
    }

    /** Whether it could enter the data only after its clock origin. */
    public boolean truncated() {
        return entry.isAfter(clock.at());
    }

    /**
     * The end on which the norm is judged. Under {@link Counting#REMOVED} an item that was made inaccessible and later
     * removed is judged on the removal: its interval then begins at the last sighting, so it is no faster than is known.
     */
    public End judged(Counting counting) {
        boolean laterRemovalCounts = counting == Counting.REMOVED && end instanceof End.MadeInaccessible;
        return laterRemovalCounts && removal.isPresent() ? removal.get() : end;
    }
}
