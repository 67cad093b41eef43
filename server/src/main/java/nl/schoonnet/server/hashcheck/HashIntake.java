// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import nl.schoonnet.hashing.list.HashLists;
import nl.schoonnet.hashing.list.ListEntry;
import nl.schoonnet.hashing.list.ListException;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.list.ListRead;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.database.CopyRows;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in hash lists. Entries are sealed and written in batches as they come, so any number fits; they count together, when
 * the list was read to its end. What a source said before is known and written once, so that a list may be repeated.
 */
@Service
public class HashIntake {
    /** Of a fact, in the order in which they are written. */
    static final String COLUMNS =
            "source_id, entry_digest, fact_id, import_id, changed_at, listed, medium, classification, content, sealed,"
                    + " sealed_with";

    private static final int BATCH = 5_000;
    private static final int SHOWN = 100_000;
    private static final int MOST_CLASSIFICATIONS = 1_000;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Keys keys;
    private final Numbers numbers;
    private final HashSources sources;
    private final KnownHashes known;
    private final LegalBasis basis;
    private final AuditLog audit;
    private final InstantSource clock;

    HashIntake(
            JdbcClient jdbc,
            DataSource database,
            TransactionTemplate transaction,
            Keys keys,
            Numbers numbers,
            HashSources sources,
            KnownHashes known,
            LegalBasis basis,
            AuditLog audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = transaction;
        this.keys = keys;
        this.numbers = numbers;
        this.sources = sources;
        this.known = known;
        this.basis = basis;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What came of an import.
     *
     * @param listed entries that are new or changed
     * @param withdrawn entries that are taken off
     * @param known entries that the source had said before
     * @param rejected records and fields that can't be used; at most 100,000 of them are in {@code rejections}
     * @param passedOver what isn't kept, by a stable code
     * @param next where the source says that its list goes on; empty at the end
     * @param stillListed of the hashes that are withdrawn by themselves those that other entries of the source name: they still
     *     match
     * @param order that waits for a second person; empty if all of it counts already
     */
    public record Taken(
            long importId,
            long listed,
            long withdrawn,
            long known,
            long rejected,
            List<ListEntry.Refused> rejections,
            SortedMap<String, Long> passedOver,
            Optional<String> next,
            long stillListed,
            Optional<Long> order) {
        /** Copies the lists. */
        public Taken {
            rejections = List.copyOf(rejections);
            passedOver = Collections.unmodifiableSortedMap(passedOver);
        }

        Taken in(long number) {
            return new Taken(
                    importId,
                    listed,
                    withdrawn,
                    known,
                    rejected,
                    rejections,
                    passedOver,
                    next,
                    stillListed,
                    Optional.of(number));
        }
    }

    /**
     * Imports a list, or a page of one.
     *
     * @param format how it is written; if empty, as it begins
     * @param in plain or gzip; stays open
     * @throws HashcheckException if there is no basis to hold hashes or no such source, or the list can't be read to its end:
     *     then nothing of it counts
     */
    public Taken take(String source, Optional<ListFormat> format, ListOptions options, InputStream in, String actor) {
        return take(source, format, options, in, actor, false);
    }

    /**
     * Writes a list of withdrawals that counts when somebody completes it; one of which nothing can be used is complete. To be
     * taken for broken off after a day unless it is to {@link #await wait}.
     *
     * @throws HashcheckException as {@link #take}
     */
    Taken hold(String source, ListOptions options, InputStream in, String actor) {
        return take(source, Optional.of(ListFormat.TEXT), options, in, actor, true);
    }

    private Taken take(
            String source,
            Optional<ListFormat> format,
            ListOptions options,
            InputStream in,
            String actor,
            boolean held) {
        Instant now = clock.instant();
        if (basis.inForce(LegalFunction.HOLD_HASHES, now).isEmpty()) {
            throw new HashcheckException(
                    "no_basis",
                    "Hash lists are held only on a legal basis: legal-basis.yaml has no line for hold-hashes that is in"
                            + " force.");
        }
        HashSource from = sources.named(source)
                .filter(s -> !s.ended(now))
                .orElseThrow(() -> new HashcheckException(
                        "no_source", "There is no source of that name, or it has ended: open one."));
        try {
            return take(from, HashLists.open(in, format), options, actor, held);
        } catch (ListException broken) {
            throw HashcheckException.atLine(
                    broken.code(),
                    broken.line(),
                    String.valueOf(broken.getMessage()) + " Nothing of it counts.",
                    broken);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Taken take(HashSource source, HashLists list, ListOptions options, String actor, boolean held)
            throws IOException {
        Run run = new Run(source, list.format(), actor, held);
        run.begin();
        try {
            ListRead read = list.read(options, run::accept);
            run.flush();
            run.end();
            return run.taken(read);
        } catch (ListException broken) {
            run.refuse(broken.code());
            throw broken;
        } catch (HashcheckException broken) {
            run.refuse(broken.code());
            throw broken;
        } catch (IOException e) {
            run.refuse("broken_off");
            throw e;
        }
    }

    /** Has an import wait for a second person, in the transaction of the order. */
    void await(long importId) {
        if (jdbc.sql(
                                "UPDATE hash_import SET waiting = true WHERE import_id = ? AND completion IS NULL AND refusal IS NULL")
                        .param(importId)
                        .update()
                == 0) {
            throw tooLong();
        }
    }

    /** From now on all of an import counts; in a transaction. */
    void complete(long importId, String actor) {
        long completion = jdbc.sql("UPDATE hash_completion SET last = last + 1 RETURNING last")
                .query((row, n) -> row.getLong(1))
                .single();
        String what = jdbc.sql("""
                UPDATE hash_import SET completion = ?, completed_at = greatest(?, (
                        SELECT e.completed_at + interval '1 microsecond' FROM hash_import e
                        WHERE e.completion = ?)),
                    history = ?, waiting = false
                WHERE import_id = ? AND completion IS NULL AND refusal IS NULL RETURNING listed, withdrawn""")
                .params(
                        completion,
                        // Never before the one before it, though the clock was set back meanwhile.
                        Timestamp.from(clock.instant()),
                        completion - 1,
                        UUID.randomUUID().toString(),
                        importId)
                .query((row, n) -> row.getLong(1) + " listed, " + row.getLong(2) + " withdrawn")
                .optional()
                .orElseThrow(HashIntake::tooLong);
        audit.append(actor, "hashes.import.complete", "import " + importId + ": " + what, "");
    }

    /** An import never counts that waited for a second person; in a transaction. */
    void drop(long importId) {
        jdbc.sql(
                        "UPDATE hash_import SET waiting = false, refusal = 'dropped' WHERE import_id = ? AND completion IS NULL")
                .param(importId)
                .update();
    }

    private static HashcheckException tooLong() {
        return new HashcheckException(
                "broken_off", "The list took longer than a day; nothing of it counts. Send it in parts.");
    }

    /** One import. */
    private final class Run {
        private final HashSource source;
        private final ListFormat format;
        private final String actor;
        private final long id = numbers.block("hash import", 1);
        private final List<ListEntry.Refused> rejections = new ArrayList<>();
        private final List<Incoming> waiting = new ArrayList<>(BATCH);
        private final Set<String> classifications = new HashSet<>();

        /** Whether all of it is written, known or not, and somebody else completes it: until then much may change. */
        private final boolean held;

        /** Hashes that are withdrawn by themselves, and that other entries list; to be looked at again at the end. */
        private final Set<Digest> standing = new HashSet<>();

        private long standingBeyond;
        private long rejected;
        private long listed;
        private long withdrawn;
        private long before;

        Run(HashSource source, ListFormat format, String actor, boolean held) {
            this.held = held;
            this.source = source;
            this.format = format;
            this.actor = actor;
        }

        void begin() {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("""
                        INSERT INTO hash_import
                            (import_id, source_id, begun_at, actor, format, listed, withdrawn, known, rejected)
                        VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0)""")
                        .params(id, source.number(), Timestamp.from(clock.instant()), actor, format.name())
                        .update();
                audit.append(actor, "hashes.import", "import " + id + " of source " + source.name(), "");
            });
        }

        void accept(ListEntry entry) {
            switch (entry) {
                case ListEntry.Refused refused -> {
                    rejected++;
                    if (rejections.size() < SHOWN) {
                        rejections.add(refused);
                    }
                }
                case ListEntry.Listed e -> {
                    classified(e.classification());
                    add(new Incoming(e.reference(), true, e.medium(), e.classification(), e.changed(), e.values()));
                }
                case ListEntry.Withdrawn e ->
                    add(new Incoming(e.reference(), false, e.medium(), "", e.changed(), e.values()));
            }
        }

        /** Hashes share what is said of them in memory: a name of its own for each would fill it, at every start again. */
        private void classified(String classification) {
            if (classifications.add(classification) && classifications.size() > MOST_CLASSIFICATIONS) {
                throw new HashcheckException(
                        "too_many_classifications",
                        "The list has more than " + MOST_CLASSIFICATIONS
                                + " classifications: its column for them holds something else. Nothing of it counts.");
            }
        }

        private void add(Incoming incoming) {
            waiting.add(incoming);
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            long first = numbers.block("hash fact", waiting.size());
            List<Fact> facts = new ArrayList<>(waiting.size());
            for (int i = 0; i < waiting.size(); i++) {
                facts.add(new Fact(first + i, waiting.get(i)));
            }
            List<Digested> digested =
                    facts.parallelStream().map(fact -> digested(fact)).toList();
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    write(connection, digested);
                    connection.commit();
                } catch (SQLException e) {
                    connection.rollback();
                    throw e;
                }
            } catch (SQLException e) {
                throw notWritten(e);
            }
            waiting.clear();
        }

        private static HashcheckException notWritten(SQLException e) {
            return new HashcheckException(
                    "not_written", "The database can't be written; nothing of the list counts. Repeat it.", e);
        }

        private Digested digested(Fact fact) {
            Incoming in = fact.incoming;
            return new Digested(
                    fact,
                    SealedHashes.identity(keys, source.number(), in.reference, in.values),
                    keys.lookup(in.said()),
                    in.values.stream()
                            .distinct()
                            .map(value -> SealedHashes.digest(keys, value))
                            .toList(),
                    new Sealed(SealedHashes.seal(keys, in.values, source.number(), fact.number)));
        }

        private void write(Connection connection, List<Digested> facts) throws SQLException {
            Map<Digest, Told> told = told(connection, facts);
            Instant now = clock.instant();
            CopyRows rows = new CopyRows("hash_fact", COLUMNS);
            CopyRows namings = new CopyRows("hash_naming", "value_digest, source_id, entry_digest, fact_id");
            for (Digested fact : facts) {
                Incoming in = fact.fact.incoming;
                Told known = told.computeIfAbsent(fact.identity, none -> new Told());
                // What was never listed needs no withdrawal, unless the listing may yet come: lists aren't in order of
                // time.
                boolean needless = !in.listed && known.latest.isEmpty() && in.changed.isEmpty();
                if (needless || known.says(fact.content, in.changed.isPresent())) {
                    before++;
                    if (!held) {
                        continue;
                    }
                } else {
                    listed += in.listed ? 1 : 0;
                    withdrawn += in.listed ? 0 : 1;
                }
                known.say(fact.content);
                rows.add(source.number())
                        .add(fact.identity.bytes())
                        .add(fact.fact.number)
                        .add(id)
                        // What is said to change later would outlast every withdrawal that names no moment.
                        .add(in.changed.map(at -> at.isAfter(now) ? now : at).orElse(null))
                        .add(in.listed ? "t" : "f")
                        .add(in.medium.name())
                        .add(in.classification)
                        .add(fact.content.bytes())
                        .add(fact.sealed.bytes)
                        .add(Keys.sealedWith(fact.sealed.bytes))
                        .end();
                for (Digest value : fact.values) {
                    namings.add(value.bytes())
                            .add(source.number())
                            .add(fact.identity.bytes())
                            .add(fact.fact.number)
                            .end();
                }
            }
            rows.send(connection);
            namings.send(connection);
            Set<Digest> stand = listed(
                    connection,
                    facts.stream()
                            .filter(fact -> !fact.fact.incoming.listed)
                            .flatMap(fact -> fact.values.stream())
                            .toList());
            if (standing.size() < SHOWN) {
                standing.addAll(stand);
            } else {
                standingBeyond += stand.size();
            }
        }

        /** Which of some hashes the source lists, by any of its entries, were this import complete. */
        private Set<Digest> listed(Connection connection, Collection<Digest> values) throws SQLException {
            Set<Digest> found = new HashSet<>();
            if (values.isEmpty()) {
                return found;
            }
            try (var statement = connection.prepareStatement("""
                    SELECT DISTINCT n.value_digest FROM hash_naming n CROSS JOIN LATERAL (
                        SELECT f.fact_id, f.listed FROM hash_fact f JOIN hash_import i USING (import_id)
                        WHERE f.source_id = n.source_id AND f.entry_digest = n.entry_digest
                            AND (i.completion IS NOT NULL OR f.import_id = ?)
                        ORDER BY coalesce(f.changed_at, i.completed_at, 'infinity') DESC, i.completion DESC NULLS FIRST,
                            f.fact_id DESC LIMIT 1) l
                    WHERE n.source_id = ? AND n.value_digest = ANY (?) AND n.fact_id = l.fact_id AND l.listed""")) {
                statement.setLong(1, id);
                statement.setInt(2, source.number());
                statement.setArray(
                        3,
                        connection.createArrayOf(
                                "bytea", values.stream().map(Digest::bytes).toArray(byte[][]::new)));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(Digest.of(rows.getBytes(1)));
                    }
                }
            }
            return found;
        }

        /** What the list withdrew later by its name doesn't stand any more. */
        private void lookAgain() {
            if (standing.isEmpty()) {
                return;
            }
            try (Connection connection = database.getConnection()) {
                standing.retainAll(listed(connection, standing));
            } catch (SQLException e) {
                throw notWritten(e);
            }
        }

        /** What counts of these entries, and what this import itself said of them. */
        private Map<Digest, Told> told(Connection connection, List<Digested> facts) throws SQLException {
            Map<Digest, Told> told = new HashMap<>();
            byte[][] identities =
                    facts.stream().map(fact -> fact.identity.bytes()).toArray(byte[][]::new);
            try (var statement = connection.prepareStatement("""
                    SELECT f.entry_digest, f.content FROM hash_fact f JOIN hash_import i USING (import_id)
                    WHERE f.source_id = ? AND f.entry_digest = ANY (?) AND (i.completion IS NOT NULL OR f.import_id = ?)
                    ORDER BY coalesce(f.changed_at, i.completed_at, 'infinity'), i.completion NULLS LAST, f.fact_id""")) {
                statement.setInt(1, source.number());
                statement.setArray(2, connection.createArrayOf("bytea", identities));
                statement.setLong(3, id);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        told.computeIfAbsent(Digest.of(rows.getBytes(1)), none -> new Told())
                                .say(Digest.of(rows.getBytes(2)));
                    }
                }
            }
            return told;
        }

        /** From now on all of it counts, unless somebody else is to complete it. */
        void end() {
            lookAgain();
            boolean waits = held && withdrawn + before > 0;
            transaction.executeWithoutResult(status -> {
                jdbc.sql(
                                "UPDATE hash_import SET listed = ?, withdrawn = ?, known = ?, rejected = ? WHERE import_id = ?")
                        .params(listed, held ? withdrawn + before : withdrawn, held ? 0 : before, rejected, id)
                        .update();
                if (!waits) {
                    complete(id, actor);
                }
            });
            if (!waits) {
                known.catchUp();
            }
        }

        void refuse(String code) {
            jdbc.sql("UPDATE hash_import SET refusal = ?, rejected = ? WHERE import_id = ? AND completion IS NULL")
                    .params(code, rejected, id)
                    .update();
        }

        Taken taken(ListRead read) {
            return new Taken(
                    id,
                    listed,
                    withdrawn,
                    before,
                    rejected,
                    rejections,
                    read.passedOver(),
                    read.next(),
                    standing.size() + standingBeyond,
                    Optional.empty());
        }
    }

    /** An entry as the list has it. */
    private record Incoming(
            String reference,
            boolean listed,
            ListEntry.Medium medium,
            String classification,
            Optional<Instant> changed,
            List<HashValue> values) {
        /** All that it says, for a digest. */
        byte[] said() {
            StringBuilder text = new StringBuilder("hash content " + listed + " " + medium + " "
                    + changed.map(Instant::toString).orElse("") + " " + classification.length() + " " + classification);
            values.stream()
                    .map(value -> value.kind() + " " + value.hex())
                    .sorted()
                    .forEach(value -> text.append('\n').append(value));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Fact(long number, Incoming incoming) {}

    private record Digested(Fact fact, Digest identity, Digest content, List<Digest> values, Sealed sealed) {}

    /** Bytes in a record that isn't compared. */
    private static final class Sealed {
        private final byte[] bytes;

        Sealed(byte[] bytes) {
            this.bytes = Arrays.copyOf(bytes, bytes.length);
        }
    }

    /** What a source said of one entry. */
    private static final class Told {
        private final Set<Digest> ever = new HashSet<>();
        private Optional<Digest> latest = Optional.empty();

        void say(Digest content) {
            ever.add(content);
            latest = Optional.of(content);
        }

        /** What has a moment is said once; without one, what was said since may have replaced it. */
        boolean says(Digest content, boolean dated) {
            return dated
                    ? ever.contains(content)
                    : latest.filter(content::equals).isPresent();
        }
    }
}
