// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nl.schoonnet.internet.edition.Edition;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.NetworkTable;
import nl.schoonnet.internet.network.Networks;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.server.attribution.TableSource.Use;
import nl.schoonnet.server.keys.Digest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The tables about networks, providers and suffixes, taken from their sources at start and daily. Each edition is kept with
 * its date, in {@code tables/kept} of the data folder; what didn't change isn't kept twice, and a source that fails keeps its
 * last edition. Safe for many threads.
 */
@Service
public class NetworkTables {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkTables.class);
    private static final Duration DAILY = Duration.ofDays(1);

    /** A source that failed is tried again sooner. */
    private static final Duration AFTER_FAULT = Duration.ofHours(1);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm", java.util.Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final Path folder;
    private final List<TableSource> sources;
    private final TableFetcher fetcher;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<TableSource, Tried> tried = new ConcurrentHashMap<>();

    /** @param changed when what was brought says that it was changed; null if it doesn't say */
    private record Tried(
            Instant at, @Nullable String fault, @Nullable Instant changed) {}

    @Autowired
    NetworkTables(
            JdbcClient jdbc,
            TransactionOperations transactions,
            InstantSource clock,
            AttributionSettings settings,
            @Value("${schoonnet.data}") Path data) {
        this(jdbc, transactions, clock, settings, data, TableFetcher.Limits.standard());
    }

    NetworkTables(
            JdbcClient jdbc,
            TransactionOperations transactions,
            InstantSource clock,
            AttributionSettings settings,
            Path data,
            TableFetcher.Limits limits) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
        this.folder = data.resolve("tables").resolve("kept");
        this.fetcher = new TableFetcher(limits);
        List<TableSource> all = new ArrayList<>();
        settings.tables().stream().filter(s -> !s.isBlank()).forEach(s -> all.add(new TableSource(Use.NETWORKS, s)));
        settings.suffixes().stream().filter(s -> !s.isBlank()).forEach(s -> all.add(new TableSource(Use.SUFFIXES, s)));
        if (!settings.providers().isBlank()) {
            all.add(new TableSource(Use.PROVIDERS, settings.providers()));
        }
        this.sources = List.copyOf(all);
    }

    /**
     * A source with its newest edition.
     *
     * @param name path, or address without user and query
     * @param tried when it was last asked; null if it wasn't since the start
     * @param fault a code, if that failed
     * @param tables what the newest edition says; empty if there never was one
     */
    public record Source(
            String name, @Nullable Instant tried, @Nullable String fault, List<Table> tables) {
        /** Copies. */
        public Source {
            tables = List.copyOf(tables);
        }
    }

    /**
     * An edition of a table.
     *
     * @param kind what it says: a {@link NetworkTable.Kind}, SUFFIXES or PROVIDERS
     * @param trueAt when it was true
     * @param rejected lines of its file that weren't used
     */
    public record Table(String kind, Instant trueAt, Instant fetchedAt, long rows, long rejected) {}

    /** How the sources are, in the order of the settings. */
    public List<Source> state() {
        Map<String, List<Table>> newest = new HashMap<>();
        jdbc.sql("""
                SELECT t.source, t.kind, t.true_at, t.fetched_at, t.rows, t.rejected FROM network_table t
                WHERE t.fetched_at = (SELECT max(n.fetched_at) FROM network_table n WHERE n.source = t.source)
                ORDER BY t.source, t.kind""").query(row -> {
            newest.computeIfAbsent(row.getString(1), unknown -> new ArrayList<>())
                    .add(new Table(
                            row.getString(2),
                            row.getTimestamp(3).toInstant(),
                            row.getTimestamp(4).toInstant(),
                            row.getLong(5),
                            row.getLong(6)));
        });
        return sources.stream()
                .map(source -> {
                    Tried last = tried.get(source);
                    return new Source(
                            source.name(),
                            last == null ? null : last.at,
                            last == null ? null : last.fault,
                            newest.getOrDefault(source.name(), List.of()));
                })
                .toList();
    }

    /**
     * The kept network tables for a moment: of each source the newest edition that was true by then, else its earliest. Each
     * file says when it was true, by its comments or its name.
     */
    public List<Path> files(Instant asOf) {
        return files(Use.NETWORKS, asOf);
    }

    /** The kept public suffix lists for a moment, likewise; the bundled one isn't among them. */
    public List<Path> suffixes(Instant asOf) {
        return files(Use.SUFFIXES, asOf);
    }

    /** The newest registry of providers; empty if none was ever had. */
    public Optional<Path> providers(Instant asOf) {
        return files(Use.PROVIDERS, asOf).stream().findFirst();
    }

    private List<Path> files(Use use, Instant asOf) {
        return inForce(editions(), asOf).stream()
                .filter(kept -> kept.use == use)
                .map(this::file)
                .toList();
    }

    /** An edition that is kept. */
    record Kept(Use use, String source, String name, Digest digest, Instant trueAt, Instant fetchedAt) {}

    Path file(Kept kept) {
        return folder.resolve(kept.digest.hex()).resolve(kept.name);
    }

    /** Of all editions, those in force. Of a registry of providers, which has its own dates, the newest. */
    List<Kept> inForce(List<Kept> all, Instant asOf) {
        Map<String, Kept> chosen = new LinkedHashMap<>();
        for (TableSource source : sources) {
            all.stream()
                    .filter(kept -> kept.use == source.use() && kept.source.equals(source.name()))
                    .reduce((earlier, later) ->
                            source.use() == Use.PROVIDERS || !later.trueAt.isAfter(asOf) ? later : earlier)
                    .ifPresent(kept -> chosen.put(source.use() + " " + source.name(), kept));
        }
        return List.copyOf(chosen.values());
    }

    /** Everything that is kept, the earliest first; of two with one date the one that came last is last. */
    List<Kept> editions() {
        Map<String, Use> uses = new HashMap<>();
        sources.forEach(source -> uses.put(source.name(), source.use()));
        return jdbc
                .sql("SELECT DISTINCT source, name, digest, true_at, fetched_at FROM network_table")
                .query((row, n) -> new Kept(
                        uses.getOrDefault(row.getString(1), Use.NETWORKS),
                        row.getString(1),
                        row.getString(2),
                        Digest.of(row.getBytes(3)),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant()))
                .list()
                .stream()
                .filter(kept -> uses.containsKey(kept.source))
                .sorted(Comparator.comparing(Kept::trueAt).thenComparing(Kept::fetchedAt))
                .toList();
    }

    /** On a thread of its own: a stop doesn't wait for a download. */
    @Scheduled(fixedDelay = 60_000)
    void scheduled() {
        if (!sources.isEmpty()) {
            Thread.ofPlatform().daemon().name("network-tables").start(this::tick);
        }
    }

    /** Asks the sources that it is time for: at start, then daily, after a fault hourly. */
    void tick() {
        Instant now = clock.instant();
        if (refreshing.tryLock()) {
            try {
                sources.stream().filter(source -> isDue(source, now)).forEach(this::refresh);
            } finally {
                refreshing.unlock();
            }
        }
    }

    /** Asks every source now; returns when that is done. */
    public void refresh() {
        refreshing.lock();
        try {
            sources.forEach(this::refresh);
        } finally {
            refreshing.unlock();
        }
    }

    private boolean isDue(TableSource source, Instant now) {
        Tried last = tried.get(source);
        if (last == null || now.isBefore(last.at)) {
            return true;
        }
        return !now.isBefore(last.at.plus(last.fault == null ? DAILY : AFTER_FAULT));
    }

    private void refresh(TableSource source) {
        Tried before = tried.get(source);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try {
            checkSeries(source);
            Optional<Instant> changed = bring(source, now, before == null ? null : before.changed);
            tried.put(source, new Tried(now, null, changed.orElse(null)));
        } catch (TableFault e) {
            failed(source, now, e.code(), before);
        } catch (InputException e) {
            failed(source, now, e.code(), before);
        } catch (IOException | RuntimeException e) {
            LOG.warn("A table can't be kept", e);
            failed(source, now, "not_kept", before);
        }
    }

    private void failed(TableSource source, Instant now, String code, @Nullable Tried before) {
        if (before == null || !code.equals(before.fault)) {
            LOG.warn("Table {} of the settings isn't brought up to date: {}", sources.indexOf(source) + 1, code);
        }
        tried.put(source, new Tried(now, code, before == null ? null : before.changed));
    }

    /** Two tables whose files have one name but for a date would be taken for editions of one another. */
    private void checkSeries(TableSource source) {
        boolean earlier = sources.stream()
                .takeWhile(other -> !other.equals(source))
                .anyMatch(other -> other.use() == source.use() && other.series().equals(source.series()));
        if (earlier) {
            throw new TableFault("same_name");
        }
    }

    /** Brings a table, and keeps it if it is another one; gives when it was changed, if its source says. */
    private Optional<Instant> bring(TableSource source, Instant now, @Nullable Instant since) throws IOException {
        privateFolder(folder);
        Path place = Files.createTempDirectory(
                folder, ".partial", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = Files.createFile(
                place.resolve(source.fileName()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Optional<TableFetcher.Fetched> fetched = fetcher.fetch(source, since, file);
            if (fetched.isEmpty()) {
                return Optional.ofNullable(since);
            }
            Instant changed = fetched.get().changed();
            Digest digest = digest(file);
            if (!newest(source).map(digest::same).orElse(false)) {
                keep(source, file, digest, changed, now);
            }
            return source.address().isPresent() ? Optional.ofNullable(changed) : Optional.empty();
        } finally {
            deleteAll(place);
        }
    }

    private Optional<Digest> newest(TableSource source) {
        return jdbc.sql("SELECT digest FROM network_table WHERE source = ? ORDER BY fetched_at DESC LIMIT 1")
                .param(source.name())
                .query((row, n) -> Digest.of(row.getBytes(1)))
                .optional();
    }

    /** What a file says: when it was true, and how much of which kind. */
    private record Contents(Instant trueAt, Map<String, Long> rows, long rejected) {}

    private void keep(TableSource source, Path file, Digest digest, @Nullable Instant changed, Instant now)
            throws IOException {
        Contents contents = contents(source.use(), file, changed, now);
        Instant trueAt = contents.trueAt.truncatedTo(ChronoUnit.MINUTES);
        String name = dated(source.series(), trueAt);
        Path place = folder.resolve(digest.hex());
        privateFolder(place);
        Files.move(file, place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        transactions.executeWithoutResult(status -> contents.rows.forEach((kind, rows) -> jdbc.sql("""
                INSERT INTO network_table (source, fetched_at, kind, true_at, digest, name, rows, rejected)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        source.name(),
                        Timestamp.from(now),
                        kind,
                        Timestamp.from(trueAt),
                        digest.bytes(),
                        name,
                        rows,
                        contents.rejected)
                .update()));
    }

    private static Contents contents(Use use, Path file, @Nullable Instant changed, Instant now) {
        AtomicLong rejected = new AtomicLong();
        Consumer<Rejection> count = rejection -> rejected.incrementAndGet();
        return switch (use) {
            case NETWORKS -> {
                Map<String, Long> rows = new LinkedHashMap<>();
                List<NetworkTable> tables = datedBy(
                                changed,
                                at -> Networks.builder().add(file, at, count).build())
                        .tables();
                tables.forEach(table -> rows.put(table.kind().name(), table.entries()));
                yield new Contents(tables.getFirst().trueAt(), rows, rejected.get());
            }
            case SUFFIXES -> {
                Edition<PublicSuffixList> list = datedBy(changed, at -> PublicSuffixList.read(file, at, count));
                yield new Contents(list.trueAt(), Map.of(use.name(), 1L), rejected.get());
            }
            case PROVIDERS -> {
                long providers = ProviderRegistry.read(file, count).providers().size();
                yield new Contents(changed == null ? now : changed, Map.of(use.name(), providers), rejected.get());
            }
        };
    }

    private interface Reading<T> {
        T at(@Nullable Instant trueAt);
    }

    /** A table's own date comes first, then when its file was changed. */
    private static <T> T datedBy(@Nullable Instant changed, Reading<T> reading) {
        try {
            return reading.at(null);
        } catch (InputException e) {
            if (changed == null || !e.code().equals("undated_table")) {
                throw e;
            }
            return reading.at(changed);
        }
    }

    /** The date stands before the first dot, where a list of prefixes is named after its proxy. */
    private static String dated(String series, Instant trueAt) {
        int dot = series.indexOf('.');
        String base = dot < 0 ? series : series.substring(0, dot);
        String rest = dot < 0 ? "" : series.substring(dot);
        return base.replaceAll("[-_]+$", "") + "-" + DATE.format(trueAt) + rest;
    }

    private static Digest digest(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return Digest.of(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void privateFolder(Path place) throws IOException {
        Files.createDirectories(
                place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void deleteAll(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(place);
    }

    @PreDestroy
    void close() {
        fetcher.close();
    }
}
