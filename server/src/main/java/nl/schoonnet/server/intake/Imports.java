// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What was taken in, without any address. */
@Service
public class Imports implements SmartInitializingSingleton {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final JdbcClient jdbc;
    private final Keys keys;

    Imports(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** Imports that the last process didn't end go on no more. */
    @Override
    public void afterSingletonsInstantiated() {
        jdbc.sql("UPDATE notice_import SET outcome = 'broken_off' WHERE ended_at IS NULL AND outcome IS NULL")
                .update();
    }

    /**
     * One import.
     *
     * @param ended null while it goes on, or if the process ended with it
     * @param outcome {@code done}; {@code broken_off} by the sender or the process; {@code failed} by a fault of ours or of
     *     the database; otherwise the code for which the file was refused; null while it goes on, and of imports that
     *     versions before this one ended
     */
    public record Import(
            long number,
            String source,
            Instant begun,
            @Nullable Instant ended,
            @Nullable String outcome,
            long read,
            long added,
            long changed,
            long known,
            long rejected) {}

    /** The newest imports, the newest first. */
    public List<Import> newest(int most) {
        return jdbc.sql("""
                SELECT import_id, source, begun_at, ended_at, outcome, read, added, changed, known, rejected
                FROM notice_import ORDER BY import_id DESC LIMIT ?""")
                .param(most)
                .query((row, n) -> {
                    Timestamp ended = row.getTimestamp(4);
                    return new Import(
                            row.getLong(1),
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            ended == null ? null : ended.toInstant(),
                            row.getString(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getLong(8),
                            row.getLong(9),
                            row.getLong(10));
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
        if (!known(item)) {
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

    /**
     * What a search found.
     *
     * @param source the register in which the identifier was found; null if it is the item's own number
     */
    public record Found(@Nullable String source, long item) {}

    /** The items of a number, or of an identifier that a register gave a notice, exactly; at most one for each register. */
    public List<Found> find(String wanted) {
        List<Found> found = new ArrayList<>();
        if (NUMBER.matcher(wanted).matches() && known(Long.parseLong(wanted))) {
            found.add(new Found(null, Long.parseLong(wanted)));
        }
        jdbc.sql("""
                SELECT source, item_id FROM notice_by_source
                WHERE source = ANY (ARRAY(SELECT DISTINCT source FROM notice_import)) AND row_digest = ? ORDER BY source""").param(Batch.row(wanted, keys).bytes()).query(row -> {
            found.add(new Found(row.getString(1), row.getLong(2)));
        });
        return found;
    }

    /** The item of the notice to which a register gave this identifier. */
    public Optional<Long> find(String source, String noticeId) {
        return jdbc.sql("SELECT item_id FROM notice_by_source WHERE source = ? AND row_digest = ?")
                .params(source, Batch.row(noticeId, keys).bytes())
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    private boolean known(long item) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM item WHERE item_id = ?)")
                .param(item)
                .query((row, n) -> row.getBoolean(1))
                .single();
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
