// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A time in which a vantage point saw nothing, not even its control sites: what it reported then isn't believed.
 *
 * @param since when it last saw them
 * @param until when it saw them again; empty as long as it doesn't
 */
public record BlindSpan(Instant since, Optional<Instant> until) {
    /** Cuts moments off at the microsecond. */
    public BlindSpan {
        since = since.truncatedTo(ChronoUnit.MICROS);
        until = until.map(at -> at.truncatedTo(ChronoUnit.MICROS));
        if (until.isPresent() && until.get().isBefore(since)) {
            throw new IllegalArgumentException("A span doesn't end before it begins.");
        }
    }
}
