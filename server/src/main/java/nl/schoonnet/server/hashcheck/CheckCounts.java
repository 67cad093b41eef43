// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import jakarta.annotation.PreDestroy;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import nl.schoonnet.reporting.checks.LatencyClasses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts checks by organisation, source, kind and ISO week, without a row per check. Written twice a second as absolute figures
 * of this run, so that writing again changes nothing; a kill loses what was counted since, a second's worth at most while the
 * database answers.
 */
@Component
class CheckCounts {
    private static final Logger LOG = LoggerFactory.getLogger(CheckCounts.class);
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    /** What pictures that were sent whole are counted as, whichever of their hashes is listed. */
    static final String PICTURE = "PICTURE";

    /** All sources together. */
    private static final int ALL = 0;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final String run = UUID.randomUUID().toString();
    private final Map<Cell, Figures> cells = new ConcurrentHashMap<>();
    private final CheckMetrics metrics;
    private boolean away;

    CheckCounts(JdbcClient jdbc, InstantSource clock, CheckMetrics metrics) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.metrics = metrics;
    }

    private record Cell(LocalDate week, String organisation, int source, String kind) {}

    private static final class Figures {
        private final LongAdder checks = new LongAdder();
        private final LongAdder hits = new LongAdder();
        private final LongAdder images = new LongAdder();
        private final LongAdder unchecked = new LongAdder();
        private final LongAdder micros = new LongAdder();

        /** Requests by class of duration. */
        private final AtomicLongArray latencies = new AtomicLongArray(LatencyClasses.COUNT);

        private long written;

        long sum() {
            return checks.sum() + hits.sum() + images.sum() + unchecked.sum() + micros.sum();
        }

        /** As the database reads an array; null if no request is counted here. */
        @Nullable
        String requests() {
            StringJoiner text = new StringJoiner(",");
            boolean any = false;
            for (int i = 0; i < latencies.length(); i++) {
                long requests = latencies.get(i);
                text.add(Long.toString(requests));
                any |= requests > 0;
            }
            return any ? text.toString() : null;
        }
    }

    /**
     * Checks of one request.
     *
     * @param kind of hash, or {@link #PICTURE}
     * @param checks questions of one kind, those that weren't checked too
     * @param unchecked those that weren't checked
     * @param images questions that matched, each once
     * @param bySource how many of them each source lists; one picture may be a hit of several sources
     * @param micros how long all of them took, in microseconds; counted as one request
     */
    void count(
            String organisation,
            String kind,
            long checks,
            long unchecked,
            long images,
            Map<Integer, Long> bySource,
            long micros) {
        LocalDate week = LocalDate.ofInstant(clock.instant(), AMSTERDAM)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Figures all = cell(week, organisation, ALL, kind);
        all.checks.add(checks);
        all.unchecked.add(unchecked);
        all.images.add(images);
        all.micros.add(micros);
        all.latencies.incrementAndGet(LatencyClasses.of(micros));
        metrics.counted(kind, checks, unchecked, images, bySource, micros);
        bySource.forEach((source, hits) -> {
            all.hits.add(hits);
            Figures one = cell(week, organisation, source, kind);
            one.hits.add(hits);
            one.images.add(hits);
        });
    }

    private Figures cell(LocalDate week, String organisation, int source, String kind) {
        return cells.computeIfAbsent(new Cell(week, organisation, source, kind), none -> new Figures());
    }

    /** Writes what changed. */
    synchronized void write() {
        try {
            cells.forEach(this::write);
            away = false;
        } catch (DataAccessException e) {
            if (!away) {
                LOG.warn("Counts of checks can't be written; they are kept until the database is back", e);
            }
            away = true;
        }
    }

    private void write(Cell cell, Figures figures) {
        long sum = figures.sum();
        if (sum == figures.written) {
            return;
        }
        jdbc.sql("""
                INSERT INTO hash_count AS c
                    (run_id, week, organisation, source_id, kind, checks, hits, images, unchecked, micros, latencies)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, string_to_array(CAST(? AS text), ',')::bigint[])
                ON CONFLICT (run_id, week, organisation, source_id, kind) DO UPDATE SET
                    checks = greatest(c.checks, excluded.checks), hits = greatest(c.hits, excluded.hits),
                    images = greatest(c.images, excluded.images),
                    unchecked = greatest(c.unchecked, excluded.unchecked),
                    micros = greatest(c.micros, excluded.micros),
                    latencies = coalesce(excluded.latencies, c.latencies)""")
                .params(Arrays.asList(
                        run,
                        java.sql.Date.valueOf(cell.week),
                        cell.organisation,
                        cell.source,
                        cell.kind,
                        figures.checks.sum(),
                        figures.hits.sum(),
                        figures.images.sum(),
                        figures.unchecked.sum(),
                        figures.micros.sum(),
                        figures.requests()))
                .update();
        figures.written = sum;
    }

    @PreDestroy
    void last() {
        write();
    }

    /**
     * Figures of a week.
     *
     * @param source its name; null for all together
     * @param checks questions
     * @param hits matches, one a source: a picture that two sources list is two
     * @param images questions that matched
     * @param unchecked questions that weren't checked
     * @param micros mean time a question took, in microseconds
     * @param sumOfMicros time that all of them took
     * @param latencies requests by {@link LatencyClasses}; empty for one source
     */
    record Week(
            LocalDate monday,
            String organisation,
            @Nullable String source,
            String kind,
            long checks,
            long hits,
            long images,
            long unchecked,
            double micros,
            long sumOfMicros,
            List<Long> latencies) {}

    /** All weeks from one day to another, whole weeks. */
    List<Week> weeks(LocalDate from, LocalDate to, List<HashSource> sources) {
        SortedMap<Integer, String> names = new TreeMap<>();
        sources.forEach(source -> names.put(source.number(), source.name()));
        return jdbc.sql("""
                SELECT week, organisation, source_id, kind, sum(checks), sum(hits), sum(images), sum(unchecked),
                       sum(micros), string_agg(array_to_string(latencies, ','), ';')
                FROM hash_count WHERE week > ? AND week <= ?
                GROUP BY week, organisation, source_id, kind ORDER BY week, organisation, source_id, kind""")
                .params(java.sql.Date.valueOf(from.minusDays(7)), java.sql.Date.valueOf(to))
                .query((row, n) -> new Week(
                        row.getDate(1).toLocalDate(),
                        row.getString(2),
                        row.getInt(3) == ALL ? null : names.getOrDefault(row.getInt(3), "?"),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getLong(5) == 0 ? 0 : (double) row.getLong(9) / row.getLong(5),
                        row.getLong(9),
                        latencies(row.getString(10))))
                .list();
    }

    /** Those of several runs, added up. */
    private static List<Long> latencies(@Nullable String runs) {
        if (runs == null) {
            return List.of();
        }
        long[] sums = new long[LatencyClasses.COUNT];
        for (String run : runs.split(";", -1)) {
            String[] counts = run.split(",", -1);
            for (int i = 0; i < Math.min(counts.length, sums.length); i++) {
                sums[i] += Long.parseLong(counts[i]);
            }
        }
        return Arrays.stream(sums).boxed().toList();
    }
}
