// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * "Not a match": what people say against a list. A disputed hash stays listed and doesn't match until the dispute is
 * withdrawn; its source alone takes it off its list. Who said so and why stands in the audit log.
 */
@Service
class HashDisputes {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Keys keys;
    private final Numbers numbers;
    private final KnownHashes known;
    private final HashSources sources;
    private final AccessKeys access;
    private final LegalBasis basis;
    private final AuditLog audit;
    private final InstantSource clock;

    HashDisputes(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Keys keys,
            Numbers numbers,
            KnownHashes known,
            HashSources sources,
            AccessKeys access,
            LegalBasis basis,
            AuditLog audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
        this.numbers = numbers;
        this.known = known;
        this.sources = sources;
        this.access = access;
        this.basis = basis;
        this.audit = audit;
        this.clock = clock;
    }

    /** How far a dispute is. */
    enum State {
        /** It silences nothing before a second person agrees. */
        WAITING,
        /** What it is about doesn't match. */
        IN_FORCE,
        /** It is over. */
        WITHDRAWN
    }

    /**
     * A dispute, without its hash.
     *
     * @param kind of hash
     * @param pair whether it is about a question and a listed hash, or about one hash
     * @param madeBy the identifier of an access key
     * @param confirmedBy who agreed; null if nobody did
     * @param withdrawnAt null while it isn't
     * @param sources that list the hash now, the listed one of a pair
     */
    record Dispute(
            long number,
            String kind,
            boolean pair,
            State state,
            Instant madeAt,
            String madeBy,
            String reason,
            @Nullable String confirmedBy,
            @Nullable Instant withdrawnAt,
            List<String> sources) {
        Dispute {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Says that a hash takes part in no match, or that a perceptual hash isn't what a listed one near it is of.
     *
     * @param listed the listed one of a pair; empty for one hash
     * @throws HashcheckException without a reason or a basis, or if these are no pair
     */
    Dispute make(HashValue hash, Optional<HashValue> listed, String actor, String reason) {
        Instant now = clock.instant();
        if (basis.inForce(LegalFunction.HOLD_HASHES, now).isEmpty()) {
            throw new HashcheckException(
                    "no_basis",
                    "Hashes, disputed ones too, are held only on a legal basis, and none is in force here.");
        }
        requireReason(reason);
        if (!ListedHashes.KINDS.contains(hash.kind())) {
            throw new HashcheckException("unsupported_kind", "Hashes of this kind aren't matched here.");
        }
        if (listed.isPresent() && (hash.kind() != HashKind.PDQ || listed.get().kind() != HashKind.PDQ)) {
            throw new HashcheckException("not_a_pair", "A pair is of two PDQ hashes: digests match themselves only.");
        }
        List<HashValue> values = listed.map(other -> List.of(hash, other)).orElse(List.of(hash));
        long number = numbers.block("hash dispute", 1);
        byte[] sealed = Disputed.seal(keys, number, hash.kind(), values);
        changed(() -> {
            jdbc.sql("""
                    INSERT INTO hash_dispute (dispute_id, kind, pair, sealed, sealed_with, reason, made_by, made_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(Arrays.asList(
                            number,
                            hash.kind().name(),
                            listed.isPresent(),
                            sealed,
                            Keys.sealedWith(sealed),
                            reason,
                            actor,
                            Timestamp.from(now)))
                    .update();
            audit.append(actor, "hashes.dispute", subject(number, hash.kind()), reason);
        });
        return dispute(number);
    }

    private static void requireReason(String reason) {
        if (!AuditLog.saysWhy(reason)) {
            throw new HashcheckException("no_reason", AuditLog.SAY_WHY);
        }
    }

    private static String subject(long number, HashKind kind) {
        return "dispute " + number + " of kind " + kind.word();
    }

    /** In a transaction, and seen by this process when it returns; by others within a second. */
    private void changed(Runnable change) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE hash_dispute_change SET last = last + 1").update();
            change.run();
        });
        known.catchUp();
    }

    /**
     * Agrees to a dispute of somebody else.
     *
     * @throws HashcheckException if it is one's own, is unknown, or was agreed to or withdrawn before
     */
    Dispute confirm(long number, String actor) {
        changed(() -> {
            Row row = open(number);
            if (access.sameHolder(row.madeBy, actor)) {
                throw new HashcheckException("own_dispute", "Nobody confirms a dispute of their own: ask a colleague.");
            }
            if (row.confirmedBy != null) {
                throw new HashcheckException("confirmed_before", "The dispute was confirmed before.");
            }
            jdbc.sql("UPDATE hash_dispute SET confirmed_by = ?, confirmed_at = ? WHERE dispute_id = ?")
                    .params(actor, Timestamp.from(clock.instant()), number)
                    .update();
            audit.append(actor, "hashes.dispute.confirm", subject(number, row.kind), "");
        });
        return dispute(number);
    }

    /**
     * Ends a dispute: what it was about matches again.
     *
     * @throws HashcheckException without a reason, or if it is unknown or was withdrawn before
     */
    Dispute withdraw(long number, String actor, String reason) {
        requireReason(reason);
        changed(() -> {
            Row row = open(number);
            jdbc.sql("UPDATE hash_dispute SET withdrawn_by = ?, withdrawn_at = ? WHERE dispute_id = ?")
                    .params(actor, Timestamp.from(clock.instant()), number)
                    .update();
            audit.append(actor, "hashes.dispute.withdraw", subject(number, row.kind), reason);
        });
        return dispute(number);
    }

    /** All of them, the newest first. */
    List<Dispute> all() {
        boolean oneIsEnough = Disputed.oneIsEnough(sources.all(), clock.instant());
        return jdbc.sql(ROWS + " ORDER BY dispute_id DESC").query((row, n) -> new Row(row)).list().stream()
                .map(row -> row.told(oneIsEnough, names(row)))
                .toList();
    }

    private Dispute dispute(long number) {
        Row row = row(number, "");
        return row.told(Disputed.oneIsEnough(sources.all(), clock.instant()), names(row));
    }

    /** Locked, and not withdrawn. */
    private Row open(long number) {
        Row row = row(number, " FOR UPDATE");
        if (row.withdrawnAt != null) {
            throw new HashcheckException("withdrawn_before", "The dispute was withdrawn before.");
        }
        return row;
    }

    private Row row(long number, String lock) {
        return jdbc.sql(ROWS + " WHERE dispute_id = ?" + lock)
                .param(number)
                .query((row, n) -> new Row(row))
                .optional()
                .orElseThrow(() -> new HashcheckException("no_dispute", "There is no dispute of that number."));
    }

    private List<String> names(Row row) {
        try {
            return known.sources(
                    Disputed.open(keys, row.number, row.kind, row.sealed).getLast());
        } catch (KeyException e) {
            // The log says so whenever disputes are read.
            return List.of();
        }
    }

    private static final String ROWS = """
            SELECT dispute_id, kind, pair, sealed, reason, made_by, made_at, confirmed_by, withdrawn_at FROM hash_dispute""";

    private static final class Row {
        private final long number;
        private final HashKind kind;
        private final boolean pair;
        private final byte[] sealed;
        private final String reason;
        private final String madeBy;
        private final Instant madeAt;
        private final @Nullable String confirmedBy;
        private final @Nullable Instant withdrawnAt;

        Row(ResultSet row) throws SQLException {
            number = row.getLong(1);
            kind = HashKind.valueOf(row.getString(2));
            pair = row.getBoolean(3);
            sealed = row.getBytes(4);
            reason = row.getString(5);
            madeBy = row.getString(6);
            madeAt = row.getTimestamp(7).toInstant();
            confirmedBy = row.getString(8);
            Timestamp withdrawn = row.getTimestamp(9);
            withdrawnAt = withdrawn == null ? null : withdrawn.toInstant();
        }

        Dispute told(boolean oneIsEnough, List<String> sources) {
            State state = withdrawnAt != null
                    ? State.WITHDRAWN
                    : confirmedBy != null || oneIsEnough ? State.IN_FORCE : State.WAITING;
            return new Dispute(
                    number, kind.word(), pair, state, madeAt, madeBy, reason, confirmedBy, withdrawnAt, sources);
        }
    }
}
