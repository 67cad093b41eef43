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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;
import nl.schoonnet.hashing.match.ExactChanges;
import nl.schoonnet.hashing.match.ExactKind;
import nl.schoonnet.hashing.match.ExactMatcher;
import nl.schoonnet.hashing.match.PdqChanges;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.match.PdqMatcher;
import nl.schoonnet.hashing.pdq.PdqHash;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
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
    private final InstantSource clock;
    private final ListingSets sets = new ListingSets();
    private final Map<HashKind, ExactMatcher> exact = new EnumMap<>(HashKind.class);
    private final PdqMatcher pdq = new PdqMatcher(PdqMatcher.Layout.FAST);
    private volatile long position = -1;

    /** Whether the last attempt failed: a lasting fault is told once. */
    private volatile boolean behind;

    KnownHashes(DataSource database, Keys keys, HashSources sources, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.sources = sources;
        this.clock = clock;
        for (HashKind kind : HashKind.values()) {
            if (!kind.perceptual()) {
                exact.put(kind, new ExactMatcher(ExactKind.valueOf(kind.name()), ExactMatcher.Layout.FAST));
            }
        }
    }

    // ---- asked ----

    /** Whether the lists are in memory; until then nothing can be answered. */
    boolean ready() {
        return position >= 0;
    }

    /** What counts of the listings of one hash; empty if it isn't listed. */
    SortedSet<Listing> listings(HashValue value, boolean test, int radius, PdqHits hits) {
        SortedSet<Listing> found = new TreeSet<>();
        ExactMatcher matcher = exact.get(value.kind());
        if (matcher != null) {
            found.addAll(sets.counting(matcher.find(value.bytes()), test));
        } else if (value.kind() == HashKind.PDQ) {
            pdq.find(PdqHash.ofHex(value.hex()), radius, hits);
            for (int hit = 0; hit < hits.size(); hit++) {
                found.addAll(sets.counting(hits.reference(hit), test));
            }
        }
        return found;
    }

    /**
     * Looks up many at once.
     *
     * @param references room for {@code count} answers: below 0 if not listed, or by nobody who counts
     * @return how many are listed
     */
    int find(HashKind kind, byte[] values, int count, boolean test, long[] references) {
        ExactMatcher matcher = exact.get(kind);
        if (matcher == null) {
            throw new IllegalArgumentException("Only digests are looked up many at once.");
        }
        int listed = matcher.find(values, 0, count, references);
        if (listed > 0) {
            for (int i = 0; i < count; i++) {
                if (references[i] >= 0 && !sets.counts(references[i], test)) {
                    references[i] = ExactMatcher.NONE;
                    listed--;
                }
            }
        }
        return listed;
    }

    /** Who lists what was found, of those that count. */
    SortedSet<Listing> listings(long reference, boolean test) {
        return sets.counting(reference, test);
    }

    /** How many distinct hashes of a kind are in memory, whether their sources count or not. */
    long size(HashKind kind) {
        ExactMatcher matcher = exact.get(kind);
        return matcher != null ? matcher.size() : kind == HashKind.PDQ ? pdq.size() : 0;
    }

    // ---- kept up to date ----

    /** Sources begin and end by the clock, and imports of other processes are seen by asking. */
    @Scheduled(fixedDelay = 250)
    void follow() {
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
        if (position < 0) {
            load(connection, last);
            position = last;
        }
        while (position < last) {
            apply(connection, position + 1);
            position++;
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Everything, once at the start. */
    private void load(Connection connection, long last) throws SQLException {
        connection.setAutoCommit(false);
        Changes changes = new Changes();
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
                    if (fact.listed) {
                        for (HashValue value : fact.values) {
                            SortedSet<Listing> all = new TreeSet<>(changes.or(value, this));
                            all.add(new Listing(fact.source, fact.classification));
                            changes.put(value, all);
                        }
                    }
                    if (changes.size() >= LOADED_AT_ONCE) {
                        changes.apply(this, last);
                        changes = new Changes();
                    }
                }
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        changes.apply(this, last);
        exact.values().forEach(ExactMatcher::compact);
        pdq.compact();
        LOG.info("Hash lists are in memory: {} digests, {} perceptual hashes", digests(), pdq.size());
    }

    private long digests() {
        return exact.values().stream().mapToLong(ExactMatcher::size).sum();
    }

    private SortedSet<Listing> now(HashValue value) {
        long reference;
        ExactMatcher matcher = exact.get(value.kind());
        if (matcher != null) {
            reference = matcher.find(value.bytes());
        } else if (value.kind() == HashKind.PDQ) {
            PdqHits hits = new PdqHits();
            pdq.find(PdqHash.ofHex(value.hex()), 0, hits);
            reference = hits.size() == 0 ? -1 : hits.reference(0);
        } else {
            return new TreeSet<>();
        }
        return reference < 0 ? new TreeSet<>() : sets.set(reference);
    }

    /** What a completed import changes. */
    private void apply(Connection connection, long completion) throws SQLException {
        Changes changes = new Changes();
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
            change(connection, entries, completion, changes);
        }
        changes.apply(this, completion);
        for (ExactMatcher matcher : exact.values()) {
            if (matcher.wantsCompaction()) {
                matcher.compact();
            }
        }
        if (pdq.wantsCompaction()) {
            pdq.compact();
        }
    }

    /** Every hash that these entries ever had: who lists it now? */
    private void change(Connection connection, Set<Entry> entries, long completion, Changes changes)
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
            changes.put(value, listings);
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

    /** Who lists which hash from now on; nobody, if the set is empty. */
    private static final class Changes {
        private final Map<HashValue, SortedSet<Listing>> listings = new HashMap<>();

        int size() {
            return listings.size();
        }

        SortedSet<Listing> or(HashValue value, KnownHashes known) {
            SortedSet<Listing> changed = listings.get(value);
            return changed == null ? known.now(value) : changed;
        }

        void put(HashValue value, SortedSet<Listing> all) {
            listings.put(value, all);
        }

        void apply(KnownHashes known, long position) {
            Map<HashKind, ExactChanges> exact = new EnumMap<>(HashKind.class);
            known.exact.keySet().forEach(kind -> exact.put(kind, new ExactChanges(ExactKind.valueOf(kind.name()))));
            PdqChanges pdq = new PdqChanges();
            listings.forEach((value, set) -> {
                long reference = set.isEmpty() ? -1 : known.sets.number(set);
                ExactChanges digests = exact.get(value.kind());
                if (digests != null && reference < 0) {
                    digests.withdraw(value.bytes());
                } else if (digests != null) {
                    digests.add(value.bytes(), reference);
                } else if (value.kind() == HashKind.PDQ && reference < 0) {
                    pdq.withdraw(PdqHash.ofHex(value.hex()));
                } else if (value.kind() == HashKind.PDQ) {
                    pdq.add(PdqHash.ofHex(value.hex()), reference);
                }
            });
            exact.forEach((kind, digests) -> {
                ExactMatcher matcher = known.exact.get(kind);
                if (matcher != null && digests.size() > 0) {
                    matcher.apply(digests, position);
                }
            });
            if (pdq.size() > 0) {
                known.pdq.apply(pdq, position);
            }
        }
    }
}
