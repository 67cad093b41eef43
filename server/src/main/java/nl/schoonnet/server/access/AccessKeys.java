// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.keys.Digest;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The access keys. A key is {@code sn_<identifier>_<secret>}; of the secret (256 random bits, so that no slow digest is
 * needed) only its SHA-256 is kept, and the whole is shown once. Each row is sealed with the key file: one that somebody wrote
 * or changed past the application opens nothing.
 */
@Service
public class AccessKeys {
    /** How long a key that was replaced may go on. */
    public static final Duration LONGEST_GRACE = Duration.ofDays(30);

    /** Roles that add to {@link Role#CHECKER}. */
    private static final Set<Role> ASKING = EnumSet.of(Role.CHECKER_DETAIL, Role.CHECKER_DISTANCE);

    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;
    private static final String PREFIX = "sn_";
    private static final int LONGEST = 100;
    private static final Duration RECENT = Duration.ofSeconds(1);
    private static final int MOST_RECENT = 10_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AuditLog audit;
    private final Keys vault;
    private final SecureRandom random = new SecureRandom();

    /** Who called a moment ago, by the digest of the whole key. */
    private final Map<Digest, Recent> recent = new ConcurrentHashMap<>();

    AccessKeys(JdbcClient jdbc, InstantSource clock, AuditLog audit, Keys vault) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
        this.vault = vault;
    }

    /** A row: what is sealed, and the seal that stands beside it. */
    private record Row(
            String keyId,
            Digest digest,
            String holder,
            String roles,
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant revoked,
            @Nullable Digest seal) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("key_id"),
                    Objects.requireNonNullElse(digest(row.getBytes("digest")), Digest.NONE),
                    row.getString("holder"),
                    row.getString("roles"),
                    row.getTimestamp("created_at").toInstant(),
                    instant(row.getTimestamp("expires_at")),
                    instant(row.getTimestamp("revoked_at")),
                    digest(row.getBytes("seal")));
        }

        /** Null if somebody wrote something else there. */
        private static @Nullable Digest digest(byte @Nullable [] bytes) {
            return bytes == null || bytes.length != Digest.BYTES ? null : Digest.of(bytes);
        }

        private static @Nullable Instant instant(@Nullable Timestamp at) {
            return at == null ? null : at.toInstant();
        }

        /** Every field with its length, so that no two rows read the same. */
        Digest sealed(Keys vault) {
            StringBuilder text = new StringBuilder("access key 1");
            for (String part : List.of(
                    keyId,
                    digest.hex(),
                    holder,
                    roles,
                    created.toString(),
                    String.valueOf(expires),
                    String.valueOf(revoked))) {
                text.append('\n').append(part.length()).append(':').append(part);
            }
            return vault.lookup(text.toString().getBytes(StandardCharsets.UTF_8));
        }

        boolean genuine(Keys vault) {
            return seal != null && sealed(vault).same(seal);
        }

        boolean opens(Keys vault, Instant now) {
            return genuine(vault) && revoked == null && (expires == null || expires.isAfter(now));
        }

        /** A role that this version doesn't know gives nothing. */
        Set<Role> can() {
            return Arrays.stream(roles.split(",", -1))
                    .flatMap(name -> Arrays.stream(Role.values())
                            .filter(role -> role.name().equals(name)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private static final String ROWS =
            "SELECT key_id, digest, holder, roles, created_at, expires_at, revoked_at, seal FROM access_key";

    private Optional<Row> row(String keyId) {
        return jdbc.sql(ROWS + " WHERE key_id = ?")
                .param(keyId)
                .query((row, n) -> Row.of(row))
                .optional();
    }

    /** All rows, the newest first. */
    private List<Row> rows() {
        return jdbc.sql(ROWS + " ORDER BY created_at DESC, key_id")
                .query((row, n) -> Row.of(row))
                .list();
    }

    /** Whether no key was ever sealed, nor the audit log says that they were. */
    boolean unbound() {
        return rows().stream().allMatch(row -> row.seal == null)
                && !jdbc.sql("SELECT EXISTS (SELECT FROM audit_entry WHERE action = 'key.bind')")
                        .query(Boolean.class)
                        .single();
    }

    /** Seals what is in the database from before keys were sealed, once in its life. */
    @Transactional
    public void bind() {
        List<Row> rows = rows();
        rows.forEach(this::seal);
        audit.append("system", "key.bind", rows.size() + " keys", "");
    }

    private void seal(Row row) {
        jdbc.sql("UPDATE access_key SET seal = ? WHERE key_id = ?")
                .params(row.sealed(vault).bytes(), row.keyId)
                .update();
    }

    /**
     * A new key.
     *
     * @param holder for people: whose it is
     * @param expires from then on it opens nothing; null for never
     * @param by who hands it out, for the audit log
     * @return the whole key, which can't be shown again
     * @throws AccessException without a holder or a role, with one that adds to another that isn't given, or if it would have
     *     expired already, or a vantage point's never would
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
        if (expires == null && roles.contains(Role.OBSERVER)) {
            throw new AccessException(
                    "A vantage point's key expires, as its basis does: say when (with the command: --days).");
        }
        if (roles.stream().anyMatch(ASKING::contains) && !roles.contains(Role.CHECKER)) {
            throw new AccessException(
                    "The roles checker_detail and checker_distance add to what a checker learns, and can ask nothing alone:"
                            + " give checker too.");
        }
        if (expires != null && !expires.isAfter(clock.instant())) {
            throw new AccessException(
                    "A key that expires in the past opens nothing; leave out the moment or take a later one.");
        }
        String id = text(ID_BYTES).replace('_', 'x').replace('-', 'y');
        String secret = text(SECRET_BYTES);
        // As the database keeps moments: to the microsecond.
        Row row = new Row(
                id,
                digest(secret),
                holder,
                names(roles),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                expires == null ? null : expires.truncatedTo(ChronoUnit.MICROS),
                null,
                null);
        jdbc.sql("""
                INSERT INTO access_key (key_id, digest, holder, roles, created_at, expires_at, seal)
                VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        row.digest.bytes(),
                        holder,
                        row.roles,
                        Timestamp.from(row.created),
                        row.expires == null ? null : Timestamp.from(row.expires),
                        row.sealed(vault).bytes()))
                .update();
        audit.append(by, "key.issue", "key " + id + " " + row.roles + " for " + holder, "");
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
     * A new key of the same holder and roles in place of one that still opens; the old one goes on for a while.
     *
     * @param grace how long the old one opens yet, at most {@link #LONGEST_GRACE}; never longer than it would have
     * @param expires of the new one; null for when the old one would have expired
     * @return the whole new key, which can't be shown again; empty if there is none of that identifier that still opens
     * @throws AccessException if it was replaced already, or the grace is none
     */
    @Transactional
    public Optional<String> rotate(String keyId, Duration grace, @Nullable Instant expires, String by) {
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new AccessException("The old key goes on for 0 to " + LONGEST_GRACE.toDays() + " days.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Row> found = row(keyId).filter(row -> row.opens(vault, now));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Row row = found.get();
        String key = issue(row.holder, row.can(), expires == null ? row.expires : expires, by);
        Instant graceful = now.plus(grace);
        Instant end = row.expires != null && row.expires.isBefore(graceful) ? row.expires : graceful;
        int replaced = jdbc.sql(
                        "UPDATE access_key SET expires_at = ?, replaced_by = ? WHERE key_id = ? AND replaced_by IS NULL")
                .params(Timestamp.from(end), idOf(key), keyId)
                .update();
        if (replaced == 0) {
            throw new AccessException("This key was replaced already; the one that replaced it can be.");
        }
        seal(new Row(row.keyId, row.digest, row.holder, row.roles, row.created, end, row.revoked, null));
        recent.clear();
        audit.append(by, "key.rotate", "key " + keyId + " replaced by key " + idOf(key), "");
        return Optional.of(key);
    }

    /** The holders of these keys, of those that are known and weren't changed. */
    public Set<String> holders(Collection<String> keyIds) {
        return keyIds.isEmpty()
                ? Set.of()
                : rows().stream()
                        .filter(row -> keyIds.contains(row.keyId) && row.genuine(vault))
                        .map(Row::holder)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * From now on the key opens nothing; false if there is none of that identifier that still did.
     *
     * @throws AccessException if it is the last key with which others can be handed out
     */
    @Transactional
    public boolean revoke(String keyId, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Row> open = rows().stream().filter(row -> row.opens(vault, now)).toList();
        Optional<Row> found =
                open.stream().filter(row -> row.keyId.equals(keyId)).findFirst();
        if (found.isEmpty()) {
            return false;
        }
        if (open.stream().noneMatch(row -> !row.keyId.equals(keyId) && row.can().contains(Role.ADMIN))) {
            throw new AccessException(
                    "This is the last key of an administrator: hand out another one first, or nobody could.");
        }
        Row row = found.get();
        jdbc.sql("UPDATE access_key SET revoked_at = ? WHERE key_id = ?")
                .params(Timestamp.from(now), keyId)
                .update();
        seal(new Row(row.keyId, row.digest, row.holder, row.roles, row.created, row.expires, now, null));
        recent.clear();
        audit.append(by, "key.revoke", "key " + keyId, "");
        return true;
    }

    /**
     * A key that was handed out; of its secret nothing is known.
     *
     * @param expires null for never
     * @param revoked null while it isn't
     * @param genuine false if somebody wrote or changed it past the application: it opens nothing
     */
    public record Issued(
            String keyId,
            String holder,
            SortedSet<Role> roles,
            Instant created,
            @Nullable Instant expires,
            @Nullable Instant revoked,
            boolean genuine) {}

    /** All keys ever handed out, the newest first. */
    public List<Issued> list() {
        return rows().stream()
                .map(row -> new Issued(
                        row.keyId,
                        row.holder,
                        new TreeSet<>(row.can()),
                        row.created,
                        row.expires,
                        row.revoked,
                        row.genuine(vault)))
                .toList();
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
        Instant now = clock.instant();
        return row(keyId).filter(row -> row.opens(vault, now)).isPresent();
    }

    /**
     * Whether two keys belong to one person, as far as their holders tell: where two people are asked for, two keys of one
     * person aren't enough. Nothing is believed of a key that isn't known, or that somebody changed: it is nobody else's.
     */
    public boolean sameHolder(String keyId, String other) {
        if (keyId.equals(other)) {
            return true;
        }
        Optional<Row> one = row(keyId);
        Optional<Row> two = row(other);
        return one.isEmpty()
                || two.isEmpty()
                || !one.get().genuine(vault)
                || !two.get().genuine(vault)
                || one.get().holder.strip().equalsIgnoreCase(two.get().holder.strip());
    }

    /** Whose key this is; empty if it is none, or expired or revoked. */
    public Optional<Caller> caller(String key) {
        int split = key.indexOf('_', PREFIX.length());
        if (!key.startsWith(PREFIX) || split < 0 || key.length() > LONGEST) {
            return Optional.empty();
        }
        Digest digest = digest(key.substring(split + 1));
        Instant now = clock.instant();
        return row(key.substring(PREFIX.length(), split))
                .filter(row -> row.digest.same(digest))
                .filter(row -> row.opens(vault, now))
                .map(row -> new Caller(row.keyId, row.holder, row.can()));
    }

    /**
     * As {@link #caller}, for callers who ask thousands of times a second: a key that was revoked or expired may open for a
     * second yet, one that this process revoked doesn't.
     */
    Optional<Caller> recentCaller(String key) {
        if (key.length() > LONGEST) {
            return Optional.empty();
        }
        Digest digest = digest(key);
        Instant now = clock.instant();
        Recent known = recent.get(digest);
        if (known != null && !now.isBefore(known.since) && now.isBefore(known.since.plus(RECENT))) {
            return Optional.of(known.caller);
        }
        Optional<Caller> caller = caller(key);
        if (caller.isEmpty()) {
            recent.remove(digest);
            return caller;
        }
        if (recent.size() >= MOST_RECENT) {
            recent.clear();
        }
        recent.put(digest, new Recent(caller.get(), now));
        return caller;
    }

    private record Recent(Caller caller, Instant since) {}

    private static Digest digest(String secret) {
        return Digest.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** The roles of the first key: everything that one person needs to begin; reveals of many still need a second. */
    static List<Role> firstRoles() {
        return List.of(Role.ADMIN, Role.ANALYST, Role.MONITOR);
    }
}
