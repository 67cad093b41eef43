// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import nl.schoonnet.server.log.Discreet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The entries of the log, to be read. People write reasons, so a text that looks like an address, a host or a key is shown as
 * its kind; the log itself keeps what was written. Safe for use by many threads.
 */
@Service
public class AuditEntries {
    private static final int FETCHED = 1_000;

    private static final RowMapper<Entry> ENTRIES = (row, n) -> new Entry(
            row.getLong(1),
            row.getTimestamp(2).toInstant(),
            Discreet.text(row.getString(3)),
            row.getString(4),
            Discreet.text(row.getString(5)),
            Discreet.text(row.getString(6)));

    private final JdbcClient jdbc;

    AuditEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An entry.
     *
     * @param number 1 and up
     * @param actor the identifier of an access key, {@code system} or {@code operator}
     * @param kind of event: a stable code such as {@code address.reveal}
     * @param subject at what, such as {@code item 12}
     * @param reason as the actor put it; empty where none was asked for
     */
    public record Entry(long number, Instant at, String actor, String kind, String subject, String reason) {}

    /**
     * Which entries; null for all.
     *
     * @param kind of event
     * @param actor the identifier of an access key, {@code system} or {@code operator}
     * @param item entries about it alone, and leases that it was part of
     */
    public record Filter(
            @Nullable String kind,
            @Nullable String actor,
            @Nullable Long item) {
        /** All entries. */
        public static final Filter ALL = new Filter(null, null, null);
    }

    /**
     * Some entries, the newest first.
     *
     * @param before only those with a lower number; null for the newest
     * @param most at least 1
     */
    public List<Entry> newest(Filter filter, @Nullable Long before, int most) {
        String item = filter.item == null ? null : String.valueOf(filter.item);
        JdbcClient.StatementSpec query = jdbc.sql("""
                SELECT number, at, actor, action, subject, reason FROM audit_entry WHERE number < :before""" + (filter.kind == null ? "" : " AND action = :kind")
                        + (filter.actor == null ? "" : " AND actor = :actor")
                        + (item == null
                                ? ""
                                : " AND (subject = :subject OR (action = 'address.lease' AND reason || ' ' LIKE :among))")
                        + " ORDER BY number DESC LIMIT :most")
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("most", most);
        if (filter.kind != null) {
            query = query.param("kind", filter.kind);
        }
        if (filter.actor != null) {
            query = query.param("actor", filter.actor);
        }
        if (item != null) {
            query = query.param("subject", "item " + item).param("among", "items% " + item + " %");
        }
        return query.query(ENTRIES).list();
    }

    /** All entries in their order, as they come; to be closed, within a transaction. */
    Stream<Entry> all() {
        return jdbc
                .sql("SELECT number, at, actor, action, subject, reason FROM audit_entry ORDER BY number")
                .withFetchSize(FETCHED)
                .query(ENTRIES)
                .stream();
    }

    /** The kinds of event that the log holds, in alphabetical order: one step through the index for each. */
    public List<String> kinds() {
        return jdbc.sql("""
                WITH RECURSIVE kind (action) AS (
                    (SELECT action FROM audit_entry ORDER BY action LIMIT 1)
                    UNION ALL
                    SELECT (SELECT e.action FROM audit_entry e WHERE e.action > k.action ORDER BY e.action LIMIT 1)
                    FROM kind k WHERE k.action IS NOT NULL)
                SELECT action FROM kind WHERE action IS NOT NULL ORDER BY action""").query((row, n) -> row.getString(1)).list();
    }
}
