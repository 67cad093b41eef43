// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives sealed hashes to the newest key after a rotation, in the background and in small steps that can be done again. */
@Service
class HashResealing {
    private static final Logger LOG = LoggerFactory.getLogger(HashResealing.class);
    private static final int STEP = 500;

    private final JdbcClient jdbc;
    private final Keys keys;
    private final TransactionTemplate transaction;

    /** The key to which all was given; 0 for none since the start. Looking for what isn't reads the whole table. */
    private int given;

    HashResealing(JdbcClient jdbc, Keys keys, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.transaction = transaction;
    }

    private record Place(int source, Digest entry, long fact) {
        static final Place BEFORE_ALL = new Place(0, Digest.NONE, 0);
    }

    /** Returns when nothing is left but what doesn't open. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
    synchronized void work() {
        int key = keys.sealingKey();
        if (key == given) {
            return;
        }
        long done = 0;
        long closed = 0;
        Place last = Place.BEFORE_ALL;
        while (true) {
            List<Place> next = jdbc.sql("""
                    SELECT source_id, entry_digest, fact_id FROM hash_fact
                    WHERE (source_id, entry_digest, fact_id) > (?, ?, ?) AND sealed_with <> ?
                    ORDER BY source_id, entry_digest, fact_id LIMIT ?""")
                    .params(Arrays.asList(last.source, last.entry.bytes(), last.fact, key, STEP))
                    .query((row, n) -> new Place(row.getInt(1), Digest.of(row.getBytes(2)), row.getLong(3)))
                    .list();
            if (next.isEmpty()) {
                break;
            }
            Integer opened = transaction.execute(
                    status -> Math.toIntExact(next.stream().filter(this::reseal).count()));
            done += opened;
            closed += next.size() - opened;
            last = next.getLast();
        }
        disputes(key);
        if (done > 0) {
            LOG.info("Sealed the hashes of {} facts with the newest key", done);
        }
        if (closed > 0) {
            LOG.error("The hashes of {} facts don't open: they were changed, or sealed with other keys", closed);
        }
        given = key;
    }

    private void disputes(int key) {
        List<Long> others = jdbc.sql("SELECT dispute_id FROM hash_dispute WHERE sealed_with <> ?")
                .param(key)
                .query((row, n) -> row.getLong(1))
                .list();
        for (long number : others) {
            transaction.executeWithoutResult(status -> reseal(number));
        }
    }

    /** One that doesn't open is told whenever disputes are read. */
    private void reseal(long number) {
        jdbc
                .sql("SELECT kind, sealed FROM hash_dispute WHERE dispute_id = ? FOR UPDATE")
                .param(number)
                .query((row, n) -> {
                    HashKind kind = HashKind.valueOf(row.getString(1));
                    try {
                        return Disputed.seal(keys, number, kind, Disputed.open(keys, number, kind, row.getBytes(2)));
                    } catch (KeyException e) {
                        return new byte[0];
                    }
                })
                .list()
                .stream()
                .filter(again -> again.length > 0)
                .forEach(again -> jdbc.sql("UPDATE hash_dispute SET sealed = ?, sealed_with = ? WHERE dispute_id = ?")
                        .params(again, Keys.sealedWith(again), number)
                        .update());
    }

    /** False if it doesn't open. What was removed meanwhile is nobody's any more. */
    private boolean reseal(Place place) {
        Optional<byte[]> sealed = jdbc.sql("""
                SELECT sealed FROM hash_fact WHERE source_id = ? AND entry_digest = ? AND fact_id = ? FOR UPDATE""")
                .params(place.source, place.entry.bytes(), place.fact)
                .query((row, n) -> row.getBytes(1))
                .optional();
        if (sealed.isEmpty()) {
            return true;
        }
        try {
            byte[] again = SealedHashes.seal(
                    keys, SealedHashes.open(keys, sealed.get(), place.source, place.fact), place.source, place.fact);
            jdbc.sql("""
                    UPDATE hash_fact SET sealed = ?, sealed_with = ?
                    WHERE source_id = ? AND entry_digest = ? AND fact_id = ?""")
                    .params(again, Keys.sealedWith(again), place.source, place.entry.bytes(), place.fact)
                    .update();
            return true;
        } catch (KeyException e) {
            // Told in numbers when all were tried.
            return false;
        }
    }
}
