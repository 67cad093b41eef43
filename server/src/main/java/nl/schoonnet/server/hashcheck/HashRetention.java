// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import nl.schoonnet.server.database.CopyRows;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes the hashes that nothing says any more: what was replaced or withdrawn longer ago than the retention, import by import
 * in the order of their completion. Of what was withdrawn stays that it was, and when, without a hash: an older listing may
 * come yet. What a source lists that has ended is withdrawn some days later, all of it, and goes the same way.
 *
 * <p>Nothing of this changes what is listed at a completion that has been reached. What stands before it, a process or a file,
 * can't be brought forward by the facts that are left: it reads everything ({@link KnownHashes}).
 */
@Component
class HashRetention {
    private static final Logger LOG = LoggerFactory.getLogger(HashRetention.class);
    private static final int STEP = 500;
    private static final int BATCH = 5_000;

    /** No import that began before a source ended is completed after this. */
    private static final Duration SETTLED = Duration.ofDays(2);

    private static final String SYSTEM = "system";

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Keys keys;
    private final Numbers numbers;
    private final HashIntake intake;
    private final InstantSource clock;
    private final Duration retention;

    /** Whether the last import was done to its end: neither this process nor one before it was stopped at it. */
    private boolean whole;

    HashRetention(
            JdbcClient jdbc,
            DataSource database,
            TransactionTemplate transaction,
            Keys keys,
            Numbers numbers,
            HashIntake intake,
            InstantSource clock,
            @Value("${schoonnet.retention.hashes:P365D}") Duration retention) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = transaction;
        this.keys = keys;
        this.numbers = numbers;
        this.intake = intake;
        this.clock = clock;
        this.retention = retention;
    }

    /** In small steps; what is interrupted goes on the next time. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    synchronized void work() {
        Instant now = clock.instant();
        jdbc.sql("SELECT source_id FROM hash_source WHERE valid_until <= ? AND NOT cleared")
                .param(Timestamp.from(now.minus(SETTLED)))
                .query((row, n) -> row.getInt(1))
                .list()
                .forEach(this::clear);
        remove(now.minus(retention));
    }

    // ---- what ended ----

    /** An import of withdrawals, as any other: each process follows it. */
    private void clear(int source) {
        long importId = numbers.block("hash import", 1);
        jdbc.sql("""
                INSERT INTO hash_import (import_id, source_id, begun_at, actor, format, listed, withdrawn, known, rejected)
                VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)""")
                .params(importId, source, Timestamp.from(clock.instant()), SYSTEM, HashSources.ENDED)
                .update();
        long withdrawn = 0;
        List<Digest> some = listed(source, Digest.NONE);
        while (!some.isEmpty()) {
            withdraw(source, importId, some);
            withdrawn += some.size();
            some = listed(source, some.getLast());
        }
        long all = withdrawn;
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE hash_import SET withdrawn = ? WHERE import_id = ?")
                    .params(all, importId)
                    .update();
            intake.complete(importId, SYSTEM);
            jdbc.sql("UPDATE hash_source SET cleared = true WHERE source_id = ?")
                    .param(source)
                    .update();
        });
        LOG.info("Took {} entries of a source that has ended off its list", all);
    }

    private List<Digest> listed(int source, Digest after) {
        return jdbc.sql("SELECT e.entry_digest FROM (SELECT DISTINCT ON (f.entry_digest) f.entry_digest, f.listed"
                        + " FROM hash_fact f JOIN hash_import i USING (import_id)"
                        + " WHERE f.source_id = ? AND f.entry_digest > ? AND i.completion IS NOT NULL"
                        + " ORDER BY f.entry_digest, " + HashFacts.NEWEST + ") e WHERE e.listed"
                        + " ORDER BY e.entry_digest LIMIT ?")
                .params(Arrays.asList(source, after.bytes(), BATCH))
                .query((row, n) -> Digest.of(row.getBytes(1)))
                .list();
    }

    private void withdraw(int source, long importId, List<Digest> entries) {
        long fact = numbers.block("hash fact", entries.size());
        byte[] content = keys.lookup(("hash source " + source + " ended").getBytes(StandardCharsets.UTF_8))
                .bytes();
        CopyRows rows = new CopyRows("hash_fact", HashIntake.COLUMNS);
        for (Digest entry : entries) {
            byte[] sealed = SealedHashes.seal(keys, List.of(), source, fact);
            rows.add(source)
                    .add(entry.bytes())
                    .add(fact)
                    .add(importId)
                    .add((Instant) null)
                    .add("f")
                    .add("UNKNOWN")
                    .add("")
                    .add(content)
                    .add(sealed)
                    .add(Keys.sealedWith(sealed))
                    .end();
            fact++;
        }
        try (Connection connection = database.getConnection()) {
            rows.send(connection);
        } catch (SQLException e) {
            throw new HashcheckException("not_written", "What a source that has ended lists can't be withdrawn.", e);
        }
    }

    // ---- what was replaced or withdrawn ----

    private record Completed(long completion, long importId, int source) {}

    private void remove(Instant before) {
        long done = jdbc.sql("SELECT removed FROM hash_completion")
                .query((row, n) -> row.getLong(1))
                .single();
        if (!whole) {
            done = Math.max(0, done - 1);
        }
        whole = false;
        long facts = 0;
        for (Optional<Completed> next = next(done, before); next.isPresent(); next = next(done, before)) {
            done = next.get().completion;
            // First: nobody who stands before it goes by the facts that are left.
            jdbc.sql("UPDATE hash_completion SET removed = greatest(removed, ?)")
                    .param(done)
                    .update();
            facts += remove(next.get());
        }
        whole = true;
        if (facts > 0) {
            LOG.info("Removed {} facts of hash lists that were replaced or withdrawn", facts);
        }
    }

    private Optional<Completed> next(long done, Instant before) {
        return jdbc.sql("""
                SELECT completion, import_id, source_id FROM hash_import
                WHERE completion > ? AND completed_at <= ? ORDER BY completion LIMIT 1""")
                .params(done, Timestamp.from(before))
                .query((row, n) -> new Completed(row.getLong(1), row.getLong(2), row.getInt(3)))
                .optional();
    }

    /** What an import replaced or withdrew, and what of it was replaced before it came. */
    private long remove(Completed of) {
        long removed = 0;
        long last = 0;
        while (true) {
            List<byte[]> entries = new ArrayList<>();
            List<Long> facts = jdbc.sql("""
                    SELECT fact_id, entry_digest FROM hash_fact WHERE import_id = ? AND fact_id > ?
                    ORDER BY fact_id LIMIT ?""")
                    .params(of.importId, last, STEP)
                    .query((row, n) -> {
                        entries.add(row.getBytes(2));
                        return row.getLong(1);
                    })
                    .list();
            if (facts.isEmpty()) {
                return removed;
            }
            last = facts.getLast();
            Integer some = transaction.execute(status -> remove(of, entries));
            removed += some;
        }
    }

    /**
     * Of some entries all but the last word; that, if it is a withdrawal, without its hashes. In the order in which facts are
     * resealed: two that lock rows in different orders would wait for each other.
     */
    private int remove(Completed of, List<byte[]> entries) {
        List<Runnable> changes = new ArrayList<>();
        int[] removed = {0};
        jdbc.sql("SELECT f.entry_digest, f.fact_id, f.sealed, f.listed, row_number() OVER (PARTITION BY f.entry_digest"
                        + " ORDER BY " + HashFacts.NEWEST + ") FROM hash_fact f JOIN hash_import i USING (import_id)"
                        + " WHERE f.source_id = ? AND f.entry_digest = ANY (?) AND i.completion <= ?"
                        + " ORDER BY f.entry_digest, f.fact_id")
                .params(Arrays.asList(of.source, entries.toArray(byte[][]::new), of.completion))
                .query(row -> {
                    StoredFact fact = new StoredFact(of.source, row.getBytes(1), row.getLong(2), row.getBytes(3));
                    if (row.getLong(5) > 1) {
                        changes.add(() -> fact.remove(jdbc, keys));
                        removed[0]++;
                    } else if (!row.getBoolean(4)) {
                        changes.add(() -> fact.empty(jdbc, keys));
                    }
                });
        changes.forEach(Runnable::run);
        return removed[0];
    }
}
