// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sources said, as the database holds it; only of imports that are complete. Opening what is sealed takes longer than
 * reading it, so all processors do that while more is read.
 */
final class HashFacts {
    private static final Logger LOG = LoggerFactory.getLogger(HashFacts.class);
    private static final int STREAMED = 10_000;
    private static final Duration TOLD_EVERY = Duration.ofSeconds(5);

    private static final String COLUMNS =
            "f.source_id, f.entry_digest, f.fact_id, f.listed, f.classification, f.sealed";
    /** Of facts {@code f} of imports {@code i} the word that holds first. */
    static final String NEWEST = "coalesce(f.changed_at, i.completed_at) DESC, i.completion DESC, f.fact_id DESC";

    private static final String ALL = "SELECT DISTINCT ON (f.source_id, f.entry_digest) " + COLUMNS
            + " FROM hash_fact f JOIN hash_import i USING (import_id) WHERE i.completion <= ?"
            + " ORDER BY f.source_id, f.entry_digest, " + NEWEST;

    private static final String OF_IMPORT = "SELECT DISTINCT ON (f.entry_digest) " + COLUMNS
            + " FROM hash_fact f JOIN hash_import i USING (import_id) WHERE i.completion = ?"
            + " ORDER BY f.entry_digest, " + NEWEST;

    /** All that a source said of some entries, the word that holds last. */
    private static final String OF_ENTRIES = "SELECT " + COLUMNS
            + " FROM hash_fact f JOIN hash_import i USING (import_id)"
            + " WHERE f.source_id = ? AND f.entry_digest = ANY (?) AND i.completion <= ?"
            + " ORDER BY f.entry_digest, coalesce(f.changed_at, i.completed_at), i.completion, f.fact_id";

    private final Connection connection;
    private final Keys keys;
    private final LongAdder opened;

    /**
     * Reads with a connection.
     *
     * @param opened is told how many facts were opened
     */
    HashFacts(Connection connection, Keys keys, LongAdder opened) {
        this.connection = connection;
        this.keys = keys;
        this.opened = opened;
    }

    /** What a source said of one of its entries. */
    record Fact(int source, Digest entry, boolean listed, String classification, List<HashValue> values) {
        boolean lists(HashValue value) {
            return listed && values.contains(value);
        }

        Listing listing() {
            return new Listing(source, classification);
        }
    }

    /** A fact as the database has it. */
    private static final class Row {
        private final int source;
        private final Digest entry;
        private final long fact;
        private final boolean listed;
        private final String classification;
        private final byte[] sealed;

        Row(ResultSet row) throws SQLException {
            source = row.getInt(1);
            entry = Digest.of(row.getBytes(2));
            fact = row.getLong(3);
            listed = row.getBoolean(4);
            classification = row.getString(5);
            sealed = row.getBytes(6);
        }

        Fact opened(Keys keys) {
            return new Fact(source, entry, listed, classification, SealedHashes.open(keys, sealed, source, fact));
        }
    }

    /** A completed import. */
    record Completed(long importId, int source, boolean first) {}

    /** The import of a completion; {@code first} if nothing that its source said counted before. */
    Completed completed(long completion) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT i.import_id, i.source_id, NOT EXISTS (
                    SELECT 1 FROM hash_import e
                    WHERE e.source_id = i.source_id AND e.completion < i.completion AND e.listed + e.withdrawn > 0)
                FROM hash_import i WHERE i.completion = ?""")) {
            statement.setLong(1, completion);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("A completion has no import.");
                }
                return new Completed(row.getLong(1), row.getInt(2), row.getBoolean(3));
            }
        }
    }

    /** What tells a completion from another one of that number, in a database that was restored and went on; else {@code ""}. */
    String history(long completion) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT coalesce(history, '') FROM hash_import WHERE completion = ?")) {
            statement.setLong(1, completion);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    // ---- many, one after the other ----

    /** The fact that holds of each entry of each source. */
    void all(long completion, Consumer<Fact> to) throws SQLException {
        stream(ALL, completion, to);
    }

    /** The fact that holds of each entry of an import, as far as that import says. */
    void ofImport(long completion, Consumer<Fact> to) throws SQLException {
        stream(OF_IMPORT, completion, to);
    }

    private void stream(String sql, long completion, Consumer<Fact> to) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, completion);
            statement.setFetchSize(STREAMED);
            // A thread of its own: the common ones may be busy with something long.
            try (ResultSet rows = statement.executeQuery();
                    ExecutorService thread = Executors.newSingleThreadExecutor(
                            Thread.ofPlatform().name("hash-facts").factory())) {
                new Stream(to, thread).all(rows);
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Reads some, while those before are being opened. */
    private final class Stream {
        private final Consumer<Fact> to;
        private final Executor thread;
        private CompletableFuture<List<Fact>> opening = CompletableFuture.completedFuture(List.of());
        private long told = System.nanoTime();
        private long done;

        Stream(Consumer<Fact> to, Executor thread) {
            this.to = to;
            this.thread = thread;
        }

        void all(ResultSet rows) throws SQLException {
            List<Row> some = new ArrayList<>(STREAMED);
            while (rows.next()) {
                some.add(new Row(rows));
                if (some.size() == STREAMED) {
                    next(some);
                    some = new ArrayList<>(STREAMED);
                }
            }
            next(some);
            next(List.of());
        }

        private void next(List<Row> some) {
            List<Fact> before = joined(opening);
            opening = CompletableFuture.supplyAsync(() -> opened(some), thread);
            before.forEach(to);
            done += before.size();
            if (System.nanoTime() - told >= TOLD_EVERY.toNanos()) {
                LOG.info("Reading hash lists from the database: {} entries so far", done);
                told = System.nanoTime();
            }
        }

        private List<Fact> joined(CompletableFuture<List<Fact>> future) {
            try {
                return future.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    private List<Fact> opened(List<Row> rows) {
        opened.add(rows.size());
        return rows.parallelStream().map(row -> row.opened(keys)).toList();
    }

    // ---- some, looked up ----

    /** Entries of an import, in the order of its facts. */
    record Entries(Set<Digest> entries, long lastFact) {}

    /** The next entries of an import; none at its end. */
    Entries next(long importId, long afterFact, int most) throws SQLException {
        Set<Digest> entries = new HashSet<>();
        long last = afterFact;
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT entry_digest, fact_id FROM hash_fact WHERE import_id = ? AND fact_id > ?
                ORDER BY fact_id LIMIT ?""")) {
            statement.setLong(1, importId);
            statement.setLong(2, afterFact);
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(Digest.of(rows.getBytes(1)));
                    last = rows.getLong(2);
                }
            }
        }
        return new Entries(entries, last);
    }

    /** All that a source said of some of its entries up to a completion, by entry; the word that holds last. */
    Map<Digest, List<Fact>> ofEntries(int source, Collection<Digest> entries, long completion) throws SQLException {
        Map<Digest, List<Fact>> facts = new HashMap<>();
        if (entries.isEmpty()) {
            return facts;
        }
        List<Row> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OF_ENTRIES)) {
            statement.setInt(1, source);
            statement.setArray(2, bytes(entries));
            statement.setLong(3, completion);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(rows));
                }
            }
        }
        opened(found)
                .forEach(fact -> facts.computeIfAbsent(fact.entry, none -> new ArrayList<>(1))
                        .add(fact));
        return facts;
    }

    /** Which entries of a source any of its facts named some hashes for, by the hashes' digests. */
    Map<Digest, Set<Digest>> naming(int source, Collection<Digest> values) throws SQLException {
        Map<Digest, Set<Digest>> namings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT value_digest, entry_digest FROM hash_naming WHERE value_digest = ANY (?) AND source_id = ?")) {
            statement.setArray(1, bytes(values));
            statement.setInt(2, source);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    namings.computeIfAbsent(Digest.of(rows.getBytes(1)), none -> new HashSet<>(2))
                            .add(Digest.of(rows.getBytes(2)));
                }
            }
        }
        return namings;
    }

    private java.sql.Array bytes(Collection<Digest> digests) throws SQLException {
        return connection.createArrayOf(
                "bytea", digests.stream().map(Digest::bytes).toArray(byte[][]::new));
    }
}
