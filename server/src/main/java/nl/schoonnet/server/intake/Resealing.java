// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.KeyException;
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

    /** How many items didn't open when it last went over them: told when that changes, not every minute. */
    private volatile long unopened;

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
                     + (SELECT count(*) FROM expectation WHERE sealed_with <> :key)
                     + (SELECT count(*) FROM hash_fact WHERE sealed_with <> :key)
                     + (SELECT count(*) FROM hash_dispute WHERE sealed_with <> :key)""").param("key", keys.sealingKey()).query(Long.class).single();
    }

    /** Gives everything to the newest key; returns when nothing is left. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT10S")
    public void work() {
        long done = 0;
        long closed = 0;
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
            long whole = Objects.requireNonNullElse(
                    transaction.execute(
                            status -> next.stream().filter(this::reseal).count()),
                    0L);
            item = next.getLast();
            done += whole;
            closed += next.size() - whole;
        }
        if (done > 0) {
            LOG.info("Sealed {} items with the newest key", done);
        }
        if (closed > 0 && closed != unopened) {
            LOG.error("What is sealed of {} items can't be given to the newest key: it doesn't open", closed);
        }
        unopened = closed;
    }

    private record Sealed(long notice, int revision, Box value) {}

    /** Bytes in a record that isn't compared. */
    private static final class Box {
        private final byte[] bytes;

        Box(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** False if something of it doesn't open: that is left as it is. */
    private boolean reseal(long item) {
        boolean[] whole = {true};
        jdbc.sql("SELECT address FROM item WHERE item_id = ? AND address IS NOT NULL FOR UPDATE")
                .param(item)
                .query((row, n) -> new Box(row.getBytes(1)))
                .optional()
                .ifPresent(old -> {
                    byte[] context = SealedPart.context(item);
                    Optional<Box> sealed = resealed(old, context);
                    whole[0] &= sealed.isPresent();
                    sealed.ifPresent(now -> jdbc.sql("UPDATE item SET address = ?, sealed_with = ? WHERE item_id = ?")
                            .params(now.bytes, Keys.sealedWith(now.bytes), item)
                            .update());
                });
        List<Sealed> notices = jdbc.sql(
                        "SELECT notice_id, revision, sealed FROM notice WHERE item_id = ? AND sealed IS NOT NULL FOR UPDATE")
                .param(item)
                .query((row, n) -> new Sealed(row.getLong(1), row.getInt(2), new Box(row.getBytes(3))))
                .list();
        for (Sealed notice : notices) {
            byte[] context = SealedPart.context(item, notice.notice, notice.revision);
            Optional<Box> sealed = resealed(notice.value, context);
            whole[0] &= sealed.isPresent();
            sealed.ifPresent(now -> jdbc.sql("""
                    UPDATE notice SET sealed = ?, sealed_with = ?
                    WHERE item_id = ? AND notice_id = ? AND revision = ?""")
                    .params(now.bytes, Keys.sealedWith(now.bytes), item, notice.notice, notice.revision)
                    .update());
        }
        return whole[0];
    }

    private Optional<Box> resealed(Box old, byte[] context) {
        try {
            return Optional.of(new Box(keys.seal(keys.open(old.bytes, context), context)));
        } catch (KeyException e) {
            return Optional.empty();
        }
    }
}
