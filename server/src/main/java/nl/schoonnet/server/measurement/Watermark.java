// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.reporting.figures.FigureSettings;

/** Up to when all facts are in the intervals. */
final class Watermark {
    /** A fact is dated before its transaction writes it, and clocks of machines differ, by no more than this. */
    static final Duration MARGIN = Duration.ofSeconds(60);

    private Watermark() {}

    /**
     * The moment; empty if intervals were concluded with other vantage points or by another method, or never. One that is
     * still to come was set by a clock that was ahead, and facts of now would pass for ones that were seen to: then it is
     * empty too. As it stays a margin behind, a clock that is ahead by no more than that makes no difference.
     */
    static Optional<Instant> through(Connection connection, List<String> vantages, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT through FROM episode_watermark
                WHERE singleton AND vantages = ? AND method = ? AND through <= ?""")) {
            statement.setString(1, text(vantages));
            statement.setString(2, FigureSettings.METHOD_VERSION);
            statement.setTimestamp(3, Timestamp.from(now));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        }
    }

    static String text(List<String> vantages) {
        return String.join("\n", vantages);
    }

    /**
     * The moment up to which no fact can still appear: whoever is writing now dated it later. A transaction that only reads
     * doesn't hold it up for more than ten minutes.
     */
    static Instant settled(Connection connection, Instant now, Duration margin) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                        SELECT extract(epoch FROM max(clock_timestamp() - xact_start)) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
                          AND (backend_xid IS NOT NULL OR xact_start > clock_timestamp() - interval '10 minutes')""");
                ResultSet row = statement.executeQuery()) {
            double oldest = row.next() ? Math.max(0, row.getDouble(1)) : 0;
            return now.minusMillis((long) Math.ceil(oldest * 1_000)).minus(margin);
        }
    }
}
