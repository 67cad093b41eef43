// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.testbench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves by hand. */
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves on. */
    public void pass(Duration time) {
        now = now.plus(time);
    }
}
