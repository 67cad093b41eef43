// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a fault that comes again and again is told: at once, then after a minute, and after twice as long each time, up to an
 * hour. One that stayed away for longer than ten minutes is a new one. Safe for use by many threads.
 */
final class LastingFault {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration OVER = Duration.ofMinutes(10);

    private @Nullable Instant last;
    private Instant told = Instant.EPOCH;
    private Duration pause = FIRST;

    /** Whether this one is told. */
    synchronized boolean isToTell(Instant now) {
        Instant before = last;
        last = now;
        boolean isNew = before == null || now.isBefore(before) || now.isAfter(before.plus(OVER));
        if (isNew) {
            pause = FIRST;
        } else if (now.isBefore(told.plus(pause))) {
            return false;
        } else {
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
        told = now;
        return true;
    }
}
