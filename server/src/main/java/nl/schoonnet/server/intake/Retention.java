// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import nl.schoonnet.server.audit.AuditLog;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases addresses some time after their item was closed (90 days unless set otherwise): what remains is the keyed digest, by
 * which a return is still known, and the facts that hold no address.
 */
@Service
public class Retention {
    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration keepAddresses;

    Retention(
            JdbcClient jdbc,
            AuditLog audit,
            InstantSource clock,
            @Value("${schoonnet.retention.address:P90D}") Duration keepAddresses) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.keepAddresses = keepAddresses;
    }

    /** Erases what is due; returns how many items lost their address. */
    @Scheduled(cron = "0 17 3 * * *", zone = "Europe/Amsterdam")
    @Transactional
    public long erase() {
        Timestamp before = Timestamp.from(clock.instant().minus(keepAddresses));
        // Items before their notices, in the order of Resealing: else each could wait for the other.
        long erased =
                jdbc.sql("""
                UPDATE item SET address = NULL, erased_at = ? WHERE item_id IN
                    (SELECT item_id FROM item WHERE closed_at < ? AND erased_at IS NULL ORDER BY item_id FOR UPDATE)""").params(Timestamp.from(clock.instant()), before).update();
        jdbc.sql("""
                UPDATE notice SET sealed = NULL WHERE sealed IS NOT NULL AND item_id IN
                    (SELECT item_id FROM item WHERE erased_at IS NOT NULL)""").update();
        if (erased > 0) {
            audit.append("system", "address.erase", erased + " items", "retention");
        }
        return erased;
    }
}
