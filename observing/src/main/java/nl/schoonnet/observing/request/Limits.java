// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.time.Duration;

/**
 * What a look may take at most. Each limit ends reading; none makes a look fail that had its answer before.
 *
 * @param connect for the connection to one address
 * @param total for the whole look: names, connections, redirects, bodies
 * @param headerBytes of one answer: status line, interim answers, fields and trailers together
 * @param headerFields of one answer
 * @param interimAnswers answers 1xx before the answer
 * @param bodyBytes of a body as sent, its framing included
 * @param decodedBytes of a body after decompression
 * @param decodedRatio how many times longer a body may get by decompression
 * @param redirects followed
 */
public record Limits(
        Duration connect,
        Duration total,
        int headerBytes,
        int headerFields,
        int interimAnswers,
        long bodyBytes,
        long decodedBytes,
        int decodedRatio,
        int redirects) {
    /** Checks ranges. */
    public Limits {
        if (!connect.isPositive() || !total.isPositive()) {
            throw new IllegalArgumentException("limits of time are positive");
        }
        if (headerBytes < 256 || headerFields < 1 || interimAnswers < 0 || redirects < 0) {
            throw new IllegalArgumentException("limits of an answer's head are out of range");
        }
        if (bodyBytes < 0 || decodedBytes < 0 || decodedRatio < 1) {
            throw new IllegalArgumentException("limits of a body are out of range");
        }
    }

    /** 10 s to connect, 30 s in all, 32 KiB and 100 fields of head, 8 MiB of body, 16 MiB decoded, 5 redirects. */
    public static Limits standard() {
        return new Limits(
                Duration.ofSeconds(10), Duration.ofSeconds(30), 32 << 10, 100, 5, 8L << 20, 16L << 20, 100, 5);
    }

    /** The same with other times. */
    public Limits withTimes(Duration connect, Duration total) {
        return new Limits(
                connect,
                total,
                headerBytes,
                headerFields,
                interimAnswers,
                bodyBytes,
                decodedBytes,
                decodedRatio,
                redirects);
    }
}
