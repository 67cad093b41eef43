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
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.hashcheck.HashSource.Action;
import nl.schoonnet.server.intake.Numbers;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Whose lists there are, and from when to when each counts. */
@Service
public class HashSources {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}]{1,200}");
    private static final int MOST = 1_000;

    /** In place of a format: of the import that withdraws what a source lists that has ended. */
    static final String ENDED = "ENDED";

    private final JdbcClient jdbc;
    private final Numbers numbers;
    private final AuditLog audit;
    private final InstantSource clock;

    HashSources(JdbcClient jdbc, Numbers numbers, AuditLog audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A new source, with nothing on its list.
     *
     * @param from until then nothing of it matches; null for now
     * @param until from then on it doesn't count; null while that isn't known
     * @throws HashcheckException if a text is missing or too long, the name is taken, or it would begin in the past or after its
     *     end
     */
    @Transactional
    public HashSource open(
            String name,
            String owner,
            String licence,
            String scheme,
            Action action,
            boolean police,
            boolean test,
            @Nullable Instant from,
            @Nullable Instant until,
            String actor) {
        if (!NAME.matcher(name).matches()) {
            throw new HashcheckException(
                    "not_a_name",
                    "The name of a source has 1 to 32 lower-case letters, digits and dashes, and begins with a letter or"
                            + " digit.");
        }
        for (String text : List.of(owner, licence, scheme)) {
            if (text.isBlank() || !LINE.matcher(text).matches()) {
                throw new HashcheckException(
                        "not_described",
                        "A source has an owner, a licence on which it may be used and a scheme of classification, each on"
                                + " one line of at most 200 characters.");
            }
        }
        Instant now = clock.instant();
        if (until != null && !until.isAfter(now)) {
            throw new HashcheckException(
                    "ended", "A source that ended in the past matches nothing: take a later moment.");
        }
        if (from != null && from.isBefore(now)) {
            throw new HashcheckException("begun", "A source can't begin in the past: leave its beginning out.");
        }
        Instant begin = Objects.requireNonNullElse(from, now);
        if (until != null && !until.isAfter(begin)) {
            throw new HashcheckException("not_a_period", "A source begins before it ends.");
        }
        int number = Math.toIntExact(numbers.block("hash source", 1));
        if (number > MOST) {
            throw new HashcheckException("too_many", "There can be " + MOST + " sources at most.");
        }
        try {
            jdbc.sql("""
                    INSERT INTO hash_source (source_id, name, owner, licence, scheme, default_action, police, test,
                        valid_from, valid_until, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(Arrays.asList(
                            number,
                            name,
                            owner,
                            licence,
                            scheme,
                            action.name(),
                            police,
                            test,
                            Timestamp.from(begin),
                            until == null ? null : Timestamp.from(until),
                            Timestamp.from(now)))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new HashcheckException("name_taken", "There is a source of that name already.", taken);
        }
        audit.append(actor, "hashes.source", "source " + name, "");
        return new HashSource(number, name, owner, licence, scheme, action, police, test, begin, until);
    }

    /**
     * Ends a source: from now on nothing of it matches.
     *
     * @param text 10 to 1,000 characters on one line
     * @throws HashcheckException without a reason, or if there is no such source or it ended before
     */
    @Transactional
    public void end(String name, String actor, @Nullable String text) {
        String reason = Reason.required(text);
        Timestamp now = Timestamp.from(clock.instant());
        int changed = jdbc.sql("""
                UPDATE hash_source SET valid_until = ? WHERE name = ? AND (valid_until IS NULL OR valid_until > ?)""").params(now, name, now).update();
        if (changed == 0) {
            throw none();
        }
        audit.append(actor, "hashes.source.end", "source " + name, reason);
    }

    static HashcheckException none() {
        return new HashcheckException("no_source", "There is no source of that name, or it has ended.");
    }

    /** All of them, those that ended too. */
    public List<HashSource> all() {
        return jdbc.sql("""
                SELECT source_id, name, owner, licence, scheme, default_action, police, test, valid_from, valid_until
                FROM hash_source ORDER BY source_id""").query((row, n) -> source(row)).list();
    }

    /** When a list was last taken in; empty if none ever was. */
    Optional<Instant> lastTakenIn() {
        return jdbc.sql("SELECT max(completed_at) FROM hash_import WHERE completion IS NOT NULL AND format <> ?")
                .param(ENDED)
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                .single();
    }

    Optional<HashSource> named(String name) {
        return all().stream().filter(source -> source.name().equals(name)).findFirst();
    }

    private static HashSource source(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp(10);
        return new HashSource(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Action.valueOf(row.getString(6)),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getTimestamp(9).toInstant(),
                until == null ? null : until.toInstant());
    }
}
