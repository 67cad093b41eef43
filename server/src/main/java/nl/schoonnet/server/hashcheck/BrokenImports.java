// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes the facts of imports that broke off: they never count, and nobody may hold hashes for nothing. An import that isn't
 * complete after a day is taken for broken off, and can't be completed from then on. That there was one stays on record.
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

    private static final class Doomed {
        private final int source;
        private final byte[] entry;
        private final long fact;
        private final byte[] sealed;

        Doomed(int source, byte[] entry, long fact, byte[] sealed) {
            this.source = source;
            this.entry = entry;
            this.fact = fact;
            this.sealed = sealed;
        }
    }

    /** In small steps; what is interrupted goes on the next time. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void remove() {
        Timestamp before = Timestamp.from(clock.instant().minus(AFTER));
        List<Long> broken =
                jdbc.sql("""
                SELECT i.import_id FROM hash_import i WHERE i.completion IS NULL AND i.begun_at < ?
                AND (i.refusal IS NULL OR EXISTS (SELECT 1 FROM hash_fact f WHERE f.import_id = i.import_id))""").param(before).query((row, n) -> row.getLong(1)).list();
        long removed = 0;
        for (long one : broken) {
            // Whoever completes it looks at the same row: it is completed before this or not at all.
            int open = jdbc.sql("""
                    UPDATE hash_import SET refusal = coalesce(refusal, 'broken_off')
                    WHERE import_id = ? AND completion IS NULL""").param(one).update();
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
        List<Doomed> some = jdbc.sql("""
                SELECT * FROM (
                    SELECT source_id, entry_digest, fact_id, sealed FROM hash_fact WHERE import_id = ? ORDER BY fact_id LIMIT ?
                ) f ORDER BY source_id, entry_digest, fact_id""")
                .params(broken, STEP)
                .query((row, n) -> new Doomed(row.getInt(1), row.getBytes(2), row.getLong(3), row.getBytes(4)))
                .list();
        for (Doomed fact : some) {
            for (HashValue value : opened(fact)) {
                jdbc.sql("""
                        DELETE FROM hash_naming
                        WHERE value_digest = ? AND source_id = ? AND entry_digest = ? AND fact_id = ?""")
                        .params(Arrays.asList(
                                SealedHashes.digest(keys, value).bytes(), fact.source, fact.entry, fact.fact))
                        .update();
            }
            jdbc.sql("DELETE FROM hash_fact WHERE source_id = ? AND entry_digest = ? AND fact_id = ?")
                    .params(Arrays.asList(fact.source, fact.entry, fact.fact))
                    .update();
        }
        return some.size();
    }

    /** One that doesn't open leaves digests behind that lead nowhere. */
    private List<HashValue> opened(Doomed fact) {
        try {
            return SealedHashes.open(keys, fact.sealed, fact.source, fact.fact);
        } catch (KeyException e) {
            return List.of();
        }
    }
}
