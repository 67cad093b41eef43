// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
    private final Connection connection;
    private final Keys keys;
    private final Instant asOf;
    private final Instant now;
    private final MessageDigest digest = sha256();
    private @Nullable LooksInDatabase looks;
    private @Nullable String hex;

    private KnownFacts(Connection connection, Keys keys, Instant asOf, Instant now) {
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
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            return new KnownFacts(connection, keys, asOf, now);
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
        try {
            NoticeRows notices = new NoticeRows(keys, digest);
            List<FollowedItem> items = notices.read(connection, asOf, norm);
            LooksInDatabase found = new LooksInDatabase(connection, notices.itemIds(), asOf);
            found.readConclusions(now);
            looks = found;
            return new Facts.InRegister(items, found);
        } catch (SQLException e) {
            throw MeasurementException.unreadable(e);
        }
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
            connection.rollback();
            connection.setReadOnly(false);
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
