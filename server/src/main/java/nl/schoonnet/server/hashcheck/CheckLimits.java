// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** How much a holder of keys may ask, how fast, and whether it gropes. What was asked is forgotten at a restart; a stop isn't. */
@Component
class CheckLimits {
    private static final Logger LOG = LoggerFactory.getLogger(CheckLimits.class);
    private static final int LARGEST_BINARY = 100_000;
    private static final int LARGEST_BATCH = 10_000;
    private static final int PERCEPTUAL_PER_DAY = 1_000_000;
    private static final int SHARE_OF_HEAP = 8;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final AccessKeys keys;
    private final InstantSource clock;
    private final double digestsPerSecond;
    private final double perceptualPerSecond;
    private final ProbingGuard guard =
            new ProbingGuard(PERCEPTUAL_PER_DAY, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / ProbingGuard.BYTES);

    /** By holder: who renews a key may ask no more by it. */
    private final Map<String, TokenBucket> digests = new ConcurrentHashMap<>();

    private final Map<String, TokenBucket> perceptual = new ConcurrentHashMap<>();

    /** Holders: all of their keys stop, one that replaces the stopped one too. */
    private volatile Set<String> stopped = Set.of();

    CheckLimits(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            AuditLog audit,
            AccessKeys keys,
            InstantSource clock,
            @Value("${schoonnet.hashcheck.digests-per-second:1000000}") double digestsPerSecond,
            @Value("${schoonnet.hashcheck.perceptual-per-second:200}") double perceptualPerSecond) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
        this.keys = keys;
        this.clock = clock;
        this.digestsPerSecond = digestsPerSecond;
        this.perceptualPerSecond = perceptualPerSecond;
    }

    /**
     * Lets questions in.
     *
     * @throws HashcheckException if the holder was stopped, or asks faster than it may
     */
    void admit(Caller caller, long exact, long near) {
        requireNotStopped(caller);
        take(digests, caller, exact, digestsPerSecond, LARGEST_BINARY);
        take(perceptual, caller, near, perceptualPerSecond, LARGEST_BATCH);
    }

    private void requireNotStopped(Caller caller) {
        if (stopped.contains(caller.holder())) {
            throw stopped();
        }
    }

    private static HashcheckException stopped() {
        return new HashcheckException(
                "stopped",
                "This key was stopped: its holder asked for too many perceptual hashes near one another. Nothing was"
                        + " checked; an administrator of the service can let it go on.");
    }

    private void take(Map<String, TokenBucket> buckets, Caller caller, long wanted, double rate, double largest) {
        if (wanted == 0) {
            return;
        }
        Instant now = clock.instant();
        Duration wait = buckets.computeIfAbsent(
                        caller.holder(), none -> new TokenBucket(rate, Math.max(rate, largest), now))
                .take((double) wanted, now);
        if (!wait.isZero()) {
            throw HashcheckException.later(
                    "too_fast",
                    wait,
                    "Nothing was checked: this key and others of its holder ask faster than they may. Ask again after the time that Retry-After"
                            + " tells, or ask the service for more.");
        }
    }

    /**
     * How a perceptual question may be answered.
     *
     * @return never {@link ProbingGuard.Ruling#STOP}
     * @throws HashcheckException if it stops the key
     */
    ProbingGuard.Ruling rule(Caller caller, PdqHash question) {
        ProbingGuard.Ruling ruling = guard.ask(caller.holder(), question, clock.instant());
        if (ruling == ProbingGuard.Ruling.STOP) {
            stop(caller);
            throw stopped();
        }
        return ruling;
    }

    /** A perceptual question was answered with a match. */
    void matched(Caller caller, PdqHash question) {
        guard.matched(caller.holder(), question);
    }

    private synchronized void stop(Caller caller) {
        if (stopped.contains(caller.holder())) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        transaction.executeWithoutResult(status -> {
            jdbc.sql("INSERT INTO check_stop (key_id, stopped_at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                    .params(caller.keyId(), now)
                    .update();
            audit.append(
                    "system",
                    "checks.stop",
                    "key " + caller.keyId(),
                    ProbingGuard.MOST + " perceptual hashes near one another were asked for in a day");
        });
        LOG.warn("A key was stopped: it asked for {} perceptual hashes near one another in a day", ProbingGuard.MOST);
        reread();
    }

    /**
     * Lets a stopped key go on.
     *
     * @throws HashcheckException without a reason, if the key isn't stopped, or to the holder of it
     */
    void release(String keyId, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        transaction.executeWithoutResult(status -> {
            int released = jdbc.sql("UPDATE check_stop SET released_at = ? WHERE key_id = ? AND released_at IS NULL")
                    .params(Timestamp.from(clock.instant()), keyId)
                    .update();
            if (released == 0) {
                throw new HashcheckException("no_stop", "No key of that identifier is stopped.");
            }
            if (keys.sameHolder(keyId, actor)) {
                throw new HashcheckException("own_stop", "Nobody lets a key of their own go on: ask a colleague.");
            }
            audit.append(actor, "checks.release", "key " + keyId, reason);
        });
        keys.holders(Set.of(keyId)).forEach(guard::forget);
        reread();
    }

    /** Stops by other processes are seen by asking. */
    void follow() {
        try {
            reread();
            guard.forget(clock.instant());
        } catch (DataAccessException e) {
            // The health page tells that the database is away; known stops stay.
            LOG.debug("Stops can't be read", e);
        }
    }

    private void reread() {
        stopped = keys.holders(jdbc.sql("SELECT DISTINCT key_id FROM check_stop WHERE released_at IS NULL")
                .query((row, n) -> row.getString(1))
                .list());
    }
}
