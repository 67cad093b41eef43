// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.Digest;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The access keys. A key is {@code sn_<identifier>_<secret>}; of the secret (256 random bits, so that no slow digest is
 * needed) only its SHA-256 is kept, and the whole is shown once.
 */
@Service
public class AccessKeys {
    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final String PREFIX = "sn_";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    AccessKeys(JdbcClient jdbc, InstantSource clock, AuditLog audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * A new key.
     *
     * @param holder for people: whose it is
     * @param expires from then on it opens nothing; null for never
     * @param by who hands it out, for the audit log
     * @return the whole key, which can't be shown again
     * @throws AccessException without a holder or a role, or if it would have expired already
     */
    @Transactional
    public String issue(String holder, Set<Role> roles, @Nullable Instant expires, String by) {
        if (holder.isBlank()
                || holder.length() > 200
                || holder.chars().anyMatch(Character::isISOControl)
                || roles.isEmpty()) {
            throw new AccessException(
                    "A key needs a holder, on one line of at most 200 characters, and at least one role.");
        }
        if (expires != null && !expires.isAfter(clock.instant())) {
            throw new AccessException(
                    "A key that expires in the past opens nothing; leave out the moment or take a later one.");
        }
        String id = text(ID_BYTES).replace('_', 'x').replace('-', 'y');
        String secret = text(SECRET_BYTES);
        jdbc.sql("""
                INSERT INTO access_key (key_id, digest, holder, roles, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        digest(secret).bytes(),
                        holder,
                        names(roles),
                        Timestamp.from(clock.instant()),
                        expires == null ? null : Timestamp.from(expires)))
                .update();
        audit.append(by, "key.issue", "key " + id + " " + names(roles) + " for " + holder, "");
        return PREFIX + id + "_" + secret;
    }

    private static String names(Set<Role> roles) {
        return EnumSet.copyOf(roles).stream().map(Role::name).collect(Collectors.joining(","));
    }

    private String text(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    /**
     * From now on the key opens nothing; false if there is none of that identifier that still did.
     *
     * @throws AccessException if it is the last key with which others can be handed out
     */
    @Transactional
    public boolean revoke(String keyId, String by) {
        List<Issued> open = list().stream().filter(this::opens).toList();
        if (open.stream().noneMatch(key -> key.keyId().equals(keyId))) {
            return false;
        }
        if (open.stream()
                .noneMatch(key -> !key.keyId().equals(keyId) && key.roles().contains(Role.ADMIN))) {
            throw new AccessException(
                    "This is the last key of an administrator: hand out another one first, or nobody could.");
        }
        jdbc.sql("UPDATE access_key SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL")
                .params(Timestamp.from(clock.instant()), keyId)
                .update();
        audit.append(by, "key.revoke", "key " + keyId, "");
        return true;
    }

    private boolean opens(Issued key) {
        return key.revoked() == null && (key.expires() == null || key.expires().isAfter(clock.instant()));
    }

    /**
     * A key that was handed out; of its secret nothing is known.
     *
     * @param expires null for never
     * @param revoked null while it isn't
     */
    public record Issued(
            String keyId,
            String holder,
            SortedSet<Role> roles,
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant revoked) {}

    /** All keys ever handed out, the newest first. */
    public List<Issued> list() {
        return jdbc.sql("""
                SELECT key_id, holder, roles, created_at, expires_at, revoked_at FROM access_key
                ORDER BY created_at DESC, key_id""")
                .query((row, n) -> new Issued(
                        row.getString(1),
                        row.getString(2),
                        new TreeSet<>(roles(row.getString(3))),
                        row.getTimestamp(4).toInstant(),
                        instant(row.getTimestamp(5)),
                        instant(row.getTimestamp(6))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** Whether any key was ever issued. */
    public boolean any() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM access_key)")
                .query(Boolean.class)
                .single();
    }

    /** The identifier, which isn't secret, of a whole key that was just issued. */
    static String idOf(String key) {
        return key.substring(PREFIX.length(), key.indexOf('_', PREFIX.length()));
    }

    /** Whether the key of this identifier opens anything at this moment. */
    public boolean opens(String keyId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM access_key WHERE key_id = ? AND revoked_at IS NULL
                               AND (expires_at IS NULL OR expires_at > ?))""")
                .params(keyId, Timestamp.from(clock.instant()))
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /**
     * Whether two keys belong to one person, as far as their holders tell: where two people are asked for, two keys of one
     * person aren't enough. A key that isn't known belongs to nobody else's person.
     */
    public boolean sameHolder(String keyId, String other) {
        return keyId.equals(other)
                || jdbc.sql("""
                        SELECT EXISTS (SELECT FROM access_key a JOIN access_key b
                                       ON lower(btrim(a.holder)) = lower(btrim(b.holder))
                                       WHERE a.key_id = ? AND b.key_id = ?)""")
                        .params(keyId, other)
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    /** Whose key this is; empty if it is none, or expired or revoked. */
    public Optional<Caller> caller(String key) {
        int split = key.indexOf('_', PREFIX.length());
        if (!key.startsWith(PREFIX) || split < 0 || key.length() > 100) {
            return Optional.empty();
        }
        String id = key.substring(PREFIX.length(), split);
        Digest digest = digest(key.substring(split + 1));
        Instant now = clock.instant();
        return jdbc.sql("SELECT digest, holder, roles, expires_at, revoked_at FROM access_key WHERE key_id = ?")
                .param(id)
                .query((row, n) -> new Known(
                        Digest.of(row.getBytes(1)),
                        new Caller(id, row.getString(2), roles(row.getString(3))),
                        row.getTimestamp(4),
                        row.getTimestamp(5)))
                .optional()
                .filter(known -> known.digest.same(digest))
                .filter(known -> known.revoked == null)
                .filter(known ->
                        known.expires == null || known.expires.toInstant().isAfter(now))
                .map(Known::caller);
    }

    private record Known(
            Digest digest,
            Caller caller,
            @Nullable Timestamp expires,
            @Nullable Timestamp revoked) {}

    private static Set<Role> roles(String text) {
        return Arrays.stream(text.split(",", -1)).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static Digest digest(String secret) {
        return Digest.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The roles of the first key: everything that one person needs to begin; reveals of many still need a second. */
    static List<Role> firstRoles() {
        return List.of(Role.ADMIN, Role.ANALYST, Role.MONITOR);
    }
}
