// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.util.List;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives everything that is sealed to the newest key, in the background and in small steps: what an earlier key sealed can be
 * read meanwhile, and a step that was broken off is done again.
 */
@Service
public class Resealing {
    private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);
    private static final int STEP = 500;

    private final JdbcClient jdbc;
    private final Keys keys;
    private final AuditLog audit;
    private final TransactionTemplate transaction;

    Resealing(JdbcClient jdbc, Keys keys, AuditLog audit, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** From now on a new key seals; what is there is given to it in the background. */
    public void rotate(String actor) {
        transaction.executeWithoutResult(status -> audit.append(actor, "vault.rotate", "keys", ""));
        int newest = keys.rotate();
        jdbc.sql("UPDATE key_fingerprint SET sealing_key = ?").param(newest).update();
    }

    /** How many sealed values an earlier key still holds. */
    public long left() {
        return jdbc.sql("""
                SELECT (SELECT count(*) FROM item WHERE address IS NOT NULL AND sealed_with <> :key)
                     + (SELECT count(*) FROM notice WHERE sealed IS NOT NULL AND sealed_with <> :key)
                     + (SELECT count(*) FROM resolution WHERE names IS NOT NULL AND sealed_with <> :key)
                     + (SELECT count(*) FROM expectation WHERE sealed_with <> :key)""").param("key", keys.sealingKey()).query(Long.class).single();
    }

    /** Gives everything to the newest key; returns when nothing is left. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    public void work() {
        long done = 0;
        long item = 0;
        while (true) {
            List<Long> next = jdbc.sql("""
                    SELECT i.item_id FROM item i
                    WHERE i.item_id > :from
                      AND (   (i.address IS NOT NULL AND i.sealed_with <> :key)
                           OR EXISTS (SELECT 1 FROM notice n WHERE n.item_id = i.item_id
                                      AND n.sealed IS NOT NULL AND n.sealed_with <> :key))
                    ORDER BY i.item_id LIMIT :step""")
                    .param("from", item)
                    .param("key", keys.sealingKey())
                    .param("step", STEP)
                    .query((row, n) -> row.getLong(1))
                    .list();
            if (next.isEmpty()) {
                break;
            }
            transaction.executeWithoutResult(status -> next.forEach(this::reseal));
            item = next.getLast();
            done += next.size();
        }
        if (done > 0) {
            LOG.info("Sealed {} items with the newest key", done);
        }
    }

    private record Sealed(long notice, int revision, Box value) {}

    /** Bytes in a record that isn't compared. */
    private static final class Box {
        private final byte[] bytes;

        Box(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private void reseal(long item) {
        jdbc.sql("SELECT address FROM item WHERE item_id = ? AND address IS NOT NULL FOR UPDATE")
                .param(item)
                .query((row, n) -> new Box(row.getBytes(1)))
                .optional()
                .ifPresent(old -> {
                    byte[] context = SealedPart.context(item);
                    byte[] sealed = keys.seal(keys.open(old.bytes, context), context);
                    jdbc.sql("UPDATE item SET address = ?, sealed_with = ? WHERE item_id = ?")
                            .params(sealed, Keys.sealedWith(sealed), item)
                            .update();
                });
        List<Sealed> notices = jdbc.sql(
                        "SELECT notice_id, revision, sealed FROM notice WHERE item_id = ? AND sealed IS NOT NULL FOR UPDATE")
                .param(item)
                .query((row, n) -> new Sealed(row.getLong(1), row.getInt(2), new Box(row.getBytes(3))))
                .list();
        for (Sealed notice : notices) {
            byte[] context = SealedPart.context(item, notice.notice, notice.revision);
            byte[] sealed = keys.seal(keys.open(notice.value.bytes, context), context);
            jdbc.sql("""
                    UPDATE notice SET sealed = ?, sealed_with = ?
                    WHERE item_id = ? AND notice_id = ? AND revision = ?""")
                    .params(sealed, Keys.sealedWith(sealed), item, notice.notice, notice.revision)
                    .update();
        }
    }
}
