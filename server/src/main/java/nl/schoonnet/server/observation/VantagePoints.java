// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.server.audit.AuditLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Who looks, when each last gave a sign of life, and when it was blind. */
@Service
class VantagePoints {
    /** A sign of life is written at most so often. */
    private static final Duration NOTED = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Plans plans;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    VantagePoints(
            JdbcClient jdbc, TransactionOperations transactions, Plans plans, AuditLog audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.plans = plans;
        this.audit = audit;
        this.clock = clock;
    }

    /** Notes a sign of life; the first one lets a vantage point join. */
    void contact(String vantage) {
        Instant now = clock.instant();
        Instant last = noted.get(vantage);
        if (last != null && !now.isBefore(last) && Duration.between(last, now).compareTo(NOTED) < 0) {
            return;
        }
        jdbc.sql("""
                INSERT INTO vantage (name, joined_at, contact_at) VALUES (:name, :now, :now)
                ON CONFLICT (name) DO UPDATE SET contact_at = excluded.contact_at, left_at = NULL""").param("name", vantage).param("now", Timestamp.from(now)).update();
        noted.put(vantage, now);
    }

    /**
     * It leaves: nothing of it is planned any more.
     *
     * @param actor who says so, for the audit log
     * @return false if there is no such vantage point
     */
    boolean leave(String vantage, String actor) {
        Boolean left = transactions.execute(status -> {
            int rows = jdbc.sql("UPDATE vantage SET left_at = ? WHERE name = ? AND left_at IS NULL")
                    .params(Timestamp.from(clock.instant()), vantage)
                    .update();
            if (rows > 0) {
                plans.forget(vantage);
                audit.append(actor, "vantage.leave", "vantage point " + vantage, "");
            }
            return rows > 0;
        });
        noted.remove(vantage);
        return Boolean.TRUE.equals(left);
    }

    /** Whether it can't see at the moment. */
    boolean isBlind(String vantage) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM vantage_blind WHERE vantage = ? AND until IS NULL)")
                .param(vantage)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** Writes when it was blind. A span that lasts according to us and isn't told any more has ended. */
    void tell(String vantage, List<BlindSpan> spans) {
        if (spans.isEmpty() && !isBlind(vantage)) {
            return;
        }
        transactions.executeWithoutResult(status -> {
            // Whoever takes in looks of this vantage point meanwhile is waited for, and waits.
            jdbc.sql("SELECT FROM vantage WHERE name = ? FOR UPDATE")
                    .param(vantage)
                    .query(row -> {});
            Timestamp now = Timestamp.from(clock.instant());
            for (BlindSpan span : spans) {
                boolean added = jdbc.sql("""
                        INSERT INTO vantage_blind (vantage, since, learnt_at) VALUES (?, ?, ?)
                        ON CONFLICT (vantage, since) DO NOTHING""")
                                .params(vantage, Timestamp.from(span.since()), now)
                                .update()
                        == 1;
                span.until().ifPresent(until -> end(vantage, span.since(), until));
                if (added) {
                    plans.disbelieve(vantage, span.since());
                }
            }
            boolean lasts = spans.stream().anyMatch(span -> span.until().isEmpty());
            if (!lasts) {
                jdbc.sql("""
                        UPDATE vantage_blind SET until = greatest(since, :now), ended_at = :now
                        WHERE vantage = :vantage AND until IS NULL""").param("now", now).param("vantage", vantage).update();
            }
        });
    }

    private void end(String vantage, Instant since, Instant until) {
        jdbc.sql("""
                UPDATE vantage_blind SET until = ?, ended_at = ? WHERE vantage = ? AND since = ? AND until IS NULL""")
                .params(Timestamp.from(until), Timestamp.from(clock.instant()), vantage, Timestamp.from(since))
                .update();
    }
}
