// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.server.attribution.Resolutions;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.takedown.episode.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The schedule in the database. Items are leased to one worker at a time ({@code SKIP LOCKED}, so that many don't wait for one
 * another); a lease that isn't reported in time falls to the next. Looks are taken in by the batch: all of a batch are written
 * and planned anew in one transaction, or none.
 */
@Service
class Plans {
    /** Longer than any look may take, with what it waits for. */
    static final Duration LEASE = Duration.ofMinutes(3);

    /** The longest that a worker may put an item off. */
    private static final Duration MOST_PUT_OFF = Duration.ofDays(1);

    /** New notices are looked for so far back: a transaction may be that long under way. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** Now and then farther back, and at last among all. */
    private static final Duration RECHECK = Duration.ofMinutes(10);

    private static final Duration LONG_OVERLAP = Duration.ofMinutes(40);
    private static final Duration SWEEP = Duration.ofHours(6);

    /** After so many new items, or so long, it is seen to that no host has more than it can carry. */
    private static final int MANY_NEW = 1_000;

    private static final Duration BALANCE = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final LookSchedule schedule;
    private final Resolutions resolutions;
    private final HostLoads loads;
    private final Map<String, Followed> followed = new ConcurrentHashMap<>();

    Plans(
            JdbcClient jdbc,
            TransactionOperations transactions,
            InstantSource clock,
            Resolutions resolutions,
            @Value("${schoonnet.observe.norm:PT24H}") Duration norm,
            @Value("${schoonnet.observe.host-looks-per-hour:1440}") double hostLooksPerHour) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.resolutions = resolutions;
        this.schedule = new LookSchedule(norm);
        this.loads = new HostLoads(jdbc, schedule, hostLooksPerHour);
    }

    /**
     * Until when notices were gone through.
     *
     * @param all all of them
     * @param recent those of the last while
     * @param last the newest ones
     * @param balanced when hosts were last seen to
     * @param added items since then
     */
    private record Followed(Instant all, Instant recent, Instant last, Instant balanced, int added) {}

    /**
     * Plans the first look at items that nobody planned yet for a vantage point: those with a notice that was sent, delivered
     * or attempted, as its last revision says. What the police hold, what was never notified and what was closed isn't looked
     * at, nor any more what was taken back. Goes through all notices
     * at first and every 6 hours, else through the new ones. Where a host has more than it can carry, its items are widened
     * before any is leased.
     *
     * @return how many were added
     */
    int follow(String vantage) {
        Instant now = clock.instant();
        Followed before = followed.get(vantage);
        Step step = transactions.execute(status -> {
            boolean all = before == null || now.isBefore(before.last) || passed(before.all, now, SWEEP);
            return before == null || all ? everything(vantage, now) : whatIsNew(vantage, now, before);
        });
        if (step == null) {
            return 0;
        }
        // Only what was committed counts as gone through.
        followed.put(vantage, step.followed);
        return step.planned;
    }

    private record Step(int planned, Followed followed) {}

    private Step everything(String vantage, Instant now) {
        drop(vantage, now, "", now);
        renew(vantage, now, "", now);
        int planned = plan(vantage, now, "", now);
        pullBack(vantage, now);
        loads.balance(vantage, now);
        return new Step(planned, new Followed(now, now, now, now, 0));
    }

    private Step whatIsNew(String vantage, Instant now, Followed before) {
        boolean recent = passed(before.recent, now, RECHECK);
        drop(vantage, now, NEW, back(before, recent));
        renew(vantage, now, NEW, back(before, recent));
        int planned = plan(vantage, now, NEW, back(before, recent));
        int added = before.added + planned;
        boolean balance = added >= MANY_NEW || passed(before.balanced, now, BALANCE);
        if (balance) {
            loads.balance(vantage, now);
        }
        return new Step(
                planned,
                new Followed(
                        before.all,
                        recent ? now : before.recent,
                        now,
                        balance ? now : before.balanced,
                        balance ? 0 : added));
    }

    private static Instant back(Followed before, boolean recent) {
        return recent ? before.recent.minus(LONG_OVERLAP) : before.last.minus(OVERLAP);
    }

    private static boolean passed(Instant since, Instant now, Duration time) {
        return Duration.between(since, now).compareTo(time) >= 0;
    }

    private static final String NEW = "AND item_id IN (SELECT item_id FROM notice WHERE learnt_at >= :since)";

    /** A clock that starts later than this isn't believed; registers have typing errors. */
    private static final String BELIEVED = "<= :now::timestamptz + interval '1 day'";

    /** Notices as they are now, by their last revision, that ask for looks: which were sent, delivered or attempted. */
    private static final String ASKING = """
            (SELECT item_id, clock FROM (
                SELECT DISTINCT ON (item_id, notice_id) item_id, status,
                       coalesce(CASE WHEN delivered_at BELIEVED THEN delivered_at END,
                                CASE WHEN sent_at BELIEVED THEN sent_at END,
                                CASE WHEN attempted_at BELIEVED THEN attempted_at END) AS clock
                FROM notice WHERE true CANDIDATES
                ORDER BY item_id, notice_id, revision DESC) AS last
             WHERE clock IS NOT NULL AND coalesce(status, '') NOT IN ('not_notified', 'duplicate', 'police_hold')) AS n
            """.replace("BELIEVED", BELIEVED);

    private JdbcClient.StatementSpec asking(String sql, String vantage, Instant now, String candidates, Instant since) {
        JdbcClient.StatementSpec statement = jdbc.sql(
                        sql.replace("ASKING", ASKING).replace("CANDIDATES", candidates))
                .param("vantage", vantage)
                .param("now", Timestamp.from(now));
        return candidates.isEmpty() ? statement : statement.param("since", Timestamp.from(since));
    }

    /** Ends looks that no notice asks for any more: it was taken back, or the police hold it now. */
    private void drop(String vantage, Instant now, String candidates, Instant since) {
        asking("""
                DELETE FROM look_plan p
                WHERE vantage = :vantage CANDIDATES
                  AND NOT EXISTS (SELECT FROM ASKING WHERE n.item_id = p.item_id)""", vantage, now, candidates, since).update();
    }

    /**
     * Starts the clock of followed items anew where a newer notice asks for it: what is looked at once a week because it was
     * notified long ago is looked at every hour again, and what was gone before the notice counts as open until it is seen.
     */
    private void renew(String vantage, Instant now, String candidates, Instant since) {
        asking("""
                UPDATE look_plan p
                SET origin = r.origin,
                    due_at = CASE WHEN r.stays_gone THEN p.due_at ELSE r.due END,
                    absent_since = CASE WHEN r.stays_gone THEN p.absent_since END,
                    confirmed = p.confirmed AND r.stays_gone
                FROM (SELECT item_id, origin, stays_gone, %s AS due
                      FROM (SELECT item_id, origin, greatest(origin, :now) AS after, widened, stays_gone, %s AS phase
                            FROM (SELECT n.item_id, p.widened, max(n.clock) AS origin,
                                         coalesce(p.absent_since >= max(n.clock), false) AS stays_gone
                                  FROM ASKING
                                  JOIN look_plan p ON p.item_id = n.item_id AND p.vantage = :vantage
                                  WHERE n.clock <= :now
                                  GROUP BY n.item_id, p.widened, p.origin, p.absent_since
                                  HAVING max(n.clock) > p.origin) AS newer) AS planned) AS r
                WHERE p.item_id = r.item_id AND p.vantage = :vantage""".formatted(schedule.sqlNext(), LookSchedule.SQL_PHASE), vantage, now, candidates, since)
                .update();
    }

    private int plan(String vantage, Instant now, String candidates, Instant since) {
        return asking("""
                INSERT INTO look_plan (item_id, vantage, origin, due_at, confirmed)
                SELECT item_id, vantage, origin, %s, false
                FROM (SELECT item_id, vantage, origin, greatest(origin, :now) AS after, 1 AS widened, %s AS phase
                      FROM (SELECT n.item_id, :vantage AS vantage, max(n.clock) AS origin
                            FROM ASKING
                            JOIN item i ON i.item_id = n.item_id AND i.closed_at IS NULL AND i.address IS NOT NULL
                            WHERE NOT EXISTS
                                (SELECT FROM look_plan p WHERE p.item_id = n.item_id AND p.vantage = :vantage)
                            GROUP BY n.item_id) AS candidate) AS planned
                ON CONFLICT (item_id, vantage) DO NOTHING""".formatted(schedule.sqlNext(), LookSchedule.SQL_PHASE), vantage, now, candidates, since)
                .update();
    }

    /**
     * After a time in which the clock was ahead, items wait for that time: leases end about as soon as one that is given now, and
     * open items are due no later than the schedule has it as of now. Without such a time it changes nothing but what a worker
     * put off.
     */
    private void pullBack(String vantage, Instant now) {
        // Leases are given while this goes on: those of the present are no fault of a clock.
        Instant latest = clock.instant().plus(LEASE).plus(OVERLAP);
        jdbc.sql("UPDATE look_plan SET lease_until = NULL, lease_token = NULL WHERE vantage = ? AND lease_until > ?")
                .params(vantage, Timestamp.from(latest))
                .update();
        jdbc.sql(
                        "UPDATE look_plan SET due_at = :confirm WHERE vantage = :vantage AND absent_since IS NOT NULL AND NOT confirmed"
                                + " AND due_at > :confirm")
                .param("vantage", vantage)
                .param("confirm", Timestamp.from(now.plus(LookSchedule.CONFIRM_AFTER)))
                .update();
        jdbc.sql("""
                UPDATE look_plan p SET due_at = planned.due
                FROM (SELECT item_id, vantage, %s AS due
                      FROM (SELECT item_id, vantage, origin, greatest(origin, :now) AS after, widened, %s AS phase
                            FROM look_plan WHERE vantage = :vantage AND absent_since IS NULL) AS open) AS planned
                WHERE p.item_id = planned.item_id AND p.vantage = planned.vantage AND p.due_at > planned.due
                """.formatted(schedule.sqlNext(), LookSchedule.SQL_PHASE))
                .param("vantage", vantage)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Leases up to {@code most} items that are due, the longest due first. */
    List<Leased> lease(String vantage, int most) {
        Instant now = clock.instant();
        Instant until = now.plus(LEASE);
        String token = UUID.randomUUID().toString();
        return result(() -> {
            List<Leased> leased = jdbc.sql("""
                    SELECT item_id, due_at FROM look_plan
                    WHERE vantage = ? AND greatest(due_at, lease_until) <= ?
                    ORDER BY greatest(due_at, lease_until) LIMIT %d FOR UPDATE SKIP LOCKED""".formatted(most))
                    .params(vantage, Timestamp.from(now))
                    .query((row, n) -> new Leased(
                            row.getLong(1), token, row.getTimestamp(2).toInstant(), until))
                    .list();
            if (!leased.isEmpty()) {
                jdbc.sql("""
                        UPDATE look_plan SET lease_until = ?, lease_token = ?
                        WHERE vantage = ? AND item_id = ANY (?)""")
                        .params(Timestamp.from(until), token, vantage, numbers(leased, Leased::item))
                        .update();
            }
            return leased;
        });
    }

    /** One row of the schedule, locked. */
    private record Row(long item, @Nullable String token, Instant origin, AbsenceRun run, int widened) {}

    /**
     * Writes what looks saw and plans the next ones, and puts off what came to no look; all in one transaction.
     *
     * @return what became of each, in the same order
     */
    List<Receipt> report(String vantage, List<Done> done) {
        return result(() -> reported(vantage, done));
    }

    private List<Receipt> reported(String vantage, List<Done> done) {
        Instant now = clock.instant();
        List<BlindSpan> blind = blind(vantage);
        Map<Long, Row> rows = new HashMap<>();
        jdbc.sql("""
                SELECT item_id, lease_token, origin, absent_since, confirmed, widened FROM look_plan
                WHERE vantage = ? AND item_id = ANY (?) ORDER BY item_id FOR UPDATE""").params(vantage, numbers(done, Done::item)).query(row -> {
            Timestamp absent = row.getTimestamp(4);
            rows.put(
                    row.getLong(1),
                    new Row(
                            row.getLong(1),
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            new AbsenceRun(absent == null ? null : absent.toInstant(), row.getBoolean(5)),
                            row.getInt(6)));
        });
        Next next = new Next(vantage);
        Looks looks = new Looks(vantage, now);
        List<Long> closed = new ArrayList<>();
        Receipt[] receipts = new Receipt[done.size()];
        List<Integer> late = new ArrayList<>();
        for (int i = 0; i < receipts.length; i++) {
            Done one = done.get(i);
            Row row = rows.get(one.item());
            if (row == null || !one.token().equals(row.token)) {
                late.add(i);
                continue;
            }
            // Its lease ends here, also for the same once more in this batch.
            rows.remove(one.item());
            receipts[i] = Receipt.KEPT;
            switch (one.outcome()) {
                case Outcome.PutOff later -> {
                    Instant most = now.plus(MOST_PUT_OFF);
                    next.add(row.item, later.until().isAfter(most) ? most : later.until(), row.run);
                }
                case Outcome.Looked(Seen seen) -> {
                    looks.add(row.item, seen);
                    AbsenceRun run = row.run.after(seen.at(), believed(seen, blind));
                    Optional<Instant> due = due(row.item, row.origin, seen.at(), run, row.widened);
                    due.ifPresentOrElse(at -> next.add(row.item, at, run), () -> closed.add(row.item));
                }
            }
        }
        next.write();
        looks.write();
        close(vantage, closed, now);
        if (!late.isEmpty()) {
            Set<Look> known = known(vantage, late.stream().map(done::get).toList());
            for (int i : late) {
                Done one = done.get(i);
                boolean twice = one.outcome() instanceof Outcome.Looked(Seen seen)
                        && known.contains(new Look(one.item(), seen.at()));
                receipts[i] = twice ? Receipt.KNOWN : Receipt.STALE;
            }
        }
        return List.of(receipts);
    }

    private Optional<Instant> due(long item, Instant origin, Instant after, AbsenceRun run, int widened) {
        return schedule.next(origin, after, run.standing(), run.goneSince(), LookSchedule.phase(item), widened);
    }

    private static Verdict believed(Seen seen, List<BlindSpan> blind) {
        boolean disbelieved = blind.stream()
                .anyMatch(span -> !seen.at().plus(seen.took()).isBefore(span.since())
                        && span.until().map(seen.at()::isBefore).orElse(true));
        return disbelieved
                ? Verdict.UNKNOWN
                : seen.reason().map(Reason::verdict).orElse(Verdict.UNKNOWN);
    }

    /** The spans of the last days; none is added while this transaction lasts. */
    private List<BlindSpan> blind(String vantage) {
        jdbc.sql("SELECT FROM vantage WHERE name = ? FOR SHARE").param(vantage).query(row -> {});
        return jdbc.sql("SELECT since, until FROM vantage_blind WHERE vantage = ? ORDER BY since DESC LIMIT 100")
                .param(vantage)
                .query((row, n) -> {
                    Timestamp until = row.getTimestamp(2);
                    return new BlindSpan(
                            row.getTimestamp(1).toInstant(),
                            Optional.ofNullable(until).map(Timestamp::toInstant));
                })
                .list();
    }

    /** Rows of the schedule to be written at once. */
    private final class Next {
        private final String vantage;
        private final List<Long> items = new ArrayList<>();
        private final List<String> due = new ArrayList<>();
        private final List<@Nullable String> absent = new ArrayList<>();
        private final List<Boolean> confirmed = new ArrayList<>();

        Next(String vantage) {
            this.vantage = vantage;
        }

        void add(long item, Instant at, AbsenceRun run) {
            items.add(item);
            due.add(at.toString());
            absent.add(run.goneSince().map(Instant::toString).orElse(null));
            confirmed.add(run.confirmed());
        }

        void write() {
            if (items.isEmpty()) {
                return;
            }
            jdbc.sql("""
                    UPDATE look_plan p
                    SET due_at = u.due, absent_since = u.absent, confirmed = u.confirmed, lease_until = NULL,
                        lease_token = NULL
                    FROM unnest(?::bigint[], ?::text[]::timestamptz[], ?::text[]::timestamptz[], ?::boolean[])
                        AS u (item, due, absent, confirmed)
                    WHERE p.item_id = u.item AND p.vantage = ?""")
                    .params(
                            items.toArray(Long[]::new),
                            due.toArray(String[]::new),
                            absent.toArray(String[]::new),
                            confirmed.toArray(Boolean[]::new),
                            vantage)
                    .update();
        }
    }

    /** Looks to be written at once. */
    private final class Looks {
        private final String vantage;
        private final Instant now;
        private final List<Long> items = new ArrayList<>();
        private final List<Seen> seen = new ArrayList<>();

        Looks(String vantage, Instant now) {
            this.vantage = vantage;
            this.now = now;
        }

        void add(long item, Seen one) {
            items.add(item);
            seen.add(one);
        }

        void write() {
            if (items.isEmpty()) {
                return;
            }
            jdbc.sql("""
                    INSERT INTO observation
                        (item_id, at, vantage, learnt_at, reason, cause, level, address, status, took_ms)
                    SELECT item, at, ?, ?, reason, cause, level, address, status, took
                    FROM unnest(?::bigint[], ?::text[]::timestamptz[], ?::text[], ?::text[], ?::int[], ?::text[], ?::int[],
                        ?::int[]) AS u (item, at, reason, cause, level, address, status, took)
                    ON CONFLICT (item_id, at, vantage) DO NOTHING""")
                    .params(Arrays.asList(
                            vantage,
                            Timestamp.from(now),
                            items.toArray(Long[]::new),
                            texts(s -> s.at().toString()),
                            texts(s -> s.reason().map(Reason::name).orElse(null)),
                            texts(s -> s.cause().orElse(null)),
                            seen.stream().map(Seen::level).toArray(Integer[]::new),
                            texts(s -> s.address().orElse(null)),
                            seen.stream()
                                    .map(s -> s.status().isPresent()
                                            ? (@Nullable Integer) s.status().getAsInt()
                                            : null)
                                    .toArray(Integer[]::new),
                            seen.stream()
                                    .map(s -> (int)
                                            Math.min(Integer.MAX_VALUE, s.took().toMillis()))
                                    .toArray(Integer[]::new)))
                    .update();
            resolutions.keep(vantage, now, said());
        }

        /** What the DNS said at these looks. */
        private List<Resolutions.Said> said() {
            List<Resolutions.Said> said = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                long item = items.get(i);
                Seen one = seen.get(i);
                one.resolved().ifPresent(resolved -> said.add(new Resolutions.Said(item, one.at(), resolved)));
            }
            return said;
        }

        private String[] texts(java.util.function.Function<Seen, @Nullable String> part) {
            return seen.stream().map(part).toArray(String[]::new);
        }
    }

    /** A look's place among the facts. */
    private record Look(long item, Instant at) {}

    /** Those of the looks that were written before. */
    private Set<Look> known(String vantage, List<Done> done) {
        List<Look> looks = new ArrayList<>();
        for (Done one : done) {
            if (one.outcome() instanceof Outcome.Looked(Seen seen)) {
                looks.add(new Look(one.item(), seen.at()));
            }
        }
        return new HashSet<>(jdbc.sql("""
                SELECT o.item_id, o.at
                FROM unnest(?::bigint[], ?::text[]::timestamptz[]) AS u (item, at)
                JOIN observation o ON o.item_id = u.item AND o.at = u.at AND o.vantage = ?""")
                .params(
                        numbers(looks, Look::item),
                        looks.stream().map(look -> look.at.toString()).toArray(String[]::new),
                        vantage)
                .query((row, n) -> new Look(row.getLong(1), row.getTimestamp(2).toInstant()))
                .list());
    }

    /**
     * Items that stayed gone are no longer looked at; one that every vantage point has finished is closed. Until then its row
     * stays, due never, so that it isn't taken for one that nobody planned.
     */
    private void close(String vantage, List<Long> items, Instant now) {
        if (items.isEmpty()) {
            return;
        }
        Long[] numbers = items.toArray(Long[]::new);
        // Two vantage points that finish at once: the second one sees that the first has.
        jdbc.sql("SELECT item_id FROM item WHERE item_id = ANY (?) ORDER BY item_id FOR UPDATE")
                .param(numbers)
                .query((row, n) -> row.getLong(1))
                .list();
        jdbc.sql("""
                UPDATE look_plan SET due_at = 'infinity', confirmed = true, lease_until = NULL, lease_token = NULL
                WHERE vantage = ? AND item_id = ANY (?)""").params(vantage, numbers).update();
        jdbc.sql("""
                UPDATE item i SET closed_at = ? WHERE item_id = ANY (?) AND closed_at IS NULL AND NOT EXISTS
                    (SELECT FROM look_plan p WHERE p.item_id = i.item_id AND p.due_at < 'infinity')""").params(Timestamp.from(now), numbers).update();
        jdbc.sql("""
                DELETE FROM look_plan p USING item i
                WHERE p.item_id = ANY (?) AND i.item_id = p.item_id AND i.closed_at IS NOT NULL""").param(numbers).update();
    }

    /**
     * Forgets what a vantage point that turned out to be blind had concluded since: runs of absences are made anew from the
     * looks that are believed. Called in the transaction that wrote the span.
     */
    void disbelieve(String vantage, Instant since) {
        List<Row> rows = jdbc.sql("""
                SELECT item_id, lease_token, origin, absent_since, confirmed, widened FROM look_plan p
                WHERE vantage = ? AND item_id IN (SELECT item_id FROM observation
                    WHERE vantage = p.vantage AND at + took_ms * interval '1 millisecond' >= ? AND at >= ?)
                ORDER BY item_id FOR UPDATE""")
                .params(vantage, Timestamp.from(since), Timestamp.from(since.minus(LEASE)))
                .query((row, n) -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        AbsenceRun.NONE,
                        row.getInt(6)))
                .list();
        Map<Long, AbsenceRun> runs = new HashMap<>();
        jdbc.sql("""
                SELECT item_id, at, reason FROM observation_believed WHERE vantage = ? AND item_id = ANY (?)
                ORDER BY item_id, at""").params(vantage, numbers(rows, Row::item)).query(row -> {
            String reason = row.getString(3);
            Verdict verdict =
                    reason == null ? Verdict.UNKNOWN : Reason.valueOf(reason).verdict();
            AbsenceRun run = runs.getOrDefault(row.getLong(1), AbsenceRun.NONE);
            runs.put(row.getLong(1), run.after(row.getTimestamp(2).toInstant(), verdict));
        });
        Instant now = clock.instant();
        Next next = new Next(vantage);
        for (Row row : rows) {
            AbsenceRun run = runs.getOrDefault(row.item, AbsenceRun.NONE);
            due(row.item, row.origin, now, run, row.widened).ifPresent(at -> next.add(row.item, at, run));
        }
        next.write();
    }

    /**
     * Ends all that a vantage point has in the schedule; what all others have finished is closed. Called in the transaction of
     * its leave.
     */
    void forget(String vantage) {
        jdbc.sql("""
                UPDATE item i SET closed_at = :now
                WHERE closed_at IS NULL
                  AND item_id IN (SELECT item_id FROM look_plan WHERE vantage <> :vantage AND due_at = 'infinity')
                  AND NOT EXISTS (SELECT FROM look_plan p
                                  WHERE p.item_id = i.item_id AND p.vantage <> :vantage AND p.due_at < 'infinity')""")
                .param("now", Timestamp.from(clock.instant()))
                .param("vantage", vantage)
                .update();
        jdbc.sql("DELETE FROM look_plan WHERE vantage = ?").param(vantage).update();
        forgetClosed();
        followed.remove(vantage);
    }

    /** Ends what the schedule has of closed items; for what is done now and then, since it goes through all. */
    void forgetClosed() {
        jdbc.sql("DELETE FROM look_plan p USING item i WHERE i.item_id = p.item_id AND i.closed_at IS NOT NULL")
                .update();
    }

    private static <T> Long[] numbers(Collection<T> of, java.util.function.ToLongFunction<T> number) {
        return of.stream().map(number::applyAsLong).toArray(Long[]::new);
    }

    private <T> List<T> result(java.util.function.Supplier<List<T>> work) {
        List<T> result = transactions.execute(status -> work.get());
        return result == null ? List.of() : result;
    }
}
