// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.time.Duration;
import java.util.function.LongSupplier;
import javax.imageio.IIOException;

/** The moment at which decoding has to have ended. */
final class Deadline {
    private final LongSupplier nanoTime;
    private final long start;
    private final long nanos;

    Deadline(LongSupplier nanoTime, Duration time) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.nanos = time.toNanos();
    }

    boolean hasPassed() {
        return nanoTime.getAsLong() - start > nanos;
    }

    void check() throws PassedException {
        if (hasPassed()) {
            throw new PassedException();
        }
    }

    /** Stops a decoder where it reads. */
    static final class PassedException extends IIOException {
        private static final long serialVersionUID = 1;

        PassedException() {
            super("The time for a file has passed.");
        }
    }
}
