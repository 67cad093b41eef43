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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When vantage points saw nothing, as it was known at a moment. A look that touches such a time isn't believed: whatever it
 * says, its own vantage point had failed.
 */
record BlindTimes(List<Blind> all) {
    /** No look takes longer. */
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

    /**
     * One time.
     *
     * @param until its end; null if that isn't known
     * @param learnt when it, or its end, was last learnt of
     */
    record Blind(String vantage, Instant since, @Nullable Instant until, Instant learnt) {}

    static BlindTimes known(Connection connection, Instant asOf) throws SQLException {
        List<Blind> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT vantage, since, until, learnt_at, ended_at FROM vantage_blind WHERE learnt_at <= ?")) {
            statement.setTimestamp(1, Timestamp.from(asOf));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp until = row.getTimestamp(3);
                    Timestamp ended = row.getTimestamp(5);
                    boolean over =
                            until != null && ended != null && !ended.toInstant().isAfter(asOf);
                    all.add(new Blind(
                            Objects.requireNonNull(row.getString(1)),
                            row.getTimestamp(2).toInstant(),
                            over ? until.toInstant() : null,
                            over ? ended.toInstant() : row.getTimestamp(4).toInstant()));
                }
            }
        }
        return new BlindTimes(List.copyOf(all));
    }

    /** Whether a look isn't believed. */
    boolean covers(String vantage, Instant at, int tookMillis) {
        return !all.isEmpty()
                && all.stream()
                        .anyMatch(blind -> blind.vantage.equals(vantage)
                                && (blind.until == null || at.isBefore(blind.until))
                                && !at.plusMillis(tookMillis).isBefore(blind.since));
    }

    /** When the last was learnt that could bear on a look; 1970 if nothing does. */
    Instant learnt(String vantage, Instant at) {
        Instant last = Instant.EPOCH;
        for (Blind blind : all) {
            if (blind.vantage.equals(vantage)
                    && !at.plus(LONGEST_LOOK).isBefore(blind.since)
                    && blind.learnt.isAfter(last)) {
                last = blind.learnt;
            }
        }
        return last;
    }

    /** A query for the items on whose looks something bears that was learnt after a moment. */
    static String changed(Instant after) {
        return """
                SELECT o.item_id FROM vantage_blind b
                JOIN observation o ON o.vantage = b.vantage AND o.at >= b.since - interval '10 minutes'
                WHERE b.learnt_at > '%1$s' OR b.ended_at > '%1$s'""".formatted(after);
    }
}
