// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.work.Resolved;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the DNS said at looks. A row is written where something differs from the newest of the same item and vantage point;
 * names are sealed, bound to their row. Safe for many threads.
 */
@Service
public class Resolutions {
    private static final Logger LOG = LoggerFactory.getLogger(Resolutions.class);
    private static final int RESEALED_TOGETHER = 1_000;

    private final JdbcClient jdbc;
    private final Keys keys;

    /** The key that sealed every name; whoever rotates makes another one. */
    private volatile int sealsAll;

    Resolutions(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** What the DNS said at one look at an item. */
    public record Said(long item, Instant at, Resolved resolved) {}

    /**
     * What is kept of it.
     *
     * @param resolved without names if these were erased
     */
    public record Kept(String vantage, Instant at, Resolved resolved) {}

    private record Key(long item, Instant at) {}

    private record Newest(Digest said, @Nullable Digest nameServers, String addresses) {}

    private record Row(Said said, Digest digest, @Nullable Digest nameServers) {}

    /**
     * Keeps what is new of it. Belongs into the transaction that writes the looks.
     *
     * @param now when it was learnt
     */
    public void keep(String vantage, Instant now, List<Said> all) {
        if (all.isEmpty()) {
            return;
        }
        Map<Key, Newest> before = newest(vantage, all);
        Map<Long, Newest> written = new HashMap<>();
        List<Row> rows = new ArrayList<>();
        List<Said> ordered = all.stream()
                .sorted(Comparator.comparingLong(Said::item).thenComparing(Said::at))
                .toList();
        for (Said one : ordered) {
            Newest newest =
                    Optional.ofNullable(written.get(one.item())).orElse(before.get(new Key(one.item(), one.at())));
            Row row = new Row(one, said(one.resolved()), nameServers(one.resolved()));
            if (differs(row, newest)) {
                rows.add(row);
                written.put(
                        one.item(),
                        new Newest(
                                row.digest,
                                row.nameServers,
                                addresses(one.resolved().addresses())));
            }
        }
        if (!rows.isEmpty()) {
            write(vantage, now, rows);
            due(rows);
        }
    }

    private static boolean differs(Row row, @Nullable Newest newest) {
        if (newest == null) {
            return true;
        }
        boolean otherServers =
                row.nameServers != null && (newest.nameServers == null || !row.nameServers.same(newest.nameServers));
        if (otherServers) {
            return true;
        }
        Resolved resolved = row.said.resolved();
        if (!resolved.complete()) {
            // What one family says alone is new only where it says more.
            List<String> known = Arrays.asList(newest.addresses.split(" "));
            return !resolved.addresses().stream().map(Object::toString).allMatch(known::contains);
        }
        return !row.digest.same(newest.said);
    }

    private Map<Key, Newest> newest(String vantage, List<Said> all) {
        Map<Key, Newest> newest = new HashMap<>();
        jdbc.sql("""
                SELECT u.item, u.at, n.said, n.name_servers, n.addresses
                FROM unnest(?::bigint[], ?::text[]::timestamptz[]) AS u (item, at)
                CROSS JOIN LATERAL (SELECT said, name_servers, addresses FROM resolution r
                    WHERE r.item_id = u.item AND r.vantage = ? AND r.at <= u.at ORDER BY r.at DESC LIMIT 1) AS n""")
                .params(
                        all.stream().map(Said::item).toArray(Long[]::new),
                        all.stream().map(one -> one.at().toString()).toArray(String[]::new),
                        vantage)
                .query(row -> {
                    byte[] servers = row.getBytes(4);
                    newest.put(
                            new Key(row.getLong(1), row.getTimestamp(2).toInstant()),
                            new Newest(
                                    Digest.of(row.getBytes(3)),
                                    servers == null ? null : Digest.of(servers),
                                    row.getString(5)));
                });
        return newest;
    }

    private void write(String vantage, Instant now, List<Row> rows) {
        List<byte @Nullable []> sealed = new ArrayList<>();
        for (Row row : rows) {
            sealed.add(names(row.said.resolved())
                    .map(names -> keys.seal(names, context(row.said.item(), vantage, row.said.at())))
                    .orElse(null));
        }
        jdbc.sql("""
                INSERT INTO resolution
                    (item_id, vantage, at, learnt_at, answer, complete, addresses, names, said, name_servers, sealed_with)
                SELECT item, ?, at, ?, answer, complete, addresses, names, said, servers, sealed_with
                FROM unnest(?::bigint[], ?::text[]::timestamptz[], ?::text[], ?::boolean[], ?::text[], ?::bytea[], ?::bytea[],
                    ?::bytea[], ?::int[]) AS u (item, at, answer, complete, addresses, names, said, servers, sealed_with)
                ON CONFLICT (item_id, vantage, at) DO NOTHING""")
                .params(Arrays.asList(
                        vantage,
                        Timestamp.from(now),
                        rows.stream().map(row -> row.said.item()).toArray(Long[]::new),
                        rows.stream().map(row -> row.said.at().toString()).toArray(String[]::new),
                        rows.stream()
                                .map(row -> row.said.resolved().answer().name())
                                .toArray(String[]::new),
                        rows.stream().map(row -> row.said.resolved().complete()).toArray(Boolean[]::new),
                        rows.stream()
                                .map(row -> addresses(row.said.resolved().addresses()))
                                .toArray(String[]::new),
                        sealed.toArray(byte[][]::new),
                        rows.stream().map(row -> row.digest.bytes()).toArray(byte[][]::new),
                        rows.stream()
                                .map(row -> row.nameServers == null ? null : row.nameServers.bytes())
                                .toArray(byte[][]::new),
                        sealed.stream()
                                .map(names -> names == null ? null : (@Nullable Integer) Keys.sealedWith(names))
                                .toArray(Integer[]::new)))
                .update();
    }

    /** In the order of the items, so that two that report don't wait for one another in a circle. */
    private void due(List<Row> rows) {
        Map<Long, Instant> since = new HashMap<>();
        rows.forEach(row -> since.merge(row.said.item(), row.said.at(), (a, b) -> a.isBefore(b) ? a : b));
        List<Long> items = since.keySet().stream().sorted().toList();
        jdbc.sql("""
                INSERT INTO attribution_due AS d (item_id, since, marks)
                SELECT item, since, 1 FROM unnest(?::bigint[], ?::text[]::timestamptz[]) AS u (item, since) ORDER BY item
                ON CONFLICT (item_id) DO UPDATE SET since = least(d.since, excluded.since), marks = d.marks + 1""")
                .params(
                        items.toArray(Long[]::new),
                        items.stream()
                                .map(item -> String.valueOf(since.get(item)))
                                .toArray(String[]::new))
                .update();
    }

    /**
     * What was kept of an item, in the order of time, with its names: for a use that shows them to nobody who may not see the
     * item's address.
     */
    public List<Kept> ofItem(long item) {
        return jdbc.sql("""
                SELECT vantage, at, answer, complete, addresses, names FROM resolution WHERE item_id = ?
                ORDER BY at, vantage""").param(item).query((row, n) -> kept(item, row)).list();
    }

    private Kept kept(long item, ResultSet row) throws SQLException {
        String vantage = row.getString(1);
        Instant at = row.getTimestamp(2).toInstant();
        byte[] sealed = row.getBytes(6);
        List<List<String>> names =
                sealed == null ? List.of(List.of(), List.of()) : read(keys.open(sealed, context(item, vantage, at)));
        return new Kept(
                vantage,
                at,
                new Resolved(
                        Resolved.Answer.valueOf(row.getString(3)),
                        parsed(row.getString(5)),
                        names.getFirst(),
                        names.getLast(),
                        row.getBoolean(4)));
    }

    /** Addresses of these items by vantage point and moment, in the order of time; names stay sealed. */
    Map<Long, List<Kept>> addresses(Collection<Long> items) {
        Map<Long, List<Kept>> kept = new HashMap<>();
        jdbc.sql("""
                SELECT item_id, vantage, at, answer, complete, addresses FROM resolution WHERE item_id = ANY (?)
                ORDER BY item_id, at, vantage""").param(items.toArray(Long[]::new)).query(row -> {
            kept.computeIfAbsent(row.getLong(1), unknown -> new ArrayList<>())
                    .add(new Kept(
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            new Resolved(
                                    Resolved.Answer.valueOf(row.getString(4)),
                                    parsed(row.getString(6)),
                                    List.of(),
                                    List.of(),
                                    row.getBoolean(5))));
        });
        return kept;
    }

    /** Names go with the address of their item. */
    @Scheduled(cron = "0 47 3 * * *", zone = "Europe/Amsterdam")
    @Transactional
    public int erase() {
        return jdbc.sql("""
                UPDATE resolution SET names = NULL, sealed_with = NULL WHERE names IS NOT NULL
                  AND item_id IN (SELECT item_id FROM item WHERE erased_at IS NOT NULL)""").update();
    }

    /** Gives names that an earlier key sealed to the newest; returns how many. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
    public long reseal() {
        long done = 0;
        int key = keys.sealingKey();
        if (key == sealsAll) {
            return 0;
        }
        long closed = 0;
        for (List<SealedNames> some = sealedAfter(SealedNames.FIRST);
                !some.isEmpty();
                some = sealedAfter(some.getLast())) {
            for (SealedNames one : some) {
                if (reseal(one)) {
                    done++;
                } else {
                    closed++;
                }
            }
        }
        if (closed > 0) {
            LOG.error("Names of {} answers of the DNS can't be given to the newest key: they don't open", closed);
        }
        sealsAll = key;
        return done;
    }

    /** Where names stand that an earlier key sealed. */
    private record SealedNames(long item, String vantage, Instant at) {
        private static final SealedNames FIRST = new SealedNames(Long.MIN_VALUE, "", Instant.EPOCH);
    }

    private List<SealedNames> sealedAfter(SealedNames last) {
        return jdbc.sql("""
                SELECT item_id, vantage, at FROM resolution
                WHERE names IS NOT NULL AND sealed_with <> ? AND (item_id, vantage, at) > (?, ?, ?)
                ORDER BY item_id, vantage, at LIMIT %d""".formatted(RESEALED_TOGETHER))
                .params(keys.sealingKey(), last.item, last.vantage, Timestamp.from(last.at))
                .query((row, n) -> new SealedNames(
                        row.getLong(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .list();
    }

    /** False if they don't open. What was erased meanwhile is nobody's any more. */
    private boolean reseal(SealedNames one) {
        byte[] context = context(one.item, one.vantage, one.at);
        Object[] place = {one.item, one.vantage, Timestamp.from(one.at)};
        try {
            jdbc.sql("SELECT names FROM resolution WHERE item_id = ? AND vantage = ? AND at = ? AND names IS NOT NULL")
                    .params(place)
                    .query((row, n) -> keys.seal(keys.open(row.getBytes(1), context), context))
                    .optional()
                    .ifPresent(anew -> jdbc.sql("""
                            UPDATE resolution SET names = ?, sealed_with = ?
                            WHERE item_id = ? AND vantage = ? AND at = ? AND names IS NOT NULL""")
                            .params(anew, Keys.sealedWith(anew), one.item, one.vantage, Timestamp.from(one.at))
                            .update());
            return true;
        } catch (KeyException e) {
            return false;
        }
    }

    private Digest said(Resolved resolved) {
        return digest(
                "resolved",
                resolved.answer().name(),
                addresses(resolved.addresses()),
                String.join(" ", resolved.aliases()));
    }

    private @Nullable Digest nameServers(Resolved resolved) {
        return resolved.nameServers().isEmpty()
                ? null
                : digest("name-servers", String.join(" ", resolved.nameServers()));
    }

    private Digest digest(String... parts) {
        return keys.lookup(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static String addresses(List<IpAddress> addresses) {
        return addresses.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static List<IpAddress> parsed(String addresses) {
        return addresses.isEmpty()
                ? List.of()
                : Arrays.stream(addresses.split(" "))
                        .map(text -> IpAddress.parse(text).orElseThrow())
                        .toList();
    }

    private static Optional<byte[]> names(Resolved resolved) {
        if (resolved.aliases().isEmpty() && resolved.nameServers().isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (List<String> names : List.of(resolved.aliases(), resolved.nameServers())) {
                out.writeByte(names.size());
                for (String name : names) {
                    out.writeUTF(name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(bytes.toByteArray());
    }

    private static List<List<String>> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            List<List<String>> both = new ArrayList<>();
            for (int list = 0; list < 2; list++) {
                int count = in.readByte();
                List<String> names = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    names.add(in.readUTF());
                }
                both.add(names);
            }
            return both;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Binds sealed names to their row. */
    private static byte[] context(long item, String vantage, Instant at) {
        byte[] point = vantage.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(21 + point.length)
                .put((byte) 'r')
                .putLong(item)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .put(point)
                .array();
    }
}
