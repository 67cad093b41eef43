// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of a notice: what it runs from, and since when.
 *
 * @param origin the event it runs from
 * @param at the instant of that event
 * @param obstructed whether the published abuse contact bounced, refused or was unreachable; such items stay in the
 *     provider's figures, on a line of their own
 */
public record NoticeClock(ClockOrigin origin, Instant at, boolean obstructed) {
    /** A clock of a notice that met no obstruction. */
    public NoticeClock(ClockOrigin origin, Instant at) {
        this(origin, at, false);
    }

    /**
     * The clock of the 24-hour norm. It runs from delivery; if that isn't known, from sending, and {@link #flagged()}
     * says so. Obstruction never helps: where the contact failed the clock runs from the first documented attempt, for
     * which a sending or a later delivery also counts.
     *
     * @param known the documented instants; other events than attempt, sending and delivery are not used
     * @param contactFailed whether the published abuse contact bounced, refused or was unreachable
     * @return empty if nothing of this notice is documented; nothing is guessed then
     */
    public static Optional<NoticeClock> ofNorm(Map<ClockOrigin, Instant> known, boolean contactFailed) {
        if (contactFailed) {
            return Stream.of(ClockOrigin.ATTEMPTED, ClockOrigin.SENT, ClockOrigin.DELIVERED)
                    .flatMap(origin -> Stream.ofNullable(known.get(origin)))
                    .min(Instant::compareTo)
                    .map(first -> new NoticeClock(ClockOrigin.ATTEMPTED, first, true));
        }
        ClockOrigin origin = known.containsKey(ClockOrigin.DELIVERED) ? ClockOrigin.DELIVERED : ClockOrigin.SENT;
        return Optional.ofNullable(known.get(origin)).map(at -> new NoticeClock(origin, at));
    }

    /** Whether sending had to stand for delivery, which is not known. */
    public boolean flagged() {
        return origin == ClockOrigin.SENT;
    }
}
