// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes items that no look saw and no notice asked for in a year, unless set otherwise: what the police hold, what came while
 * nothing may be observed, what hides behind a wall or a host that never answers again. Else their addresses would be kept for
 * ever. A new notice opens them again.
 */
@Service
class Unseen {
    private static final String[] SEEN = Arrays.stream(Reason.values())
            .filter(reason -> reason.verdict() == Verdict.AVAILABLE)
            .map(Reason::name)
            .toArray(String[]::new);

    private final JdbcClient jdbc;
    private final Plans plans;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration keep;

    Unseen(
            JdbcClient jdbc,
            Plans plans,
            AuditLog audit,
            InstantSource clock,
            @Value("${schoonnet.retention.unseen:P365D}") Duration keep) {
        this.jdbc = jdbc;
        this.plans = plans;
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
                  AND NOT EXISTS (SELECT FROM notice n WHERE n.item_id = i.item_id AND n.learnt_at >= :before)
                  AND NOT EXISTS (SELECT FROM observation o
                                  WHERE o.item_id = i.item_id AND o.at >= :before AND o.reason = ANY (:seen))""")
                .param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(keep)))
                .param("seen", SEEN)
                .update();
        if (closed > 0) {
            plans.forgetClosed();
            audit.append("system", "item.close", closed + " items", "not seen for long");
        }
        return closed;
    }
}
