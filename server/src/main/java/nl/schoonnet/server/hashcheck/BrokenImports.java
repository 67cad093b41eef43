// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes the facts of imports that broke off and of orders that were dropped: they never count, and nobody may hold hashes for
 * nothing. An import that isn't complete after a day, and doesn't wait for a second person, is taken for broken off, and can't
 * be completed from then on. That there was one stays on record.
 */
@Component
class BrokenImports {
    private static final Logger LOG = LoggerFactory.getLogger(BrokenImports.class);
    private static final Duration AFTER = Duration.ofHours(24);
    private static final int STEP = 2_000;

    private final JdbcClient jdbc;
    private final Keys keys;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    BrokenImports(JdbcClient jdbc, Keys keys, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** In small steps; what is interrupted goes on the next time. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void remove() {
        Timestamp before = Timestamp.from(clock.instant().minus(AFTER));
        List<Long> broken =
                jdbc.sql("""
                SELECT i.import_id FROM hash_import i WHERE i.completion IS NULL AND NOT i.waiting
                AND (i.begun_at < ? OR i.refusal = 'dropped')
                AND (i.refusal IS NULL OR EXISTS (SELECT 1 FROM hash_fact f WHERE f.import_id = i.import_id))""").param(before).query((row, n) -> row.getLong(1)).list();
        long removed = 0;
        for (long one : broken) {
            // Whoever completes it looks at the same row: it is completed before this or not at all.
            int open = jdbc.sql("""
                    UPDATE hash_import SET refusal = coalesce(refusal, 'broken_off')
                    WHERE import_id = ? AND completion IS NULL AND NOT waiting""").param(one).update();
            for (int some = open == 0 ? 0 : STEP; some == STEP; ) {
                Integer gone = transaction.execute(status -> remove(one));
                some = gone;
                removed += gone;
            }
        }
        if (removed > 0) {
            LOG.info("Removed {} facts of {} imports of hash lists that broke off", removed, broken.size());
        }
    }

    /** In the order in which facts are resealed: two that lock rows in different orders would wait for each other. */
    private int remove(long broken) {
        List<StoredFact> some = jdbc.sql("""
                SELECT * FROM (
                    SELECT source_id, entry_digest, fact_id, sealed FROM hash_fact WHERE import_id = ? ORDER BY fact_id LIMIT ?
                ) f ORDER BY source_id, entry_digest, fact_id""")
                .params(broken, STEP)
                .query((row, n) -> new StoredFact(row.getInt(1), row.getBytes(2), row.getLong(3), row.getBytes(4)))
                .list();
        some.forEach(fact -> fact.remove(jdbc, keys));
        return some.size();
    }
}
