// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.reporting.source.Notice;
import nl.schoonnet.server.database.CopyRows;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.takedown.episode.ClockOrigin;

/**
 * Some notices of one import, written in one transaction. Rows that the register told before are found by its identifiers,
 * addresses by their digest; so a batch that was written already changes nothing.
 */
final class Batch {
    private final Keys keys;
    private final Numbers numbers;
    private final String source;
    private final long importId;
    private final Instant learnt;
    private final List<Incoming> rows;

    long added;
    long addedItems;
    long changed;
    long known;
    /** Rows whose identifier the register had used for another address. */
    final List<Notice> reused = new ArrayList<>();

    /** A notice with what is needed to find it again. */
    record Incoming(Notice notice, WebUrl url, Digest row, Digest address, Digest domain, Digest content) {
        static Incoming of(Notice notice, WebUrl url, String domain, Keys keys) {
            return new Incoming(
                    notice,
                    url,
                    Batch.row(notice.id(), keys),
                    keys.lookup(utf8("address " + url.canonical())),
                    keys.lookup(utf8("domain " + domain)),
                    keys.lookup(allOf(notice)));
        }
    }

    /** Of the identifier that a register gave a row. */
    static Digest row(String id, Keys keys) {
        return keys.lookup(utf8("row " + id));
    }

    private record Told(long item, long notice, int revision, Digest content) {}

    Batch(Keys keys, Numbers numbers, String source, long importId, Instant learnt, List<Incoming> rows) {
        this.keys = keys;
        this.numbers = numbers;
        this.source = source;
        this.importId = importId;
        this.learnt = learnt;
        this.rows = rows;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All that a row said; what file and line it stood in says nothing. */
    private static byte[] allOf(Notice n) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SealedPart.of(n).bytes());
            for (ClockOrigin origin : ClockOrigin.values()) {
                Instant at = n.clock(origin);
                out.writeUTF(at == null ? "" : at.toString());
            }
            out.writeUTF(n.channel().name());
            out.writeUTF(String.valueOf(n.status()));
            out.writeUTF(String.valueOf(n.source()));
            out.writeUTF(String.valueOf(n.enteredAt()));
            out.writeDouble(n.inclusion());
            for (String text :
                    List.of(n.recipient(), n.batch(), n.cluster(), addresses(n), n.serverCountry(), n.registrar())) {
                byte[] encoded = utf8(text);
                out.writeInt(encoded.length);
                out.write(encoded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String addresses(Notice n) {
        return n.addresses().stream().map(a -> a.getHostAddress()).collect(Collectors.joining(" "));
    }

    /** Writes the batch in the connection's transaction, which the caller commits. */
    void write(Connection connection) throws SQLException {
        Map<Digest, Told> told = told(connection);
        Map<Digest, Long> items = items(connection);
        CopyRows itemRows =
                new CopyRows("item", "item_id, learnt_at, address, address_digest, domain_digest, sealed_with");
        CopyRows byAddress = new CopyRows("item_by_address", "address_digest, item_id");
        CopyRows bySource =
                new CopyRows("notice_by_source", "source, row_digest, item_id, notice_id, revision, content");
        CopyRows notices = new CopyRows(
                "notice",
                "item_id, notice_id, revision, learnt_at, import_id, source, channel, status, recipient, batch, cluster,"
                        + " addresses, found_by, server_country, registrar, inclusion, entered_at, reported_at,"
                        + " assessed_at, attempted_at, sent_at, delivered_at, acknowledged_at, first_seen_at,"
                        + " content_digest, item_digest, page_digest, flags, sealed, sealed_with");
        Map<Long, Incoming> again = new TreeMap<>();
        Map<Long, Incoming> later = new TreeMap<>();
        List<Told> revised = new ArrayList<>();
        List<Digest> revisedRows = new ArrayList<>();
        long nextItem = numbers.block("item", rows.size());
        long nextNotice = numbers.block("notice", rows.size());
        for (Incoming row : rows) {
            Told before = told.get(row.row);
            Long item = items.get(row.address);
            if (before != null && before.content.equals(row.content)) {
                known++;
                continue;
            }
            if (before != null && (item == null || item != before.item)) {
                reused.add(row.notice);
                continue;
            }
            if (item == null) {
                item = nextItem++;
                items.put(row.address, item);
                addItem(itemRows, byAddress, row, item);
            } else if (before == null) {
                again.put(item, row);
            }
            if (before == null) {
                Told now = new Told(item, nextNotice++, 1, row.content);
                told.put(row.row, now);
                bySource.add(source)
                        .add(row.row.bytes())
                        .add(now.item)
                        .add(now.notice)
                        .add(now.revision)
                        .add(row.content.bytes())
                        .end();
                addNotice(notices, row, now);
                added++;
            } else {
                Told now = new Told(item, before.notice, before.revision + 1, row.content);
                told.put(row.row, now);
                later.put(item, row);
                revised.add(now);
                revisedRows.add(row.row);
                addNotice(notices, row, now);
                changed++;
            }
        }
        itemRows.send(connection);
        byAddress.send(connection);
        bySource.send(connection);
        notices.send(connection);
        revise(connection, revised, revisedRows);
        reopen(connection, again, later);
    }

    /**
     * A new notice about an item that was closed: it is followed again, with its address if that had been erased. So it is
     * where a known notice was sent or delivered only after that, such as one that the police held.
     */
    private void reopen(Connection connection, Map<Long, Incoming> again, Map<Long, Incoming> later)
            throws SQLException {
        Set<Long> all = new TreeSet<>(again.keySet());
        all.addAll(later.keySet());
        try (PreparedStatement closed = connection.prepareStatement("""
                        SELECT item_id, closed_at FROM item WHERE item_id = ANY (?) AND closed_at IS NOT NULL
                        ORDER BY item_id FOR UPDATE""");
                PreparedStatement open = connection.prepareStatement("""
                        UPDATE item SET closed_at = NULL, erased_at = NULL, address = ?, sealed_with = ?
                        WHERE item_id = ?""")) {
            closed.setArray(1, connection.createArrayOf("bigint", all.toArray()));
            try (ResultSet found = closed.executeQuery()) {
                while (found.next()) {
                    long item = found.getLong(1);
                    Incoming row = again.get(item);
                    if (row == null) {
                        row = Objects.requireNonNull(later.get(item));
                        if (!asksAfter(row.notice, found.getTimestamp(2).toInstant())) {
                            continue;
                        }
                    }
                    byte[] sealed = keys.seal(utf8(row.url.href()), SealedPart.context(item));
                    open.setBytes(1, sealed);
                    open.setInt(2, Keys.sealedWith(sealed));
                    open.setLong(3, item);
                    open.addBatch();
                }
            }
            open.executeBatch();
        }
    }

    private static boolean asksAfter(Notice notice, Instant closed) {
        return Stream.of(ClockOrigin.DELIVERED, ClockOrigin.SENT, ClockOrigin.ATTEMPTED)
                .map(notice::clock)
                .anyMatch(at -> at != null && at.isAfter(closed));
    }

    private void addItem(CopyRows itemRows, CopyRows byAddress, Incoming row, long item) {
        byte[] sealed = keys.seal(utf8(row.url.href()), SealedPart.context(item));
        itemRows.add(item)
                .add(learnt)
                .add(sealed)
                .add(row.address.bytes())
                .add(row.domain.bytes())
                .add(Keys.sealedWith(sealed))
                .end();
        byAddress.add(row.address.bytes()).add(item).end();
        addedItems++;
    }

    private void addNotice(CopyRows notices, Incoming row, Told now) {
        Notice n = row.notice;
        byte[] sealed = keys.seal(SealedPart.of(n).bytes(), SealedPart.context(now.item, now.notice, now.revision));
        notices.add(now.item)
                .add(now.notice)
                .add(now.revision)
                .add(learnt)
                .add(importId)
                .add(source)
                .add(code(n.channel()))
                .add(n.status() == null ? null : code(n.status()))
                .add(n.recipient())
                .add(n.batch())
                .add(n.cluster())
                .add(addresses(n))
                .add(n.source() == null ? null : code(n.source()))
                .add(n.serverCountry())
                .add(n.registrar())
                .add(n.inclusion())
                .add(n.enteredAt());
        for (ClockOrigin origin : List.of(
                ClockOrigin.REPORTED,
                ClockOrigin.ASSESSED,
                ClockOrigin.ATTEMPTED,
                ClockOrigin.SENT,
                ClockOrigin.DELIVERED,
                ClockOrigin.ACKNOWLEDGED,
                ClockOrigin.FIRST_SEEN)) {
            notices.add(n.clock(origin));
        }
        notices.add(
                        n.contentHash().isEmpty()
                                ? null
                                : keys.lookup(utf8("content " + n.contentHash()))
                                        .bytes())
                .add(NoticeDigests.ofItem(n.item(), keys))
                .add(NoticeDigests.ofPage(n.page(), keys))
                .add(
                        n.flags().isEmpty()
                                ? null
                                : n.flags().stream().map(Batch::code).collect(Collectors.joining(" ")))
                .add(sealed)
                .add(Keys.sealedWith(sealed))
                .end();
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private Map<Digest, Told> told(Connection connection) throws SQLException {
        Map<Digest, Told> told = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT row_digest, item_id, notice_id, revision, content FROM notice_by_source
                WHERE source = ? AND row_digest = ANY (?)""")) {
            statement.setString(1, source);
            Array digests = array(connection, rows.stream().map(Incoming::row).toList());
            statement.setArray(2, digests);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    told.put(
                            Digest.of(found.getBytes(1)),
                            new Told(
                                    found.getLong(2), found.getLong(3), found.getInt(4), Digest.of(found.getBytes(5))));
                }
            }
        }
        return told;
    }

    private Map<Digest, Long> items(Connection connection) throws SQLException {
        Map<Digest, Long> items = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT address_digest, item_id FROM item_by_address WHERE address_digest = ANY (?)")) {
            statement.setArray(
                    1, array(connection, rows.stream().map(Incoming::address).toList()));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    items.put(Digest.of(found.getBytes(1)), found.getLong(2));
                }
            }
        }
        return items;
    }

    private static Array array(Connection connection, List<Digest> digests) throws SQLException {
        return connection.createArrayOf(
                "bytea", digests.stream().map(Digest::bytes).toArray(byte[][]::new));
    }

    private void revise(Connection connection, List<Told> revised, List<Digest> rowDigests) throws SQLException {
        if (revised.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE notice_by_source SET revision = ?, content = ? WHERE source = ? AND row_digest = ?""")) {
            for (int i = 0; i < revised.size(); i++) {
                statement.setInt(1, revised.get(i).revision);
                statement.setBytes(2, revised.get(i).content.bytes());
                statement.setString(3, source);
                statement.setBytes(4, rowDigests.get(i).bytes());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
