// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that stands still until it is moved. Safe for many threads. */
public final class SteppingClock extends Clock {
    private volatile Instant now;

    /** Begins at an instant. */
    public SteppingClock(Instant start) {
        this.now = start;
    }

    /**
     * Moves on.
     *
     * @throws IllegalArgumentException if that would be back
     */
    public void moveTo(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalArgumentException("Time doesn't go back.");
        }
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock, whatever the zone: nothing here tells the time of day. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
