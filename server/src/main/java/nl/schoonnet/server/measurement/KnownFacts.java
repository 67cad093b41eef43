// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import javax.sql.DataSource;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.FollowedItem;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a database as they were known at a moment, all as of one snapshot. What is sealed is opened in this process
 * and kept nowhere else. Not safe for use by many threads.
 */
public final class KnownFacts implements AutoCloseable {
    private final DataSource database;
    private final Connection connection;
    private final Keys keys;
    private final Instant asOf;
    private final Instant now;
    private final MessageDigest digest = sha256();
    private @Nullable LooksInDatabase looks;
    private @Nullable String hex;

    private KnownFacts(DataSource database, Connection connection, Keys keys, Instant asOf, Instant now) {
        this.database = database;
        this.connection = connection;
        this.keys = keys;
        this.asOf = asOf;
        this.now = now;
    }

    /**
     * Facts that were learnt by a moment.
     *
     * @param keys those of the database
     * @param asOf what was learnt later doesn't count
     * @param now the present
     * @throws MeasurementException if the database can't be read
     */
    public static KnownFacts of(DataSource database, Keys keys, Instant asOf, Instant now) {
        try {
            Connection connection = database.getConnection();
            begin(connection);
            return new KnownFacts(database, connection, keys, asOf, now);
        } catch (SQLException e) {
            throw MeasurementException.unreadable(e);
        }
    }

    /**
     * Notices and looks for a report; valid until this is closed.
     *
     * @param norm that the report measures: whether an item was drawn counts until twice that after its notice
     * @throws MeasurementException if the database can't be read
     */
    public Facts.InRegister register(Duration norm) {
        // What was concluded comes beside the notices, on a connection of its own that sees the same: of millions each
        // takes long.
        try (Connection beside = database.getConnection()) {
            try {
                begin(beside);
                join(beside);
                ForkJoinTask<List<IntervalRows.Kept>> concluded =
                        ForkJoinTask.adapt(() -> conclusions(beside)).fork();
                try {
                    NoticeRows notices = new NoticeRows(keys, digest);
                    List<FollowedItem> items = notices.read(connection, asOf, norm);
                    LooksInDatabase found = new LooksInDatabase(connection, notices.itemIds(), asOf);
                    found.take(concluded.join(), now);
                    looks = found;
                    return new Facts.InRegister(items, found);
                } finally {
                    concluded.quietlyJoin();
                }
            } finally {
                end(beside);
            }
        } catch (SQLException e) {
            throw MeasurementException.unreadable(e);
        }
    }

    private static List<IntervalRows.Kept> conclusions(Connection connection) {
        try {
            return LooksInDatabase.conclusions(connection);
        } catch (SQLException e) {
            throw MeasurementException.unreadable(e);
        }
    }

    /** Has another connection see what this one sees. */
    private void join(Connection beside) throws SQLException {
        try (Statement ours = connection.createStatement();
                ResultSet snapshot = ours.executeQuery("SELECT pg_export_snapshot()");
                Statement theirs = beside.createStatement()) {
            if (!snapshot.next()) {
                throw new SQLException("The database gives no name for its snapshot.");
            }
            theirs.execute("SET TRANSACTION SNAPSHOT '" + snapshot.getString(1) + "'");
        }
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    private static void end(Connection connection) throws SQLException {
        connection.rollback();
        connection.setReadOnly(false);
    }

    /**
     * SHA-256 over the facts that a report was made from, to be asked for once it is; the same facts have the same, wherever and
     * whenever they are read, and whether conclusions from them were kept or not.
     */
    public String digest() {
        if (hex == null) {
            if (looks != null) {
                looks.digest(digest);
            }
            hex = HexFormat.of().formatHex(digest.digest());
        }
        return hex;
    }

    @Override
    public void close() {
        try (connection) {
            end(connection);
        } catch (SQLException e) {
            throw MeasurementException.unreadable(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
