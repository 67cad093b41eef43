// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.InstantSource;
import nl.schoonnet.server.audit.AuditLog;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The switch that stops all looks of all vantage points; it stands in the database. */
@Service
class LookingStop {
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final InstantSource clock;

    LookingStop(JdbcClient jdbc, AuditLog audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether all looks are stopped. */
    boolean engaged() {
        return jdbc.sql("SELECT stopped FROM observation_stop ORDER BY number DESC LIMIT 1")
                .query((row, n) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    /**
     * Stops all looks, or lets them go on.
     *
     * @param reason 10 to 1,000 characters, for the audit log
     */
    @Transactional
    void turn(boolean stop, String actor, String reason) {
        if (!AuditLog.saysWhy(reason)) {
            throw LeaseFault.unusable(AuditLog.SAY_WHY);
        }
        // Its lock lets switches follow one another.
        audit.append(actor, stop ? "observation.stop" : "observation.resume", "all vantage points", reason);
        jdbc.sql("""
                INSERT INTO observation_stop (number, at, stopped, actor, reason)
                SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM observation_stop""")
                .params(Timestamp.from(clock.instant()), stop, actor, reason)
                .update();
    }
}
