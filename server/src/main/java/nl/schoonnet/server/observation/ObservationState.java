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
     */
    public record Vantage(
            String name,
            long followed,
            long due,
            Duration latest,
            long looks,
            @Nullable Instant last) {}

    /** All vantage points that have a schedule, by name. */
    public List<Vantage> vantages() {
        Instant now = clock.instant();
        return jdbc.sql("""
                SELECT p.vantage, count(*), count(*) FILTER (WHERE p.due_at <= :now), min(p.due_at),
                       (SELECT count(*) FROM observation o WHERE o.vantage = p.vantage AND o.at > :hour),
                       (SELECT max(o.at) FROM observation o WHERE o.vantage = p.vantage)
                FROM look_plan p GROUP BY p.vantage ORDER BY p.vantage""")
                .param("now", Timestamp.from(now))
                .param("hour", Timestamp.from(now.minus(Duration.ofHours(1))))
                .query((row, n) -> {
                    Duration overdue = Duration.between(row.getTimestamp(4).toInstant(), now);
                    Timestamp last = row.getTimestamp(6);
                    return new Vantage(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            overdue.isNegative() ? Duration.ZERO : overdue,
                            row.getLong(5),
                            last == null ? null : last.toInstant());
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
