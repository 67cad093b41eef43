// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import nl.schoonnet.server.audit.AuditLog;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes items that nobody looks at: what was never notified, what the police hold, what came while nothing may be observed.
 * They count from the last that was learnt of them (a year unless set otherwise); else their addresses would be kept for ever.
 * A new notice opens them again.
 */
@Service
class Unfollowed {
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration keep;

    Unfollowed(
            JdbcClient jdbc,
            AuditLog audit,
            InstantSource clock,
            @Value("${schoonnet.retention.unfollowed:P365D}") Duration keep) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.keep = keep;
    }

    /** Closes what is due; returns how many items. */
    @Scheduled(cron = "0 7 3 * * *", zone = "Europe/Amsterdam")
    @Transactional
    public long close() {
        Instant now = clock.instant();
        long closed = jdbc.sql("""
                UPDATE item i SET closed_at = :now
                WHERE closed_at IS NULL
                  AND NOT EXISTS (SELECT FROM look_plan p WHERE p.item_id = i.item_id)
                  AND NOT EXISTS (SELECT FROM notice n WHERE n.item_id = i.item_id AND n.learnt_at >= :before)
                  AND NOT EXISTS (SELECT FROM observation o WHERE o.item_id = i.item_id AND o.learnt_at >= :before)""")
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(keep)))
                .update();
        if (closed > 0) {
            audit.append("system", "item.close", closed + " items", "nobody looks at them");
        }
        return closed;
    }
}
