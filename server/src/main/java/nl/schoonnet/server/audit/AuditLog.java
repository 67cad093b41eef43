// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.audit;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The log of what was done by whom and why. Entries are only ever added. */
@Service
public class AuditLog {
    private static final int LONGEST = 2_000;
    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 1_000;

    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{32}");

    /** What is said to a person whose reason isn't one. */
    public static final String SAY_WHY =
            "Say why on one line, in 10 to 1,000 characters, and without an address or a hash: the audit log keeps it.";

    private final JdbcClient jdbc;
    private final Keys keys;
    private final InstantSource clock;

    AuditLog(JdbcClient jdbc, Keys keys, InstantSource clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.clock = clock;
    }

    /** The log of a database for commands that run beside the application; the caller holds the transaction. */
    public static AuditLog atRest(JdbcClient jdbc, Keys keys, InstantSource clock) {
        return new AuditLog(jdbc, keys, clock);
    }

    /** Whether a person who must say why did: on one line, in 10 to 1,000 characters, without an address or a hash. */
    public static boolean saysWhy(String reason) {
        int length = reason.strip().length();
        return length >= SHORTEST_REASON
                && length <= LONGEST_REASON
                && reason.chars().noneMatch(Character::isISOControl)
                && !reason.contains("://")
                && !HASH.matcher(reason).find();
    }

    /**
     * Adds an entry, in the transaction of what it tells of: either both are kept or neither.
     *
     * @param actor the identifier of an access key, or {@code system}
     * @param action a stable code such as {@code address.reveal}
     * @param subject an identifier such as {@code item 12}, never an address
     * @param reason as the actor put it, at most 2,000 characters; may be empty
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void append(String actor, String action, String subject, String reason) {
        if (reason.length() > LONGEST) {
            throw new IllegalArgumentException("A reason has at most 2,000 characters.");
        }
        Tip tip = jdbc.sql("SELECT number, digest FROM audit_tip WHERE singleton FOR UPDATE")
                .query((row, n) -> new Tip(row.getLong(1), Digest.of(row.getBytes(2))))
                .single();
        AuditEntry entry = new AuditEntry(
                tip.number + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                subject,
                reason,
                tip.digest);
        Digest digest = entry.digest();
        jdbc.sql("""
                INSERT INTO audit_entry (number, at, actor, action, subject, reason, previous, digest, seal)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(List.of(
                        entry.number(),
                        java.sql.Timestamp.from(entry.at()),
                        actor,
                        action,
                        subject,
                        reason,
                        tip.digest.bytes(),
                        digest.bytes(),
                        keys.auditSeal(digest).bytes()))
                .update();
        jdbc.sql("UPDATE audit_tip SET number = ?, digest = ? WHERE singleton")
                .params(entry.number(), digest.bytes())
                .update();
    }

    private record Tip(long number, Digest digest) {}

    /** Signs the newest entry, unless that was done already; empty while there is no entry. */
    @Transactional
    public Optional<SignedHead> sign() {
        Tip tip = jdbc.sql("SELECT number, digest FROM audit_tip WHERE singleton FOR UPDATE")
                .query((row, n) -> new Tip(row.getLong(1), Digest.of(row.getBytes(2))))
                .single();
        if (tip.number == 0) {
            return Optional.empty();
        }
        Optional<SignedHead> signed = head(tip.number);
        if (signed.isPresent()) {
            return signed;
        }
        SignedHead head = SignedHead.sign(tip.number, clock.instant().truncatedTo(ChronoUnit.MICROS), tip.digest, keys);
        jdbc.sql("INSERT INTO audit_head (number, at, digest, signature) VALUES (?, ?, ?, ?)")
                .params(
                        head.number(),
                        java.sql.Timestamp.from(head.at()),
                        head.digest().bytes(),
                        head.signature())
                .update();
        return Optional.of(head);
    }

    private Optional<SignedHead> head(long number) {
        return jdbc.sql("SELECT number, at, digest, signature FROM audit_head WHERE number = ?")
                .param(number)
                .query(AuditCheck.HEADS)
                .optional();
    }

    /** Tink's JSON of the key with which anybody can check a signed head. */
    public String publicKey() {
        return keys.publicKey();
    }
}
