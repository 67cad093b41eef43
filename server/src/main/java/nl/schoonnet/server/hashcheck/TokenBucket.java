// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Duration;
import java.time.Instant;

/** So many a second, and once in a while more at once. A clock that is set back gives nothing. Safe for use by many threads. */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double most;
    private double tokens;
    private Instant at;

    /**
     * A full bucket.
     *
     * @param perSecond how fast it fills
     * @param most how much it holds
     */
    TokenBucket(double perSecond, double most, Instant now) {
        this.perSecond = perSecond;
        this.most = most;
        this.tokens = most;
        this.at = now;
    }

    /**
     * Takes tokens, all or none.
     *
     * @param wanted at most what the bucket holds
     * @return how long to wait before there are as many; zero if they were taken
     */
    synchronized Duration take(double wanted, Instant now) {
        if (now.isAfter(at)) {
            Duration passed = Duration.between(at, now);
            tokens = Math.min(most, tokens + (passed.getSeconds() + passed.getNano() / NANOS) * perSecond);
        }
        at = now;
        if (wanted <= tokens) {
            tokens -= wanted;
            return Duration.ZERO;
        }
        return Duration.ofMillis((long) Math.ceil(1_000 * (wanted - tokens) / perSecond));
    }
}
