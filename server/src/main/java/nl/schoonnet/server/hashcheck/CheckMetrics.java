// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import nl.schoonnet.hashing.value.HashKind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The hash check for whoever watches the machine: how much, how fast, how fresh. By kind of hash only: organisations, sources
 * and keys stand in the statistics, which fewer people may read.
 */
@Component
class CheckMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(CheckMetrics.class);

    private final MeterRegistry meters;
    private final HashSources sources;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Map<String, OfKind> ofKind = new ConcurrentHashMap<>();
    private volatile @Nullable Instant lastImport;
    private volatile double stops = Double.NaN;

    CheckMetrics(MeterRegistry meters, KnownHashes known, HashSources sources, JdbcClient jdbc, InstantSource clock) {
        this.meters = meters;
        this.sources = sources;
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("schoonnet.hashcheck.import.age", this, CheckMetrics::importAge)
                .baseUnit("seconds")
                .description("Time since the newest hash list was taken in")
                .register(meters);
        Gauge.builder("schoonnet.hashcheck.stops", this, metrics -> metrics.stops)
                .description("Keys that are stopped for groping")
                .register(meters);
        Gauge.builder(
                        "schoonnet.hashcheck.lists.age",
                        known,
                        lists -> lists.age().toMillis() / 1e3)
                .baseUnit("seconds")
                .description("Time since the lists in memory were known to be up to date")
                .register(meters);
        for (HashKind kind : HashKind.values()) {
            Gauge.builder("schoonnet.hashcheck.listed", known, lists -> lists.size(kind))
                    .tag("kind", kind.word())
                    .description("Distinct hashes in memory")
                    .register(meters);
        }
        Gauge.builder("schoonnet.hashcheck.ready", known, lists -> lists.ready() ? 1 : 0)
                .description("1 if the lists are in memory and questions are answered")
                .register(meters);
    }

    private static String word(String kind) {
        return kind.toLowerCase(Locale.ROOT);
    }

    private double importAge() {
        Instant at = lastImport;
        return at == null ? Double.NaN : Duration.between(at, clock.instant()).toMillis() / 1e3;
    }

    /** Questions of one kind in one request; as {@link CheckCounts#count}. */
    void counted(String kind, long checks, long unchecked, long matched, Map<Integer, Long> bySource, long micros) {
        OfKind of = ofKind.computeIfAbsent(kind, added -> new OfKind(word(added), meters));
        of.matches.increment((double) matched);
        of.others.increment((double) (checks - unchecked - matched));
        of.unchecked.increment((double) unchecked);
        of.hits.increment(
                (double) bySource.values().stream().mapToLong(Long::longValue).sum());
        of.requests.record(Duration.ofNanos(micros * 1_000));
    }

    /** The meters of a kind: to look them up per request would take longer than the look-up of a hash. */
    private static final class OfKind {
        private final Counter matches;
        private final Counter others;
        private final Counter unchecked;
        private final Counter hits;
        private final Timer requests;

        OfKind(String kind, MeterRegistry meters) {
            matches = counter("match", kind, meters);
            others = counter("no-match", kind, meters);
            unchecked = counter("not-checked", kind, meters);
            hits = Counter.builder("schoonnet.hashcheck.hits")
                    .tag("kind", kind)
                    .description("Matches, one a source")
                    .register(meters);
            requests = Timer.builder("schoonnet.hashcheck.requests")
                    .tag("kind", kind)
                    .description("Requests, however many questions each holds")
                    .serviceLevelObjectives(
                            Duration.ofNanos(100_000),
                            Duration.ofMillis(1),
                            Duration.ofMillis(10),
                            Duration.ofMillis(100),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(10))
                    .register(meters);
        }

        private static Counter counter(String result, String kind, MeterRegistry meters) {
            return Counter.builder("schoonnet.hashcheck.checks")
                    .tag("kind", kind)
                    .tag("result", result)
                    .description("Questions about hashes and pictures")
                    .register(meters);
        }
    }

    /** What only the database knows; a scrape doesn't wait for it. */
    @Scheduled(fixedDelay = 10_000)
    void read() {
        try {
            stops = jdbc.sql("SELECT count(DISTINCT key_id) FROM check_stop WHERE released_at IS NULL")
                    .query((row, n) -> row.getDouble(1))
                    .single();
            lastImport = sources.lastTakenIn().orElse(null);
        } catch (DataAccessException e) {
            // The health page tells that the database is away; what was known stays.
            LOG.debug("Metrics of the hash check can't be read", e);
        }
    }
}
