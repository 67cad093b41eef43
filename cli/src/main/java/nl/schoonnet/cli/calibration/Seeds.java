// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import nl.schoonnet.reporting.figures.FigureSettings;

/** Seeds that nobody picks: the first eight bytes of the SHA-256 of method version, line feed and design name. */
final class Seeds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    static long of(String design) {
        return of(FigureSettings.METHOD_VERSION, design);
    }

    static long of(String methodVersion, String design) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((methodVersion + "\n" + design).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /**
     * The seed of one replication: depends on nothing but the design's seed and the replication's number. It is an output of
     * a generator and not a state of one: states that differ by its constant step give the same stream, shifted.
     */
    static long replication(long seed, int replication) {
        return new SplittableRandom(seed + GOLDEN * replication).nextLong();
    }
}
