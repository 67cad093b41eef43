// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What was taken in, without any address. */
@Service
public class Imports {
    private final JdbcClient jdbc;

    Imports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One import.
     *
     * @param ended null while it goes on, or if it was broken off
     */
    public record Import(
            long number,
            String source,
            Instant begun,
            @Nullable Instant ended,
            long read,
            long added,
            long changed,
            long known,
            long rejected) {}

    /** The newest imports, the newest first. */
    public List<Import> newest(int most) {
        return jdbc.sql("""
                SELECT import_id, source, begun_at, ended_at, read, added, changed, known, rejected
                FROM notice_import ORDER BY import_id DESC LIMIT ?""")
                .param(most)
                .query((row, n) -> {
                    Timestamp ended = row.getTimestamp(4);
                    return new Import(
                            row.getLong(1),
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            ended == null ? null : ended.toInstant(),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getLong(8),
                            row.getLong(9));
                })
                .list();
    }

    /**
     * A notice of an item as its newest revision says.
     *
     * @param at the latest of the moments that it knows: delivered, sent or attempted; null if none
     */
    public record Told(
            long number,
            int revision,
            String channel,
            @Nullable String status,
            @Nullable Instant at) {}

    /** The notices of an item, the earliest first; empty if there is no such item. */
    public Optional<List<Told>> ofItem(long item) {
        boolean known = jdbc.sql("SELECT EXISTS (SELECT 1 FROM item WHERE item_id = ?)")
                .param(item)
                .query((row, n) -> row.getBoolean(1))
                .single();
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(jdbc.sql("""
                SELECT DISTINCT ON (notice_id) notice_id, revision, channel, status,
                       coalesce(delivered_at, sent_at, attempted_at)
                FROM notice WHERE item_id = ? ORDER BY notice_id, revision DESC""")
                .param(item)
                .query((row, n) -> {
                    Timestamp at = row.getTimestamp(5);
                    return new Told(
                            row.getLong(1),
                            row.getInt(2),
                            row.getString(3),
                            row.getString(4),
                            at == null ? null : at.toInstant());
                })
                .list());
    }

    /** Items, and those of them that are followed no longer. */
    public record Counts(long items, long closed) {}

    /** How many there are. */
    public Counts counts() {
        return jdbc.sql("SELECT count(*), count(closed_at) FROM item")
                .query((row, n) -> new Counts(row.getLong(1), row.getLong(2)))
                .single();
    }
}
