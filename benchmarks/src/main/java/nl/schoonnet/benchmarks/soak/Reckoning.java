// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;

/** Holds the database against what was acknowledged. Reads only, past the application. */
record Reckoning(Installation installation) {
    /** The longest that a lease lasts: the product's, said again here on purpose. */
    static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration SLACK = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * What was found of looks since the beginning.
     *
     * @param lost acknowledged and not there
     * @param doubled leases of which more than one look is there
     * @param wrong there and never told, or telling what isn't true of a testbed where everything stays
     */
    record Looks(long lost, long doubled, long wrong) {
        Looks plus(Looks other) {
            return new Looks(lost + other.lost, doubled + other.doubled, wrong + other.wrong);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException, IOException;
    }

    /** Asks until there is an answer: the database may be away just now. */
    private <T> T ask(Question<T> question) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (Connection connection = installation.connect()) {
                connection.setAutoCommit(false);
                return question.ask(connection);
            } catch (SQLException | IOException e) {
                if (System.nanoTime() - until > 0) {
                    throw new SoakException("The database doesn't answer.", e);
                }
                Thread.sleep(200);
            }
        }
    }

    private static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** A number from the database. */
    long number(String sql, Object... parameters) throws InterruptedException {
        return ask(connection -> number(connection, sql, parameters));
    }

    Looks looks(List<Observer> observers) throws InterruptedException, IOException {
        Looks all = new Looks(0, 0, untrue());
        for (Observer observer : observers) {
            observer.read();
            Set<Observer.Place> acknowledged = Set.copyOf(observer.acknowledged());
            Set<Observer.Place> stored = stored(observer.vantage());
            observer.read();
            long lost = acknowledged.stream()
                    .filter(place -> !stored.contains(place))
                    .count();
            long wrong = 0;
            long doubled = 0;
            Map<String, Observer.Place> ofLease = new HashMap<>();
            for (Observer.Place place : stored) {
                String token = observer.told().get(place);
                if (token == null) {
                    wrong++;
                } else if (ofLease.put(token + " " + place.item(), place) != null) {
                    doubled++;
                }
            }
            all = all.plus(new Looks(lost, doubled, wrong));
        }
        return all;
    }

    private Set<Observer.Place> stored(String vantage) throws InterruptedException {
        return ask(connection -> {
            Set<Observer.Place> stored = new HashSet<>();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT item_id, at FROM observation WHERE vantage = ?")) {
                statement.setString(1, vantage);
                statement.setFetchSize(10_000);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        stored.add(new Observer.Place(
                                rows.getLong(1), rows.getTimestamp(2).toInstant()));
                    }
                }
            }
            return stored;
        });
    }

    /** Looks that say that something is gone: everything stays there for the whole soak. */
    private long untrue() throws InterruptedException {
        return ask(connection -> {
            long untrue = 0;
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT reason, count(*) FROM observation WHERE reason IS NOT NULL GROUP BY reason");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Verdict verdict = Reason.valueOf(rows.getString(1)).verdict();
                    if (verdict != Verdict.AVAILABLE && verdict != Verdict.UNKNOWN) {
                        untrue += rows.getLong(2);
                    }
                }
            }
            return untrue;
        });
    }

    /** Notices that are there more than once, revisions that nobody sent, and addresses that became two items. */
    long doubledNotices() throws InterruptedException {
        return number("""
                SELECT (SELECT count(*) FROM notice) - (SELECT count(*) FROM notice_by_source)
                     + (SELECT count(*) FROM notice WHERE revision <> 1)
                     + (SELECT count(*) - count(DISTINCT address_digest) FROM item)
                     + abs((SELECT count(*) FROM item) - (SELECT count(*) FROM item_by_address))""");
    }

    long notices() throws InterruptedException {
        return number("SELECT count(*) FROM notice");
    }

    /** Items that were due by a moment, and that nobody has looked at since or holds a lease of that still runs. */
    long stuckSince(Instant moment) throws InterruptedException {
        Instant now = Instant.now();
        return number("""
                SELECT count(*) FROM look_plan
                WHERE due_at <= ? AND (lease_until IS NULL OR lease_until < ? OR lease_until > ?)""", Timestamp.from(moment), Timestamp.from(now.minus(SLACK)), Timestamp.from(now.plus(LEASE)));
    }

    /** Items that were due by a moment and that nobody has looked at since. */
    long dueSince(Instant moment) throws InterruptedException {
        return number("SELECT count(*) FROM look_plan WHERE due_at <= ?", Timestamp.from(moment));
    }

    /** Leases that last longer than a lease lasts. */
    long endlessLeases() throws InterruptedException {
        return number(
                "SELECT count(*) FROM look_plan WHERE lease_until > ?",
                Timestamp.from(Instant.now().plus(LEASE).plusSeconds(5)));
    }

    /** Open items without a place in the schedule of a vantage point. */
    long unplanned(String vantage) throws InterruptedException {
        return number("""
                SELECT count(*) FROM item i WHERE closed_at IS NULL
                  AND NOT EXISTS (SELECT FROM look_plan p WHERE p.item_id = i.item_id AND p.vantage = ?)""", vantage);
    }
}
