// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
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
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.reporting.population.Conclusion;
import nl.schoonnet.reporting.population.LookStore;
import nl.schoonnet.reporting.source.SightingCollector;
import nl.schoonnet.reporting.source.Sightings;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/** Looks that were learnt by a moment. */
final class LooksInDatabase implements LookStore {
    private static final String COLUMNS = "item_id, at, vantage, reason, address, status, took_ms";

    /** Of more items than this part of all, all looks are read in the order in which they lie. */
    private static final int PART = 50;

    private static final int TOGETHER = 10_000;

    /** How deeply a vantage point looks is asked of so many of its first and its last looks. */
    private static final int ASKED = 100;

    private final Connection connection;
    private final long[] itemIds;
    private final Instant asOf;

    /** Whether these are all items, so that many of them are best found by reading all looks. */
    private final boolean ofAll;

    private final List<String> vantages = new ArrayList<>();
    private Optional<Instant> last = Optional.empty();
    private boolean pagesUnread;

    /** What was concluded, by place; null where nothing is kept that holds at the moment. */
    private final @Nullable Conclusion[] concluded;

    private final LookDigest[] digests;
    private final BlindTimes blind;

    /** When the last was learnt of blind times that bear on the looks of an item; null if nothing was. */
    private final @Nullable Instant[] blindLearnt;

    /** Of some items, whatever was learnt of them; the last of all looks isn't known then. */
    static LooksInDatabase ofSome(Connection connection, long[] itemIds, List<String> vantages) throws SQLException {
        return new LooksInDatabase(connection, itemIds, Instant.parse("9000-01-01T00:00:00Z"), vantages, false);
    }

    private LooksInDatabase(Connection connection, long[] itemIds, Instant asOf, List<String> vantages, boolean ofAll)
            throws SQLException {
        this.ofAll = ofAll;
        this.blind = BlindTimes.known(connection, asOf);
        this.blindLearnt = new Instant[blind.all().isEmpty() ? 0 : itemIds.length];
        this.connection = connection;
        this.itemIds = itemIds;
        this.asOf = asOf;
        this.concluded = new Conclusion[itemIds.length];
        this.digests = new LookDigest[itemIds.length];
        this.vantages.addAll(vantages);
    }

    /** @param itemIds those of all items, ascending */
    LooksInDatabase(Connection connection, long[] itemIds, Instant asOf) throws SQLException {
        this(connection, itemIds, asOf, List.of(), true);
        for (String vantage : names(connection)) {
            Optional<Instant> newest = newest(vantage);
            newest.ifPresent(at -> {
                vantages.add(vantage);
                last = last.filter(known -> known.isAfter(at)).or(() -> Optional.of(at));
            });
            pagesUnread |= newest.isPresent() && readNoPage(vantage);
        }
    }

    private Optional<Instant> newest(String vantage) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT at FROM observation WHERE vantage = ? AND learnt_at <= ? ORDER BY at DESC LIMIT 1")) {
            statement.setString(1, vantage);
            statement.setTimestamp(2, Timestamp.from(asOf));
            try (ResultSet found = statement.executeQuery()) {
                // What was dated ahead doesn't move the cut-off into the future.
                return found.next()
                        ? Optional.of(found.getTimestamp(1).toInstant()).map(at -> at.isAfter(asOf) ? asOf : at)
                        : Optional.empty();
            }
        }
    }

    /** Whether looks of its were below the level of bodies; of all looks it would take minutes to ask. */
    private boolean readNoPage(String vantage) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT coalesce(bool_or(level < %1$d), false) FROM (
                    (SELECT level FROM observation WHERE vantage = ? AND learnt_at <= ? ORDER BY at LIMIT %2$d)
                    UNION ALL
                    (SELECT level FROM observation WHERE vantage = ? AND learnt_at <= ? ORDER BY at DESC LIMIT %2$d)) o\
                """.formatted(Level.BODY.number(), ASKED))) {
            for (int both = 0; both < 2; both++) {
                statement.setString(2 * both + 1, vantage);
                statement.setTimestamp(2 * both + 2, Timestamp.from(asOf));
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    /**
     * Reads what was concluded, but of items with facts that came since, or that weren't known at the moment.
     *
     * @param now what was concluded by a clock that was ahead of it isn't believed
     */
    void readConclusions(Instant now) throws SQLException {
        Optional<Instant> through = Watermark.through(connection, vantages, now);
        if (through.isEmpty()) {
            return;
        }
        BitSet changed = new BitSet();
        for (String facts : List.of(
                "SELECT item_id FROM notice WHERE learnt_at > '" + through.get() + "'",
                "SELECT item_id FROM observation WHERE learnt_at > '" + through.get() + "'",
                BlindTimes.changed(through.get()))) {
            BinaryRows rows = BinaryRows.of(connection, facts);
            for (ByteBuffer row = rows.next(); row != null; row = rows.next()) {
                int place = Arrays.binarySearch(itemIds, BinaryRows.int8(row));
                if (place >= 0) {
                    changed.set(place);
                }
            }
        }
        List<IntervalRows.Read> ofItem = new ArrayList<>();
        BinaryRows.of(
                        connection,
                        "SELECT " + IntervalRows.COLUMNS + " FROM episode_interval ORDER BY item_id, number, yardstick")
                .decoded(IntervalRows.Read::of, row -> {
                    if (!ofItem.isEmpty() && ofItem.getFirst().item() != row.item()) {
                        keep(ofItem, changed);
                    }
                    ofItem.add(row);
                });
        keep(ofItem, changed);
    }

    /** Keeps what was concluded of an item, if it holds at the moment; empties the list. */
    private void keep(List<IntervalRows.Read> ofItem, BitSet changed) {
        if (ofItem.isEmpty()) {
            return;
        }
        IntervalRows.Kept kept = IntervalRows.Read.together(ofItem);
        ofItem.clear();
        int place = Arrays.binarySearch(itemIds, kept.item());
        if (place >= 0 && !changed.get(place) && !kept.learnt().isAfter(asOf)) {
            concluded[place] = kept.conclusion();
            digests[place] = kept.facts();
        }
    }

    @Override
    public Optional<Conclusion> concluded(int place) {
        Conclusion kept = concluded[place];
        concluded[place] = null;
        return Optional.ofNullable(kept);
    }

    /** Adds what was read of looks, item by item. */
    void digest(MessageDigest digest) {
        for (LookDigest one : digests) {
            digest.update(Objects.requireNonNullElse(one, LookDigest.NONE).bytes());
        }
    }

    /** Each name is found by a step in the index, not by reading all looks. */
    static List<String> names(Connection connection) throws SQLException {
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
    public boolean pagesUnread() {
        return pagesUnread;
    }

    @Override
    public List<String> vantages() {
        return List.copyOf(vantages);
    }

    @Override
    public Sightings looks(BitSet wanted) {
        SightingCollector collector = new SightingCollector(itemIds.length);
        try {
            if (ofAll && wanted.cardinality() > itemIds.length / PART) {
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
        Sightings sightings = collector.sightings();
        wanted.stream().parallel().forEach(place -> digests[place] = LookDigest.of(sightings, place));
        return sightings;
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
            int took = BinaryRows.int4OrZero(row);
            int place = Arrays.binarySearch(itemIds, item);
            if (place < 0 || !wanted.get(place)) {
                continue;
            }
            boolean added = collector.add(
                    place,
                    micros * 1_000,
                    believed(place, vantage, micros, took) ? reason(reason, answered) : Reason.VANTAGE_DOWN,
                    collector.vantage(vantage),
                    Math.max(-1, collector.address(address == null ? "" : address)));
            if (!added) {
                throw new MeasurementException(
                        "There are more than a billion looks in the database; give a shorter period.");
            }
        }
    }

    private boolean believed(int place, String vantage, long micros, int took) {
        if (blindLearnt.length == 0) {
            return true;
        }
        Instant at = BinaryRows.instant(micros);
        Instant learnt = blind.learnt(vantage, at);
        Instant known = blindLearnt[place];
        if (known == null || learnt.isAfter(known)) {
            blindLearnt[place] = learnt;
        }
        return !blind.covers(vantage, at, took);
    }

    /** When the last was learnt of blind times that bear on the looks of an item that were read; 1970 if nothing was. */
    Instant blindLearnt(int place) {
        return blindLearnt.length == 0 ? Instant.EPOCH : Objects.requireNonNullElse(blindLearnt[place], Instant.EPOCH);
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
