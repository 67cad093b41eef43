// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Duration;

/** How a worker waits; a clock that runs faster than real time has shorter pauses. */
@FunctionalInterface
public interface Pauses {
    /** Waits so long, by the worker's clock. */
    void pause(Duration time) throws InterruptedException;

    /** By real time. */
    static Pauses real() {
        return Thread::sleep;
    }
}
