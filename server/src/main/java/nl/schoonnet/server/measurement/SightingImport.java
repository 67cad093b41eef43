// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.Sighting;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.database.CopyRows;
import nl.schoonnet.server.intake.NoticeDigests;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in looks that somebody else made, in the columns that {@code report --sightings} reads. Rows are read and written in
 * batches as they come; each batch is committed before the next is read. A look that is known already changes nothing, so an
 * import that was broken off is repeated whole.
 */
@Service
public class SightingImport {
    private static final int BATCH = 20_000;
    private static final int REMEMBERED = 200_000;

    /** Clocks differ by so much at most; a look dated later would move the cut-off of reports. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Keys keys;
    private final Numbers numbers;
    private final AuditLog audit;
    private final InstantSource clock;

    SightingImport(
            JdbcClient jdbc,
            DataSource database,
            TransactionTemplate transaction,
            Keys keys,
            Numbers numbers,
            AuditLog audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = transaction;
        this.keys = keys;
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What became of the rows. Every row is in one of {@code added}, {@code known} and {@code rejected}.
     *
     * @param added looks that were new
     * @param known looks that were known and say the same
     * @param rejected rows that can't be used, of no known item, or at odds with a look of the same item, moment and vantage
     *     point
     * @param rejections file, line, field and code of these, at most a million; never a value
     */
    public record Result(long importId, long added, long known, long rejected, List<Rejection> rejections) {
        /** Copies the list. */
        public Result {
            rejections = List.copyOf(rejections);
        }
    }

    /**
     * Imports looks.
     *
     * @param source the register whose names of items the column {@code item} holds
     * @param name what rejections call the stream
     * @param in CSV, plain or gzip; it is closed
     * @param actor who brings them
     * @throws InputException if the stream can't be used at all; batches before the fault are kept
     */
    public Result take(String source, String name, InputStream in, String actor) {
        Run run = new Run(source, actor);
        run.begin();
        try {
            Sightings.each(name, in, run.log, run::accept);
            run.flush();
        } finally {
            run.end();
        }
        return new Result(run.id, run.added, run.known, run.log.count(), run.log.rejections());
    }

    /** One import. */
    private final class Run {
        private final String source;
        private final String actor;
        private final ReadingLog log = new ReadingLog();
        private final long id = numbers.block("look-import", 1);
        private final List<Sighting> waiting = new ArrayList<>(BATCH);

        /** Items by the name or address that rows gave, the latest used last; -1 for none. */
        private final Map<String, Long> items = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > REMEMBERED;
            }
        };

        private long added;
        private long known;

        Run(String source, String actor) {
            this.source = source;
            this.actor = actor;
        }

        void begin() {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("""
                        INSERT INTO observation_import (import_id, source, begun_at, actor, added, known, rejected)
                        VALUES (?, ?, ?, ?, 0, 0, 0)""")
                        .params(id, source, Timestamp.from(clock.instant()), actor)
                        .update();
                audit.append(actor, "looks.import", "import " + id, "");
            });
        }

        void accept(Sighting sighting) {
            if (sighting.at().isAfter(clock.instant().plus(CLOCKS))) {
                log.accept(new Rejection(sighting.file(), sighting.line(), "observed_at", "in_the_future"));
                return;
            }
            waiting.add(sighting);
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try {
                    write(connection);
                    connection.commit();
                } catch (SQLException | RuntimeException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                throw new MeasurementException(
                        "The looks can't be written (state " + e.getSQLState()
                                + "); those before are kept, so the same import can be repeated.",
                        e);
            }
            waiting.clear();
            progress();
        }

        private void write(Connection connection) throws SQLException {
            Map<String, Long> found = found(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("""
                        CREATE TEMP TABLE incoming_look (place integer, item_id bigint, at timestamptz, vantage text,
                            reason text, address text) ON COMMIT DROP""");
            }
            CopyRows rows = new CopyRows("incoming_look", "place, item_id, at, vantage, reason, address");
            long unknown = 0;
            for (int i = 0; i < waiting.size(); i++) {
                Sighting look = waiting.get(i);
                long item = found.getOrDefault(key(look), -1L);
                if (item < 0) {
                    unknown++;
                    log.accept(new Rejection(
                            look.file(), look.line(), look.item().isEmpty() ? "url" : "item", "unknown_item"));
                    continue;
                }
                rows.add(i)
                        .add(item)
                        .add(look.at().truncatedTo(ChronoUnit.MICROS))
                        .add(look.vantage())
                        .add(look.reason().name())
                        .add(look.address() == null ? null : look.address().getHostAddress())
                        .end();
            }
            rows.send(connection);
            int written;
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO observation (item_id, at, vantage, learnt_at, reason, address)
                    SELECT item_id, at, vantage, ?, reason, address FROM incoming_look
                    ON CONFLICT (item_id, at, vantage) DO NOTHING""")) {
                statement.setTimestamp(1, Timestamp.from(clock.instant()));
                written = statement.executeUpdate();
            }
            int contradictions = contradictions(connection, written + unknown == waiting.size());
            added += written;
            known += waiting.size() - unknown - written - contradictions;
        }

        /** Rows at odds with the look that is kept: the first that came. */
        private int contradictions(Connection connection, boolean none) throws SQLException {
            if (none) {
                return 0;
            }
            int count = 0;
            try (PreparedStatement statement = connection.prepareStatement("""
                            SELECT i.place FROM incoming_look i
                            JOIN observation o ON o.item_id = i.item_id AND o.at = i.at AND o.vantage = i.vantage
                            WHERE o.reason IS DISTINCT FROM i.reason OR o.address IS DISTINCT FROM i.address
                            ORDER BY i.place""");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Sighting look = waiting.get(rows.getInt(1));
                    log.accept(new Rejection(look.file(), look.line(), "reason", "contradicts_known_look"));
                    count++;
                }
            }
            return count;
        }

        private static String key(Sighting look) {
            return look.item().isEmpty() ? "url " + look.url() : "item " + look.item();
        }

        /** The items of the rows that wait. */
        private Map<String, Long> found(Connection connection) throws SQLException {
            Map<String, Long> found = new HashMap<>();
            Map<Digest, List<String>> byName = new HashMap<>();
            Map<Digest, List<String>> byAddress = new HashMap<>();
            for (Sighting look : waiting) {
                String key = key(look);
                if (found.containsKey(key)) {
                    continue;
                }
                Long remembered = items.get(key);
                if (remembered != null) {
                    found.put(key, remembered);
                    continue;
                }
                found.put(key, -1L);
                if (look.item().isEmpty()) {
                    Optional<WebUrl> url = WebUrl.parse(look.url());
                    url.ifPresent(u -> byAddress
                            .computeIfAbsent(
                                    Digest.of(NoticeDigests.ofAddress(u.canonical(), keys)), d -> new ArrayList<>(1))
                            .add(key));
                } else {
                    byName.computeIfAbsent(Digest.of(NoticeDigests.ofItem(look.item(), keys)), d -> new ArrayList<>(1))
                            .add(key);
                }
            }
            look(connection, """
                    SELECT DISTINCT ON (item_digest) item_digest, item_id FROM notice
                    WHERE item_digest = ANY (?) AND source = ? ORDER BY item_digest, notice_id""", byName, source, found);
            look(
                    connection,
                    "SELECT address_digest, item_id FROM item_by_address WHERE address_digest = ANY (?)",
                    byAddress,
                    null,
                    found);
            found.forEach((key, item) -> {
                if (item >= 0) {
                    items.put(key, item);
                }
            });
            return found;
        }

        private static void look(
                Connection connection,
                String query,
                Map<Digest, List<String>> wanted,
                @Nullable String source,
                Map<String, Long> found)
                throws SQLException {
            if (wanted.isEmpty()) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "bytea",
                                wanted.keySet().stream().map(Digest::bytes).toArray(byte[][]::new)));
                if (source != null) {
                    statement.setString(2, source);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        long item = rows.getLong(2);
                        wanted.getOrDefault(Digest.of(rows.getBytes(1)), List.of())
                                .forEach(key -> found.put(key, item));
                    }
                }
            }
        }

        private void progress() {
            jdbc.sql("UPDATE observation_import SET added = ?, known = ?, rejected = ? WHERE import_id = ?")
                    .params(added, known, log.count(), id)
                    .update();
        }

        void end() {
            progress();
            jdbc.sql("UPDATE observation_import SET ended_at = ? WHERE import_id = ?")
                    .params(Timestamp.from(clock.instant()), id)
                    .update();
        }
    }
}
