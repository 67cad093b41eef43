// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds the whole log against itself, its signed heads and one that was kept elsewhere. Finds what was changed, removed, put
 * in another order or cut off, also by somebody who may write to the database but hasn't the keys.
 */
@Service
public class AuditCheck {
    static final RowMapper<SignedHead> HEADS = (row, n) -> new SignedHead(
            row.getLong("number"),
            row.getTimestamp("at").toInstant(),
            Digest.of(row.getBytes("digest")),
            row.getString("signature"));

    /** Rows held in memory: the log has as many as were ever written. */
    private static final int FETCHED = 1_000;

    private final JdbcClient jdbc;
    private final Keys keys;

    AuditCheck(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** What a check found. */
    public sealed interface Finding {
        /** The log is whole: so many entries, the last at this instant (null without entries). */
        record Whole(
                long entries,
                @org.jspecify.annotations.Nullable Instant last) implements Finding {}

        /** It isn't: from this entry on nothing is proven. The code is stable, see docs/operations.md. */
        record Broken(long number, String code) implements Finding {}
    }

    /**
     * Checks the log.
     *
     * @param kept a head that was exported earlier and kept elsewhere
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Finding check(Optional<SignedHead> kept) {
        Map<Long, SignedHead> heads = new HashMap<>();
        try (Stream<SignedHead> rows =
                jdbc.sql("SELECT number, at, digest, signature FROM audit_head").query(HEADS).stream()) {
            rows.forEach(head -> heads.put(head.number(), head));
        }
        for (SignedHead head : heads.values().stream()
                .sorted(java.util.Comparator.comparingLong(SignedHead::number))
                .toList()) {
            if (!head.rightFor(keys.publicKey())) {
                return new Finding.Broken(head.number(), "head_forged");
            }
        }
        kept.ifPresent(head -> heads.put(head.number(), head));
        Walk walk = new Walk(heads);
        try (Stream<Row> rows = jdbc
                .sql("""
                        SELECT number, at, actor, action, subject, reason, previous, digest, seal
                        FROM audit_entry ORDER BY number""")
                .withFetchSize(FETCHED)
                .query((row, n) -> new Row(
                        new AuditEntry(
                                row.getLong(1),
                                instant(row.getTimestamp(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                Digest.of(row.getBytes(7))),
                        Digest.of(row.getBytes(8)),
                        Digest.of(row.getBytes(9))))
                .stream()) {
            Optional<Finding> broken =
                    rows.map(walk::step).flatMap(Optional::stream).findFirst();
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        long tip = jdbc.sql("SELECT number FROM audit_tip WHERE singleton")
                .query(Long.class)
                .optional()
                .orElse(-1L);
        long furthest = heads.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        if (walk.number < Math.max(tip, furthest)) {
            return new Finding.Broken(walk.number + 1, "cut_off");
        }
        return tip == walk.number
                ? new Finding.Whole(walk.number, walk.last)
                : new Finding.Broken(walk.number, "tip_wrong");
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp.toInstant();
    }

    private record Row(AuditEntry entry, Digest digest, Digest seal) {}

    /** One pass over the entries in their order. */
    private final class Walk {
        private final Map<Long, SignedHead> heads;
        private long number;
        private Digest digest = Digest.NONE;
        private @org.jspecify.annotations.Nullable Instant last;

        Walk(Map<Long, SignedHead> heads) {
            this.heads = heads;
        }

        Optional<Finding> step(Row row) {
            AuditEntry entry = row.entry;
            if (entry.number() != number + 1) {
                return broken(number + 1, "entry_missing");
            }
            if (!entry.digest().same(row.digest)) {
                return broken(entry.number(), "entry_changed");
            }
            if (!entry.previous().same(digest)) {
                return broken(entry.number(), "order_changed");
            }
            if (!keys.auditSeal(row.digest).same(row.seal)) {
                return broken(entry.number(), "seal_wrong");
            }
            SignedHead head = heads.get(entry.number());
            if (head != null && !head.digest().same(row.digest)) {
                return broken(entry.number(), "head_differs");
            }
            number = entry.number();
            digest = row.digest;
            last = entry.at();
            return Optional.empty();
        }

        private Optional<Finding> broken(long at, String code) {
            return Optional.of(new Finding.Broken(at, code));
        }
    }
}
