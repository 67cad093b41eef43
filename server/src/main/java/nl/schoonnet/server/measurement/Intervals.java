// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.population.Conclusion;
import nl.schoonnet.reporting.population.FollowedItem;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.server.keys.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Keeps what follows from the facts about each item up to date, so that a report needn't read all looks. An item is concluded
 * anew, by the code that a report uses, when it has facts that were learnt after the watermark; the watermark never passes a
 * moment at which a fact may still appear ({@link Watermark#settled}). So nothing is lost when a process dies at any point, and
 * whatever is concluded twice comes out the same. One process at a time does it; others find the lease taken.
 */
@Service
public class Intervals {
    private static final Logger LOG = LoggerFactory.getLogger(Intervals.class);
    private static final int TOGETHER = 5_000;
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final DataSource database;
    private final Keys keys;
    private final InstantSource clock;
    private final Duration margin;

    /** Over a database with its keys. */
    @Autowired
    public Intervals(DataSource database, Keys keys, InstantSource clock) {
        this(database, keys, clock, Watermark.MARGIN);
    }

    Intervals(DataSource database, Keys keys, InstantSource clock, Duration margin) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.margin = margin;
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void now() {
        try {
            update();
        } catch (MeasurementException e) {
            LOG.warn("Intervals aren't up to date; it is tried again", e);
        }
    }

    /**
     * Concludes anew whatever has facts since the last time; everything, if a vantage point looked for the first time or the
     * method is another one, or the clock was ahead then.
     *
     * @return how many items were concluded; 0 also if another process is at it
     */
    public long update() {
        return round(false);
    }

    /** Concludes everything anew; the rows come out the same. */
    public long recompute() {
        return round(true);
    }

    private long round(boolean everything) {
        String token = UUID.randomUUID().toString();
        try (Connection connection = database.getConnection()) {
            if (!lease(connection, token)) {
                return 0;
            }
            try {
                Instant now = clock.instant();
                Instant settled = Watermark.settled(connection, now, margin);
                List<String> vantages = LooksInDatabase.names(connection);
                Optional<Instant> through =
                        everything ? Optional.empty() : Watermark.through(connection, vantages, now);
                if (through.isEmpty()) {
                    // What is kept counts for nothing until all of it was made with these vantage points.
                    forget(connection, token);
                }
                long[] items = through.isEmpty() ? all(connection) : changed(connection, through.get());
                for (int from = 0; from < items.length; from += TOGETHER) {
                    conclude(
                            connection,
                            Arrays.copyOfRange(items, from, Math.min(items.length, from + TOGETHER)),
                            vantages,
                            token);
                }
                advance(connection, token, settled, vantages);
                return items.length;
            } finally {
                release(connection, token);
            }
        } catch (SQLException e) {
            throw new MeasurementException("Intervals can't be brought up to date (state " + e.getSQLState() + ").", e);
        }
    }

    private boolean lease(Connection connection, String token) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE episode_watermark SET lease_until = ?, lease_token = ?
                WHERE singleton AND (lease_until IS NULL OR lease_until <= ?)""")) {
            statement.setTimestamp(1, Timestamp.from(now.plus(LEASE)));
            statement.setString(2, token);
            statement.setTimestamp(3, Timestamp.from(now));
            return statement.executeUpdate() == 1;
        }
    }

    private static void release(Connection connection, String token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE episode_watermark SET lease_until = NULL, lease_token = NULL WHERE lease_token = ?")) {
            statement.setString(1, token);
            statement.executeUpdate();
        }
    }

    private static void forget(Connection connection, String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE episode_watermark SET through = NULL WHERE lease_token = ?")) {
            statement.setString(1, token);
            statement.executeUpdate();
        }
    }

    private static void advance(Connection connection, String token, Instant through, List<String> vantages)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE episode_watermark SET through = greatest(through, ?), vantages = ?, method = ?
                WHERE lease_token = ?""")) {
            statement.setTimestamp(1, Timestamp.from(through));
            statement.setString(2, Watermark.text(vantages));
            statement.setString(3, FigureSettings.METHOD_VERSION);
            statement.setString(4, token);
            statement.executeUpdate();
        }
    }

    private static long[] all(Connection connection) throws SQLException {
        return ids(connection, "SELECT item_id FROM item ORDER BY item_id");
    }

    private static long[] changed(Connection connection, Instant through) throws SQLException {
        return ids(connection, """
                SELECT item_id FROM observation WHERE learnt_at > '%1$s'
                UNION SELECT item_id FROM notice WHERE learnt_at > '%1$s'
                UNION %2$s ORDER BY item_id""".formatted(through, BlindTimes.changed(through)));
    }

    private static long[] ids(Connection connection, String query) throws SQLException {
        LongStream.Builder ids = LongStream.builder();
        BinaryRows rows = BinaryRows.of(connection, query);
        for (ByteBuffer row = rows.next(); row != null; row = rows.next()) {
            ids.add(BinaryRows.int8(row));
        }
        return ids.build().toArray();
    }

    /** Some items in one transaction, unless the lease was lost: then another process does it. */
    private void conclude(Connection connection, long[] items, List<String> vantages, String token)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            hold(connection, token);
            String some = "item_id = ANY ('"
                    + Arrays.toString(items).replace('[', '{').replace(']', '}') + "'::bigint[])";
            NoticeRows notices = new NoticeRows(keys, KnownFacts.sha256());
            List<FollowedItem> followed = notices.read(connection, some);
            long[] ids = notices.itemIds();
            LooksInDatabase looks = LooksInDatabase.ofSome(connection, ids, vantages);
            BitSet every = new BitSet(ids.length);
            every.set(0, ids.length);
            Sightings sightings = looks.looks(every);
            Instant[] learnt = learnt(connection, some, ids);
            IntervalRows rows = new IntervalRows();
            IntStream.range(0, ids.length)
                    .parallel()
                    .mapToObj(place -> Conclusion.of(followed.get(place).notices(), sightings, place, vantages)
                            .map(conclusion -> new IntervalRows.Kept(
                                    ids[place],
                                    conclusion,
                                    later(learnt[place], looks.blindLearnt(place)),
                                    LookDigest.of(sightings, place))))
                    .toList()
                    .forEach(kept -> kept.ifPresent(rows::add));
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM episode_interval WHERE " + some)) {
                statement.executeUpdate();
            }
            rows.send(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void hold(Connection connection, String token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE episode_watermark SET lease_until = ? WHERE lease_token = ?")) {
            statement.setTimestamp(1, Timestamp.from(clock.instant().plus(LEASE)));
            statement.setString(2, token);
            if (statement.executeUpdate() == 0) {
                throw new MeasurementException("Another process concludes intervals; this one stops.");
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** When the last fact of each item was learnt. */
    private static Instant[] learnt(Connection connection, String some, long[] ids) throws SQLException {
        Instant[] learnt = new Instant[ids.length];
        Arrays.fill(learnt, Instant.EPOCH);
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT item_id, max(learnt_at) FROM (
                            SELECT item_id, learnt_at FROM notice WHERE %1$s
                            UNION ALL SELECT item_id, learnt_at FROM observation WHERE %1$s) AS facts
                        GROUP BY item_id""".formatted(some));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int place = Arrays.binarySearch(ids, row.getLong(1));
                if (place >= 0) {
                    learnt[place] = row.getTimestamp(2).toInstant();
                }
            }
        }
        return learnt;
    }
}
