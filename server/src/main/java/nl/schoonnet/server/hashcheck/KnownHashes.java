// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What is listed now, in memory. Follows the completed imports in the database, those of other processes too. Any number of
 * threads ask; they never wait.
 */
@Component
class KnownHashes {
    private static final Logger LOG = LoggerFactory.getLogger(KnownHashes.class);
    private static final int BATCH = 5_000;
    private static final int LOADED_AT_ONCE = 200_000;

    /** All facts of an entry that count, the one that holds last; unread ones of imports that aren't complete don't. */
    private static final String FACTS = """
            SELECT f.source_id, f.entry_digest, f.fact_id, f.listed, f.classification, f.sealed
            FROM hash_fact f JOIN hash_import i USING (import_id)
            WHERE f.source_id = ? AND f.entry_digest = ANY (?) AND i.completion <= ?
            ORDER BY f.entry_digest, coalesce(f.changed_at, i.completed_at), i.completion, f.fact_id""";

    private final DataSource database;
    private final Keys keys;
    private final HashSources sources;
    private final LegalBasis basis;
    private final InstantSource clock;
    private final ListingSets sets = new ListingSets();

    /** Null until the lists were read. */
    private volatile @Nullable ListedHashes listed;

    /** The completion that was applied last. */
    private long position;

    /** Whether the last attempt failed: a lasting fault is told once. */
    private volatile boolean behind;

    KnownHashes(DataSource database, Keys keys, HashSources sources, LegalBasis basis, InstantSource clock) {
        this.basis = basis;
        this.database = database;
        this.keys = keys;
        this.sources = sources;
        this.clock = clock;
    }

    // ---- asked ----

    /** Whether the lists are in memory; until then nothing can be answered. */
    boolean ready() {
        return listed != null;
    }

    private ListedHashes inMemory() {
        return Objects.requireNonNull(listed, "asked before the lists were read");
    }

    /** What counts of the listings of one hash; empty if it isn't listed. */
    SortedSet<Listing> listings(HashValue value, boolean test, int radius, PdqHits hits) {
        SortedSet<Listing> found = new TreeSet<>();
        for (long number : inMemory().matches(value, radius, hits)) {
            found.addAll(sets.counting(number, test));
        }
        return found;
    }

    /**
     * Looks up many at once.
     *
     * @param numbers room for {@code count} answers: below 0 if not listed, or by nobody who counts
     * @return how many are listed
     */
    int find(HashKind kind, byte[] digests, int count, boolean test, long[] numbers) {
        int found = inMemory().find(kind, digests, count, numbers);
        for (int i = 0; found > 0 && i < count; i++) {
            if (numbers[i] != ListedHashes.NONE
                    && sets.counting(numbers[i], test).isEmpty()) {
                numbers[i] = ListedHashes.NONE;
                found--;
            }
        }
        return found;
    }

    /** Who lists what was found, of those that count. */
    SortedSet<Listing> listings(long number, boolean test) {
        return sets.counting(number, test);
    }

    /** The source of a listing; empty if it doesn't count any more. */
    Optional<HashSource> source(Listing listing) {
        return sets.source(listing);
    }

    /** How many distinct hashes of a kind are in memory, whether their sources count or not. */
    long size(HashKind kind) {
        ListedHashes now = listed;
        return now == null ? 0 : now.size(kind);
    }

    // ---- kept up to date ----

    /**
     * Sources begin and end by the clock, and imports of other processes are seen by asking. Without a basis to hold hashes none
     * are read into memory.
     */
    @Scheduled(fixedDelay = 250)
    void follow() {
        if (basis.inForce(LegalFunction.HOLD_HASHES, clock.instant()).isEmpty()) {
            return;
        }
        try {
            catchUp();
            behind = false;
        } catch (RuntimeException e) {
            if (!behind) {
                LOG.error(
                        "The hash lists can't be followed; checks go by what was read last, and it is tried again", e);
            }
            behind = true;
        }
    }

    /** Applies what was completed since. */
    void catchUp() {
        try (Connection connection = database.getConnection()) {
            catchUp(connection);
        } catch (SQLException e) {
            throw new HashcheckException("not_read", "The hash lists can't be read from the database.", e);
        }
    }

    private synchronized void catchUp(Connection connection) throws SQLException {
        sets.at(clock.instant(), sources.all());
        long last = number(connection, "SELECT last FROM hash_completion");
        ListedHashes now = listed;
        if (now == null) {
            listed = loaded(connection, last);
            position = last;
            return;
        }
        while (position < last) {
            apply(connection, position + 1, now);
            position++;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Everything, once at the start; nobody sees it before it is whole. */
    private ListedHashes loaded(Connection connection, long last) throws SQLException {
        ListedHashes hashes = new ListedHashes();
        connection.setAutoCommit(false);
        Map<HashValue, Integer> numbers = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT DISTINCT ON (f.source_id, f.entry_digest)
                    f.source_id, f.entry_digest, f.fact_id, f.listed, f.classification, f.sealed
                FROM hash_fact f JOIN hash_import i USING (import_id)
                WHERE i.completion <= ?
                ORDER BY f.source_id, f.entry_digest, coalesce(f.changed_at, i.completed_at) DESC, i.completion DESC,
                    f.fact_id DESC""")) {
            statement.setLong(1, last);
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Fact fact = Fact.of(rows, keys);
                    for (HashValue value : fact.listed ? fact.values : List.<HashValue>of()) {
                        Integer before = numbers.get(value);
                        numbers.put(
                                value,
                                sets.with(
                                        before == null ? hashes.number(value) : before,
                                        new Listing(fact.source, fact.classification)));
                    }
                    if (numbers.size() >= LOADED_AT_ONCE) {
                        hashes.apply(numbers, last);
                        numbers.clear();
                    }
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        hashes.apply(numbers, last);
        hashes.compact();
        LOG.info(
                "Hash lists are in memory: {} digests, {} perceptual hashes",
                hashes.size(HashKind.MD5) + hashes.size(HashKind.SHA1) + hashes.size(HashKind.SHA256),
                hashes.size(HashKind.PDQ));
        return hashes;
    }

    /** What a completed import changes. */
    private void apply(Connection connection, long completion, ListedHashes hashes) throws SQLException {
        Map<HashValue, Integer> numbers = new HashMap<>();
        long after = 0;
        while (true) {
            Set<Entry> entries = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT f.source_id, f.entry_digest, f.fact_id FROM hash_fact f JOIN hash_import i USING (import_id)
                    WHERE i.completion = ? AND f.fact_id > ? ORDER BY f.fact_id LIMIT ?""")) {
                statement.setLong(1, completion);
                statement.setLong(2, after);
                statement.setInt(3, BATCH);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Entry(rows.getInt(1), Digest.of(rows.getBytes(2))));
                        after = rows.getLong(3);
                    }
                }
            }
            if (entries.isEmpty()) {
                break;
            }
            change(connection, entries, completion, numbers);
        }
        hashes.apply(numbers, completion);
        hashes.compact();
    }

    /** Every hash that these entries ever had: who lists it now? */
    private void change(Connection connection, Set<Entry> entries, long completion, Map<HashValue, Integer> numbers)
            throws SQLException {
        Map<Entry, List<Fact>> facts = facts(connection, entries, completion);
        Map<Digest, HashValue> values = new HashMap<>();
        facts.values().stream()
                .flatMap(Collection::stream)
                .flatMap(fact -> fact.values.stream())
                .forEach(value -> values.put(SealedHashes.digest(keys, value), value));
        Map<Digest, Set<Entry>> namings = namings(connection, values.keySet());
        Set<Entry> others = new HashSet<>();
        namings.values().forEach(others::addAll);
        others.removeAll(facts.keySet());
        facts.putAll(facts(connection, others, completion));
        values.forEach((digest, value) -> {
            SortedSet<Listing> listings = new TreeSet<>();
            for (Entry entry : namings.getOrDefault(digest, Set.of())) {
                List<Fact> known = facts.getOrDefault(entry, List.of());
                if (!known.isEmpty() && known.getLast().lists(value)) {
                    listings.add(new Listing(entry.source, known.getLast().classification));
                }
            }
            numbers.put(value, sets.number(listings));
        });
    }

    private Map<Entry, List<Fact>> facts(Connection connection, Collection<Entry> entries, long completion)
            throws SQLException {
        Map<Integer, List<Entry>> bySource = new HashMap<>();
        entries.forEach(entry -> bySource.computeIfAbsent(entry.source, none -> new ArrayList<>())
                .add(entry));
        Map<Entry, List<Fact>> facts = new HashMap<>();
        for (Map.Entry<Integer, List<Entry>> source : bySource.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(FACTS)) {
                statement.setInt(1, source.getKey());
                statement.setArray(
                        2,
                        connection.createArrayOf(
                                "bytea",
                                source.getValue().stream()
                                        .map(entry -> entry.identity.bytes())
                                        .toArray(byte[][]::new)));
                statement.setLong(3, completion);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        facts.computeIfAbsent(
                                        new Entry(rows.getInt(1), Digest.of(rows.getBytes(2))),
                                        none -> new ArrayList<>(1))
                                .add(Fact.of(rows, keys));
                    }
                }
            }
        }
        return facts;
    }

    private static Map<Digest, Set<Entry>> namings(Connection connection, Collection<Digest> values)
            throws SQLException {
        Map<Digest, Set<Entry>> namings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT value_digest, source_id, entry_digest FROM hash_naming WHERE value_digest = ANY (?)")) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "bytea", values.stream().map(Digest::bytes).toArray(byte[][]::new)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    namings.computeIfAbsent(Digest.of(rows.getBytes(1)), none -> new HashSet<>(2))
                            .add(new Entry(rows.getInt(2), Digest.of(rows.getBytes(3))));
                }
            }
        }
        return namings;
    }

    /** What a source has a name for. */
    private record Entry(int source, Digest identity) {}

    private record Fact(int source, boolean listed, String classification, List<HashValue> values) {
        static Fact of(ResultSet row, Keys keys) throws SQLException {
            return new Fact(
                    row.getInt(1),
                    row.getBoolean(4),
                    row.getString(5),
                    SealedHashes.open(keys, row.getBytes(6), row.getInt(1), row.getLong(3)));
        }

        boolean lists(HashValue value) {
            return listed && values.contains(value);
        }
    }
}
