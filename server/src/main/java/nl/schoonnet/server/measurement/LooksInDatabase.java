// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nl.schoonnet.reporting.population.LookStore;
import nl.schoonnet.reporting.source.SightingCollector;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/** Looks that were learnt by a moment. */
final class LooksInDatabase implements LookStore {
    private static final String COLUMNS = "item_id, at, vantage, reason, address, status";

    /** Of more items than this part of all, all looks are read in the order in which they lie. */
    private static final int PART = 50;

    private static final int TOGETHER = 10_000;

    private final Connection connection;
    private final long[] itemIds;
    private final Instant asOf;
    private final List<String> vantages = new ArrayList<>();
    private Optional<Instant> last = Optional.empty();

    /** @param itemIds ascending */
    LooksInDatabase(Connection connection, long[] itemIds, Instant asOf) throws SQLException {
        this.connection = connection;
        this.itemIds = itemIds;
        this.asOf = asOf;
        for (String vantage : names()) {
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT at FROM observation WHERE vantage = ? AND learnt_at <= ? ORDER BY at DESC LIMIT 1""")) {
                statement.setString(1, vantage);
                statement.setTimestamp(2, Timestamp.from(asOf));
                try (ResultSet found = statement.executeQuery()) {
                    if (found.next()) {
                        Instant at = found.getTimestamp(1).toInstant();
                        vantages.add(vantage);
                        last = last.filter(known -> known.isAfter(at)).or(() -> Optional.of(at));
                    }
                }
            }
        }
    }

    /** Each name is found by a step in the index, not by reading all looks. */
    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                        WITH RECURSIVE v (name) AS (
                            (SELECT vantage FROM observation ORDER BY vantage LIMIT 1)
                            UNION ALL
                            SELECT (SELECT o.vantage FROM observation o WHERE o.vantage > v.name
                                    ORDER BY o.vantage LIMIT 1)
                            FROM v WHERE v.name IS NOT NULL)
                        SELECT name FROM v WHERE name IS NOT NULL""");
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                names.add(Objects.requireNonNull(found.getString(1)));
            }
        }
        names.sort(String::compareTo);
        return names;
    }

    @Override
    public Optional<Instant> last() {
        return last;
    }

    @Override
    public List<String> vantages() {
        return List.copyOf(vantages);
    }

    @Override
    public Sightings looks(BitSet wanted) {
        SightingCollector collector = new SightingCollector(itemIds.length);
        try {
            if (wanted.cardinality() > itemIds.length / PART) {
                collect("SELECT " + COLUMNS + " FROM observation WHERE learnt_at <= '" + asOf + "'", wanted, collector);
            } else {
                long[] ids = wanted.stream().mapToLong(i -> itemIds[i]).toArray();
                for (int from = 0; from < ids.length; from += TOGETHER) {
                    String some = Arrays.toString(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + TOGETHER)))
                            .replace('[', '{')
                            .replace(']', '}');
                    collect(
                            "SELECT " + COLUMNS + " FROM observation WHERE item_id = ANY ('" + some
                                    + "'::bigint[]) AND learnt_at <= '" + asOf + "'",
                            wanted,
                            collector);
                }
            }
        } catch (SQLException e) {
            throw MeasurementException.unreadable(e);
        }
        return collector.sightings();
    }

    private void collect(String query, BitSet wanted, SightingCollector collector) throws SQLException {
        BinaryRows rows = BinaryRows.of(connection, query);
        for (ByteBuffer row = rows.next(); row != null; row = rows.next()) {
            long item = BinaryRows.int8(row);
            long micros = BinaryRows.micros(row);
            String vantage = Objects.requireNonNull(BinaryRows.text(row));
            String reason = BinaryRows.text(row);
            String address = BinaryRows.text(row);
            boolean answered = BinaryRows.int2OrNone(row) >= 0;
            int place = Arrays.binarySearch(itemIds, item);
            if (place < 0 || !wanted.get(place)) {
                continue;
            }
            boolean added = collector.add(
                    place,
                    micros * 1_000,
                    reason(reason, answered),
                    collector.vantage(vantage),
                    Math.max(-1, collector.address(address == null ? "" : address)));
            if (!added) {
                throw new MeasurementException(
                        "There are more than a billion looks in the database; give a shorter period.");
            }
        }
    }

    /**
     * A look that came to no judgement says nothing: it is no answer of the host where there was none, and interrupts a host's
     * silence where there was one. Neither proves anything of the item.
     */
    static Reason reason(@Nullable String code, boolean answered) {
        if (code == null) {
            return answered ? Reason.SERVER_ERROR : Reason.VANTAGE_DOWN;
        }
        try {
            return Reason.valueOf(code);
        } catch (IllegalArgumentException e) {
            throw new MeasurementException(
                    "A look in the database has a reason that this version doesn't know: a newer one filled it.", e);
        }
    }
}
