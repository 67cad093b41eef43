// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one notified URL. The order of notices and looks carries no meaning.
 *
 * @param notices the clocks of the notices about it, at least one
 * @param entry where the item could enter the data only because it was there at some look: the instant of that look.
 *     It counts as a sighting
 * @param looks the looks, also those before the notice
 */
public record History(List<NoticeClock> notices, Optional<Instant> entry, List<Observation> looks) {
    /** Of two clocks at one instant the one that says more comes first: a delivery before a sending. */
    private static final Comparator<NoticeClock> ORDER = Comparator.comparing(NoticeClock::at)
            .thenComparing(NoticeClock::origin, Comparator.reverseOrder())
            .thenComparing(NoticeClock::obstructed);

    /**
     * A history; the lists are copied and the notices sorted.
     *
     * @throws IllegalArgumentException if there is no notice
     */
    public History {
        if (notices.isEmpty()) {
            throw new IllegalArgumentException("A history needs the clock of at least one notice.");
        }
        notices = notices.stream().sorted(ORDER).toList();
        looks = List.copyOf(looks);
    }

    /** One notice, no left truncation. */
    public static History of(NoticeClock notice, List<Observation> looks) {
        return new History(List.of(notice), Optional.empty(), looks);
    }

    /** The same history of an item that is only in the data because it was there at {@code instant}. */
    public History enteredAt(Instant instant) {
        return new History(notices, Optional.of(instant), looks);
    }

    /** The same history with one more notice about the same URL. */
    public History notifiedAgain(NoticeClock notice) {
        List<NoticeClock> more = new ArrayList<>(notices);
        more.add(notice);
        return new History(more, entry, looks);
    }
}
