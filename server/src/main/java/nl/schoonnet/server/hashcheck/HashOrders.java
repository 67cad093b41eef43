// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.intake.Numbers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What takes something off a list by people's word: the withdrawal of entries and the end of a source. Of a list of the police
 * or a national one it is an order, which changes nothing before a second person confirms it. The facts of a withdrawal that
 * waits are in the database already, as an import that isn't complete.
 */
@Service
class HashOrders {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Numbers numbers;
    private final HashSources sources;
    private final HashIntake intake;
    private final KnownHashes known;
    private final AccessKeys access;
    private final AuditLog audit;
    private final InstantSource clock;

    HashOrders(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Numbers numbers,
            HashSources sources,
            HashIntake intake,
            KnownHashes known,
            AccessKeys access,
            AuditLog audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.numbers = numbers;
        this.sources = sources;
        this.intake = intake;
        this.known = known;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is to be done. */
    enum What {
        /** Entries are taken off the source's list. */
        WITHDRAWAL,
        /** Nothing of the source matches any more. */
        END
    }

    /**
     * An order, without any hash.
     *
     * @param entries how many are to be withdrawn, listed or not; null for the end of a source
     * @param stillListed of the hashes those that other entries of the source name, as it was when the order was made
     * @param madeBy the identifier of an access key
     */
    record Order(
            long number,
            String source,
            What what,
            @Nullable Long entries,
            long stillListed,
            Instant madeAt,
            String madeBy,
            String reason) {}

    // ---- made ----

    /**
     * Takes entries off a list in text, or has that wait.
     *
     * @param alone kind of hashes that stand alone on a line
     * @throws HashcheckException without a reason, or as {@link HashIntake#take}
     */
    HashIntake.Taken withdraw(
            String name, Optional<HashKind> alone, InputStream list, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        HashSource source = sources.named(name)
                .orElseThrow(() -> new HashcheckException("no_source", "There is no source of that name: open one."));
        ListOptions options = ListOptions.withdrawal(alone);
        if (source.needsTwo()) {
            HashIntake.Taken taken = intake.hold(name, options, list, actor);
            return taken.withdrawn() + taken.known() == 0 ? taken : taken.in(made(source, taken, actor, reason));
        }
        // Before anything is withdrawn, so that nothing is without a reason.
        transaction.executeWithoutResult(
                status -> audit.append(actor, "hashes.withdraw", "source " + source.name(), reason));
        return intake.take(name, Optional.of(ListFormat.TEXT), options, list, actor);
    }

    private long made(HashSource source, HashIntake.Taken taken, String actor, String reason) {
        long number = numbers.block("hash order", 1);
        transaction.executeWithoutResult(status -> {
            intake.await(taken.importId());
            add(number, source, What.WITHDRAWAL, taken.importId(), taken.stillListed(), actor, reason);
        });
        return number;
    }

    /**
     * Ends a source, or has that wait.
     *
     * @return the order, if it waits
     * @throws HashcheckException without a reason, or if there is no such source or it ended before
     */
    Optional<Order> end(String name, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        HashSource source =
                sources.named(name).filter(one -> !one.ended(clock.instant())).orElseThrow(HashSources::none);
        if (!source.needsTwo()) {
            sources.end(name, actor, reason);
            return Optional.empty();
        }
        long number = numbers.block("hash order", 1);
        transaction.executeWithoutResult(status -> add(number, source, What.END, null, 0, actor, reason));
        return Optional.of(row(number, "").order);
    }

    private void add(
            long number,
            HashSource source,
            What what,
            @Nullable Long importId,
            long stillListed,
            String actor,
            String reason) {
        jdbc.sql("""
                INSERT INTO hash_order (order_id, source_id, what, import_id, still_listed, reason, made_by, made_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        number,
                        source.number(),
                        what.name(),
                        importId,
                        stillListed,
                        reason,
                        actor,
                        Timestamp.from(clock.instant())))
                .update();
        audit.append(actor, "hashes.order", row(number, "").subject(), reason);
    }

    // ---- decided ----

    /**
     * Does what somebody else ordered.
     *
     * @throws HashcheckException if it is one's own, is unknown, or was confirmed or dropped before, or the source has ended
     *     meanwhile that was to
     */
    Order confirm(long number, String actor) {
        Order confirmed = transaction.execute(status -> {
            Row row = open(number);
            if (access.sameHolder(row.order.madeBy, actor)) {
                throw new HashcheckException("own_order", "Nobody confirms an order of their own: ask a colleague.");
            }
            decided(number, "confirmed", actor);
            switch (row.order.what) {
                case WITHDRAWAL -> intake.complete(row.importId, actor);
                case END -> sources.end(row.order.source, actor, row.order.reason);
            }
            // The log last, as whoever completes an import has it: else each could wait for the other.
            audit.append(actor, "hashes.order.confirm", row.subject(), "");
            return row.order;
        });
        known.catchUp();
        return confirmed;
    }

    /**
     * Lets an order go: it never changes anything, and its facts are removed.
     *
     * @throws HashcheckException without a reason, or if it is unknown or was confirmed or dropped before
     */
    Order drop(long number, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        return transaction.execute(status -> {
            Row row = open(number);
            decided(number, "dropped", actor);
            if (row.order.what == What.WITHDRAWAL) {
                intake.drop(row.importId);
            }
            audit.append(actor, "hashes.order.drop", row.subject(), reason);
            return row.order;
        });
    }

    private void decided(long number, String how, String actor) {
        jdbc.sql("UPDATE hash_order SET " + how + "_by = ?, " + how + "_at = ? WHERE order_id = ?")
                .params(actor, Timestamp.from(clock.instant()), number)
                .update();
    }

    // ---- read ----

    private static final String ROWS = """
            SELECT o.order_id, s.name, o.what, o.import_id, i.withdrawn, o.still_listed, o.made_at, o.made_by, o.reason,
                o.confirmed_at IS NULL AND o.dropped_at IS NULL
            FROM hash_order o JOIN hash_source s USING (source_id) LEFT JOIN hash_import i USING (import_id)""";

    /** Those that wait for a second person, the newest first. */
    List<Order> waiting() {
        return jdbc
                .sql(ROWS + " WHERE o.confirmed_at IS NULL AND o.dropped_at IS NULL ORDER BY o.order_id DESC")
                .query((row, n) -> new Row(row))
                .list()
                .stream()
                .map(row -> row.order)
                .toList();
    }

    /** Locked, and neither confirmed nor dropped. */
    private Row open(long number) {
        Row row = row(number, " FOR UPDATE OF o");
        if (!row.waits) {
            throw new HashcheckException("decided_before", "The order was confirmed or dropped before.");
        }
        return row;
    }

    private Row row(long number, String lock) {
        return jdbc.sql(ROWS + " WHERE o.order_id = ?" + lock)
                .param(number)
                .query((row, n) -> new Row(row))
                .optional()
                .orElseThrow(() -> new HashcheckException("no_order", "There is no order of that number."));
    }

    private static final class Row {
        private final Order order;
        private final long importId;
        private final boolean waits;

        Row(ResultSet row) throws SQLException {
            importId = row.getLong(4);
            What what = What.valueOf(row.getString(3));
            order = new Order(
                    row.getLong(1),
                    row.getString(2),
                    what,
                    what == What.END ? null : row.getLong(5),
                    row.getLong(6),
                    row.getTimestamp(7).toInstant(),
                    row.getString(8),
                    row.getString(9));
            waits = row.getBoolean(10);
        }

        String subject() {
            return "order " + order.number
                    + switch (order.what) {
                        case WITHDRAWAL -> ": withdrawal of import " + importId + " from source ";
                        case END -> ": end of source ";
                    }
                    + order.source;
        }
    }
}
