// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The schedule in the database. Items are leased to one worker at a time ({@code SKIP LOCKED}, so that many don't wait for one
 * another); a lease that isn't reported in time falls to the next. A look is written and its item planned anew in one
 * transaction.
 */
@Service
class Plans {
    /** Longer than any look may take, with what it waits for. */
    static final Duration LEASE = Duration.ofMinutes(3);

    /** An absence can be confirmed for so long (MEASUREMENT.md section 1). */
    private static final Duration CONFIRM_WITHIN = Duration.ofDays(2);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final LookSchedule schedule;

    Plans(JdbcClient jdbc, InstantSource clock, @Value("${schoonnet.observe.norm:PT24H}") Duration norm) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.schedule = new LookSchedule(norm);
    }

    /**
     * Plans the first look at items that nobody planned yet for a vantage point: those with a notice that was sent, delivered
     * or attempted. What the police hold, what was never notified and what was closed isn't looked at.
     *
     * @return how many were added
     */
    @Transactional
    public int follow(String vantage) {
        Instant now = clock.instant();
        List<New> items = jdbc.sql("""
                SELECT n.item_id, min(coalesce(n.delivered_at, n.sent_at, n.attempted_at)) AS origin
                FROM notice n
                JOIN item i ON i.item_id = n.item_id AND i.closed_at IS NULL AND i.address IS NOT NULL
                WHERE coalesce(n.delivered_at, n.sent_at, n.attempted_at) IS NOT NULL
                  AND coalesce(n.status, '') NOT IN ('not_notified', 'duplicate')
                  AND NOT EXISTS (SELECT 1 FROM look_plan p WHERE p.item_id = n.item_id AND p.vantage = ?)
                GROUP BY n.item_id""")
                .param(vantage)
                .query((row, n) -> new New(row.getLong(1), row.getTimestamp(2).toInstant()))
                .list();
        for (New item : items) {
            Instant after = item.origin.isAfter(now) ? item.origin : now;
            Instant due = schedule.next(
                            item.origin, after, LookSchedule.Standing.OPEN, Optional.empty(), seed(item.item, vantage))
                    .orElse(after);
            jdbc.sql("""
                    INSERT INTO look_plan (item_id, vantage, origin, due_at, confirmed) VALUES (?, ?, ?, ?, false)
                    ON CONFLICT (item_id, vantage) DO NOTHING""")
                    .params(item.item, vantage, Timestamp.from(item.origin), Timestamp.from(due))
                    .update();
        }
        return items.size();
    }

    private record New(long item, Instant origin) {}

    /** The same for the same item and vantage point, on every machine. */
    private static long seed(long item, String vantage) {
        return item * 0x9E3779B97F4A7C15L + vantage.hashCode();
    }

    /** Leases up to {@code most} items that are due, the longest due first. */
    @Transactional
    public List<Lease> lease(String vantage, int most) {
        Instant now = clock.instant();
        String token = UUID.randomUUID().toString();
        return jdbc.sql("""
                UPDATE look_plan SET lease_until = :until, lease_token = :token
                WHERE (item_id, vantage) IN (
                    SELECT item_id, vantage FROM look_plan
                    WHERE vantage = :vantage AND due_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
                    ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED)
                RETURNING item_id, vantage, lease_token, origin, due_at, absent_since, confirmed""")
                .param("until", Timestamp.from(now.plus(LEASE)))
                .param("token", token)
                .param("vantage", vantage)
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new Lease(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant(),
                        Optional.ofNullable(row.getTimestamp(6)).map(Timestamp::toInstant),
                        row.getBoolean(7)))
                .list();
    }

    /**
     * Writes what a look saw and plans the next.
     *
     * @return false if the lease was lost meanwhile: then nothing is written, and another one's look counts
     */
    @Transactional
    public boolean report(Lease lease, Seen seen) {
        Run run = Run.after(lease, seen);
        Optional<Instant> next = schedule.next(
                lease.origin(), seen.at(), run.standing, run.since(), seed(lease.item(), lease.vantage()));
        int held = next.isPresent()
                ? jdbc.sql("""
                        UPDATE look_plan SET due_at = ?, absent_since = ?, confirmed = ?, lease_until = NULL,
                            lease_token = NULL
                        WHERE item_id = ? AND vantage = ? AND lease_token = ?""")
                        .params(Arrays.asList(
                                Timestamp.from(next.get()),
                                run.absentSince == null ? null : Timestamp.from(run.absentSince),
                                run.standing == LookSchedule.Standing.GONE,
                                lease.item(),
                                lease.vantage(),
                                lease.token()))
                        .update()
                : jdbc.sql("DELETE FROM look_plan WHERE item_id = ? AND vantage = ? AND lease_token = ?")
                        .params(lease.item(), lease.vantage(), lease.token())
                        .update();
        if (held == 0) {
            return false;
        }
        write(lease, seen);
        if (next.isEmpty()) {
            close(lease.item());
        }
        return true;
    }

    /** Gives a lease back that came to no look; the item is due again at a moment. */
    @Transactional
    public void putOff(Lease lease, Instant until) {
        jdbc.sql("""
                UPDATE look_plan SET due_at = ?, lease_until = NULL, lease_token = NULL
                WHERE item_id = ? AND vantage = ? AND lease_token = ?""")
                .params(Timestamp.from(until), lease.item(), lease.vantage(), lease.token())
                .update();
    }

    private void write(Lease lease, Seen seen) {
        jdbc.sql("""
                INSERT INTO observation
                    (item_id, at, vantage, learnt_at, reason, cause, level, address, status, took_ms)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (item_id, at, vantage) DO NOTHING""")
                .params(Arrays.asList(
                        lease.item(),
                        Timestamp.from(seen.at()),
                        lease.vantage(),
                        Timestamp.from(clock.instant()),
                        seen.reason().map(Reason::name).orElse(null),
                        seen.cause().orElse(null),
                        seen.level(),
                        seen.address().orElse(null),
                        seen.status().isPresent() ? seen.status().getAsInt() : null,
                        Math.toIntExact(seen.took().toMillis())))
                .update();
    }

    /** An item that no vantage point follows any more is closed. */
    private void close(long item) {
        jdbc.sql("""
                UPDATE item SET closed_at = ? WHERE item_id = ? AND closed_at IS NULL
                  AND NOT EXISTS (SELECT 1 FROM look_plan WHERE item_id = ?)""").params(Timestamp.from(clock.instant()), item, item).update();
    }

    /** The run of absences after a look. */
    private record Run(@Nullable Instant absentSince, LookSchedule.Standing standing) {
        static Run after(Lease lease, Seen seen) {
            Verdict verdict = seen.reason().map(Reason::verdict).orElse(Verdict.UNKNOWN);
            @Nullable Instant since = lease.absentSince().orElse(null);
            return switch (verdict) {
                case AVAILABLE, MOVED -> new Run(null, LookSchedule.Standing.OPEN);
                case ABSENT -> absent(lease, seen, since);
                case RESTRICTED, UNKNOWN -> {
                    if (lease.confirmed()) {
                        yield new Run(since, LookSchedule.Standing.GONE);
                    }
                    boolean waits =
                            since != null && Duration.between(since, seen.at()).compareTo(CONFIRM_WITHIN) < 0;
                    yield waits
                            ? new Run(since, LookSchedule.Standing.TO_CONFIRM)
                            : new Run(null, LookSchedule.Standing.OPEN);
                }
            };
        }

        private static Run absent(Lease lease, Seen seen, @Nullable Instant since) {
            if (since == null) {
                return new Run(seen.at(), LookSchedule.Standing.TO_CONFIRM);
            }
            if (lease.confirmed()) {
                return new Run(since, LookSchedule.Standing.GONE);
            }
            Duration apart = Duration.between(since, seen.at());
            if (apart.compareTo(CONFIRM_WITHIN) > 0) {
                return new Run(seen.at(), LookSchedule.Standing.TO_CONFIRM);
            }
            boolean confirms = apart.compareTo(LookSchedule.CONFIRM_AFTER) >= 0;
            return new Run(since, confirms ? LookSchedule.Standing.GONE : LookSchedule.Standing.TO_CONFIRM);
        }

        Optional<Instant> since() {
            return Optional.ofNullable(absentSince);
        }
    }
}
