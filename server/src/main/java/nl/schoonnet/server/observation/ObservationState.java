// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How looking goes, and what was seen of an item. */
@Service
public class ObservationState {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final LegalBasis basis;

    ObservationState(JdbcClient jdbc, InstantSource clock, LegalBasis basis) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.basis = basis;
    }

    /** Whether looks may be made at this moment. */
    public boolean allowed() {
        return basis.inForce(LegalFunction.OBSERVE, clock.instant()).isPresent();
    }

    /**
     * One vantage point.
     *
     * @param followed items that it has in its schedule
     * @param due of these, items whose look is due
     * @param latest how long the longest overdue look is overdue; zero if none is
     * @param looks looks in the last hour
     * @param last when it last looked; null if it never did
     * @param contact when it last gave a sign of life; null if it never did
     * @param blind whether its control sites don't answer
     */
    public record Vantage(
            String name,
            long followed,
            long due,
            Duration latest,
            long looks,
            @Nullable Instant last,
            @Nullable Instant contact,
            boolean blind) {}

    /** All vantage points that have a schedule, or joined and didn't leave, by name. */
    public List<Vantage> vantages() {
        Instant now = clock.instant();
        return jdbc.sql("""
                SELECT name, coalesce(followed, 0), coalesce(due, 0), first_due,
                       (SELECT count(*) FROM observation o WHERE o.vantage = name AND o.at > :hour),
                       (SELECT max(o.at) FROM observation o WHERE o.vantage = name),
                       contact_at, EXISTS (SELECT FROM vantage_blind b WHERE b.vantage = name AND b.until IS NULL)
                FROM (SELECT vantage AS name, count(*) FILTER (WHERE due_at < 'infinity') AS followed,
                             count(*) FILTER (WHERE due_at <= :now) AS due, min(due_at) AS first_due
                      FROM look_plan GROUP BY vantage) AS p
                FULL JOIN (SELECT name, contact_at FROM vantage WHERE left_at IS NULL) AS v USING (name)
                ORDER BY name""")
                .param("now", Timestamp.from(now))
                .param("hour", Timestamp.from(now.minus(Duration.ofHours(1))))
                .query((row, n) -> {
                    Timestamp first = row.getTimestamp(4);
                    Duration overdue = first == null ? Duration.ZERO : Duration.between(first.toInstant(), now);
                    Timestamp last = row.getTimestamp(6);
                    Timestamp contact = row.getTimestamp(7);
                    return new Vantage(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            overdue.isNegative() ? Duration.ZERO : overdue,
                            row.getLong(5),
                            last == null ? null : last.toInstant(),
                            contact == null ? null : contact.toInstant(),
                            row.getBoolean(8));
                })
                .list();
    }

    /**
     * One look at an item.
     *
     * @param reason the code of what was seen, or of why nothing can be said
     */
    public record Looked(Instant at, String vantage, String reason) {}

    /** The looks at an item, the newest first. */
    public List<Looked> looks(long item, int most) {
        return jdbc.sql("""
                SELECT at, vantage, coalesce(reason, cause, '') FROM observation
                WHERE item_id = ? ORDER BY at DESC LIMIT ?""")
                .params(item, most)
                .query((row, n) -> new Looked(row.getTimestamp(1).toInstant(), row.getString(2), row.getString(3)))
                .list();
    }
}
