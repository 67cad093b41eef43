// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.takedown.episode.ClockOrigin;

/**
 * Tells a notice that is dated in the future: nothing has happened yet that happens then, so it is a typing error, and would
 * start its clock and its looks at a wrong time.
 */
final class FutureDates {
    /** Clocks and zones that were mistaken differ by no more. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private FutureDates() {}

    /** The first column that is dated more than a day after {@code now}; empty if none is. */
    static Optional<String> column(Notice notice, Instant now) {
        Instant latest = now.plus(AHEAD);
        Instant entered = notice.enteredAt();
        if (entered != null && entered.isAfter(latest)) {
            return Optional.of("entered_at");
        }
        return notice.clocks().entrySet().stream()
                .filter(clock -> clock.getValue().isAfter(latest))
                .map(Map.Entry::getKey)
                .map(FutureDates::name)
                .findFirst();
    }

    private static String name(ClockOrigin origin) {
        return origin.name().toLowerCase(Locale.ROOT) + "_at";
    }
}
