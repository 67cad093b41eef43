// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.schoonnet.takedown.episode.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The run of absences of an item at one vantage point, as far as the schedule needs it (MEASUREMENT.md section 1).
 *
 * @param since the first absence that nothing contradicted since; null if there is none
 * @param confirmed whether a second one confirmed it
 */
record AbsenceRun(@Nullable Instant since, boolean confirmed) {
    static final AbsenceRun NONE = new AbsenceRun(null, false);

    /** An absence can be confirmed for so long. */
    private static final Duration CONFIRM_WITHIN = Duration.ofDays(2);

    /** The run after one more look. */
    AbsenceRun after(Instant at, Verdict verdict) {
        return switch (verdict) {
            case AVAILABLE, MOVED -> NONE;
            case ABSENT -> absent(at);
            case RESTRICTED, UNKNOWN -> confirmed || (since != null && within(since, at)) ? this : NONE;
        };
    }

    private AbsenceRun absent(Instant at) {
        if (since == null || (!confirmed && !within(since, at))) {
            return new AbsenceRun(at, false);
        }
        return new AbsenceRun(
                since, confirmed || Duration.between(since, at).compareTo(LookSchedule.CONFIRM_AFTER) >= 0);
    }

    private static boolean within(Instant since, Instant at) {
        return Duration.between(since, at).compareTo(CONFIRM_WITHIN) <= 0;
    }

    LookSchedule.Standing standing() {
        if (since == null) {
            return LookSchedule.Standing.OPEN;
        }
        return confirmed ? LookSchedule.Standing.GONE : LookSchedule.Standing.TO_CONFIRM;
    }

    Optional<Instant> goneSince() {
        return Optional.ofNullable(since);
    }
}
