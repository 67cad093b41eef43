// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hosts that can't politely be asked as often as the schedule wants (MEASUREMENT.md section 5). A seeded random subset of a
 * host's items keeps the schedule, the rest is widened, so that nothing slips unsaid.
 *
 * <p>A host's load is the number of looks an hour that the norm's schedule asks for all its items as if all were still there:
 * it depends on when they came, never on what was seen. With a limit C the probability to be kept is the largest power of
 * one half with probability x load at most C, and the gaps of the rest are widened by its inverse; so all looks together are
 * at most 2 C. Each item has one permanent random number (Ohlsson 1995): it is kept as long as that is below the probability,
 * so a lower probability keeps a part of those kept before. An item that was once dropped isn't taken up again.
 */
final class HostLoads {
    /** Uniform on [0, 1), the same for an item on every machine; the text is the seed. */
    private static final String DRAW =
            "('x' || left(md5('schoonnet look inclusion 1 ' || item_id), 7))::bit(28)::int / 268435456.0";

    private final JdbcClient jdbc;
    private final LookSchedule schedule;
    private final double limit;

    /** @param limit looks an hour of the norm's schedule that a host may get from one vantage point */
    HostLoads(JdbcClient jdbc, LookSchedule schedule, double limit) {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("A host may get more than 0 looks an hour.");
        }
        this.jdbc = jdbc;
        this.schedule = schedule;
        this.limit = limit;
    }

    /** @param wider the inverse of the probability: a power of two */
    private record Host(String digest, int wider) {}

    /** Sees to all hosts of a vantage point; in a transaction of the caller. */
    void balance(String vantage, Instant now) {
        List<Host> hosts = jdbc.sql("""
                SELECT encode(domain_digest, 'hex'), sum(looks) FROM (
                    SELECT i.domain_digest, p.widened, %s AS looks
                    FROM look_plan p JOIN item i ON i.item_id = p.item_id, (SELECT :now::timestamptz AS now) AS t
                    WHERE p.vantage = :vantage) AS l
                GROUP BY domain_digest HAVING sum(looks) > :limit OR bool_or(widened > 1)""".formatted(schedule.sqlLooksPerHour()))
                .param("now", Timestamp.from(now))
                .param("vantage", vantage)
                .param("limit", limit)
                .query((row, n) -> new Host(row.getString(1), wider(row.getDouble(2))))
                .list();
        if (hosts.isEmpty()) {
            return;
        }
        String[] digests = hosts.stream().map(Host::digest).toArray(String[]::new);
        Integer[] wider = hosts.stream().map(Host::wider).toArray(Integer[]::new);
        draw(vantage, now, digests, wider);
        widen(vantage, now, digests, wider);
    }

    private int wider(double load) {
        int wider = 1;
        while (load / wider > limit && wider < LookSchedule.MOST_WIDENED) {
            wider *= 2;
        }
        return wider;
    }

    private static final String HOSTS = """
            (SELECT decode(digest, 'hex') AS domain_digest, wider
             FROM unnest(:digests::text[], :wider::int[]) AS u (digest, wider)) AS h""";

    private static final String LAST = """
            LATERAL (SELECT l.probability, l.kept FROM look_inclusion l WHERE l.item_id = p.item_id
                     ORDER BY l.since DESC LIMIT 1) AS last""";

    /** Writes the probability of each item for which it fell, and whether the item is kept. */
    private void draw(String vantage, Instant now, String[] digests, Integer[] wider) {
        jdbc.sql("""
                INSERT INTO look_inclusion (item_id, since, probability, kept)
                SELECT item_id, :now, 1.0 / wider, %s < 1.0 / wider
                FROM (SELECT p.item_id, h.wider FROM %s
                      JOIN item i ON i.domain_digest = h.domain_digest
                      JOIN look_plan p ON p.item_id = i.item_id AND p.vantage = :vantage
                      LEFT JOIN %s ON true
                      WHERE h.wider > 1 AND coalesce(last.probability, 1) > 1.0 / h.wider) AS fell
                ON CONFLICT (item_id, since) DO NOTHING""".formatted(DRAW, HOSTS, LAST))
                .param("now", Timestamp.from(now))
                .param("vantage", vantage)
                .param("digests", digests)
                .param("wider", wider)
                .update();
    }

    /** Widens or narrows what isn't kept. An open item's next look moves to its new times; the others' stays. */
    private void widen(String vantage, Instant now, String[] digests, Integer[] wider) {
        jdbc.sql("""
                UPDATE look_plan p
                SET widened = n.widened, due_at = CASE WHEN p.absent_since IS NULL THEN n.due ELSE p.due_at END
                FROM (SELECT item_id, widened, %s AS due
                      FROM (SELECT p.item_id, p.origin, greatest(p.origin, :now) AS after,
                                   CASE WHEN coalesce(last.kept, true) THEN 1 ELSE h.wider END AS widened,
                                   p.widened AS before, %s AS phase
                            FROM %s
                            JOIN item i ON i.domain_digest = h.domain_digest
                            JOIN look_plan p ON p.item_id = i.item_id AND p.vantage = :vantage
                            LEFT JOIN %s ON true) AS a
                      WHERE widened <> before) AS n
                WHERE p.item_id = n.item_id AND p.vantage = :vantage""".formatted(schedule.sqlNext(), LookSchedule.SQL_PHASE.replace("item_id", "p.item_id"), HOSTS, LAST))
                .param("now", Timestamp.from(now))
                .param("vantage", vantage)
                .param("digests", digests)
                .param("wider", wider)
                .update();
    }
}
