// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import java.time.Duration;

/**
 * How much a file may ask for.
 *
 * @param bytes of the file, 1 or more
 * @param pixels rows times columns, 1 or more
 * @param memory bytes that decoding one file may take for its pixels, in the heap and beside it, 1 or more
 * @param time to decode it, by the clock; decoders are asked to stop when it has passed, so that it is kept within a part of a
 *     second. Code outside Java isn't interrupted: there the limits of pixels and of passes over them hold
 */
public record Limits(int bytes, int pixels, long memory, Duration time) {
    /** Checks the ranges. */
    public Limits {
        if (bytes < 1 || pixels < 1 || memory < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("Limits of a file are above zero.");
        }
    }

    /** 32 MiB, 50 million pixels, 256 MiB, 10 seconds. */
    public static Limits standard() {
        return new Limits(32 << 20, 50_000_000, 256L << 20, Duration.ofSeconds(10));
    }
}
