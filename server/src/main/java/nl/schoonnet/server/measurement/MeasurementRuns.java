// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import javax.sql.DataSource;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.report.ReportFolder;
import nl.schoonnet.reporting.report.ReportMaker;
import nl.schoonnet.reporting.report.ReportRequest;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.Timestamps;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.attribution.NetworkTables;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Numbers;
import nl.schoonnet.server.keys.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs: reports that were made from the database, each with all that it takes to make it again. One is made at a time. Their
 * folders are in {@code reports} of the data folder, by number, for nobody but the application's user. Safe for use by many
 * threads.
 */
@Service
public class MeasurementRuns implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(MeasurementRuns.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 20;
    private static final int MOST_REPLICATES = 2_000;

    private final JdbcClient jdbc;
    private final DataSource database;
    private final TransactionTemplate transaction;
    private final Keys keys;
    private final Numbers numbers;
    private final AuditLog audit;
    private final LegalBasis basis;
    private final AccessKeys access;
    private final InstantSource clock;
    private final Path reports;
    private final RunInputs inputs;
    private final SecureRandom random = new SecureRandom();

    /** One run is made, the others wait. */
    private final Semaphore places = new Semaphore(1 + MOST_WAITING);

    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("runs").daemon().factory());

    MeasurementRuns(
            JdbcClient jdbc,
            DataSource database,
            TransactionTemplate transaction,
            Keys keys,
            Numbers numbers,
            AuditLog audit,
            LegalBasis basis,
            InstantSource clock,
            NetworkTables tables,
            AccessKeys access,
            @Value("${schoonnet.data}") Path data) {
        this.jdbc = jdbc;
        this.database = database;
        this.transaction = transaction;
        this.keys = keys;
        this.numbers = numbers;
        this.audit = audit;
        this.basis = basis;
        this.clock = clock;
        this.access = access;
        this.reports = data.resolve("reports");
        this.inputs = new RunInputs(data, tables);
    }

    /** Runs that the last process didn't end are nobody's any more. */
    @Override
    public void afterSingletonsInstantiated() {
        jdbc.sql("UPDATE measurement_run SET state = 'failed', fault = 'interrupted' WHERE state = 'running'")
                .update();
    }

    /** How far a run is. */
    public enum State {
        /** It waits or is being made. */
        RUNNING,
        /** Its folder is there. */
        DONE,
        /** It couldn't be made, see the fault. */
        FAILED
    }

    /**
     * A run.
     *
     * @param asOf facts that were learnt later don't count
     * @param method version of the method
     * @param digest of the facts that were read; null until they were
     * @param fault a code, if it failed
     * @param named providers that it names by permission
     * @param publicAt since when it is the public edition; null if it isn't
     */
    public record Run(
            long number,
            Instant madeAt,
            String actor,
            Instant asOf,
            RunWanted wanted,
            String method,
            String product,
            long seed,
            @Nullable String digest,
            State state,
            @Nullable String fault,
            int named,
            @Nullable Instant publicAt) {
        /** {@code internal}, {@code public} or {@code preview:PROVIDER}. */
        public String edition() {
            return Objects.requireNonNullElse(wanted.edition(), ReportRequest.INTERNAL);
        }
    }

    /** All that a run was asked and given; kept as JSON. */
    record Parameters(RunWanted wanted, String on, long labels, List<RunInputs.Input> inputs) {}

    /** What a run is made from. */
    private record Plan(long number, Instant asOf, Parameters parameters, String product) {}

    /**
     * Begins a run.
     *
     * @return its number; see {@link #find} for how far it is
     * @throws MeasurementException if something is asked that can't be, or too many runs wait
     */
    public long begin(RunWanted wanted, String actor) {
        return begun(wanted, actor).number;
    }

    /** Makes a run and waits for it. */
    public Run make(RunWanted wanted, String actor) {
        Begun begun = begun(wanted, actor);
        await(begun.made);
        return find(begun.number).orElseThrow();
    }

    private record Begun(long number, Future<?> made) {}

    private Begun begun(RunWanted wanted, String actor) {
        takePlace();
        Plan plan;
        try {
            plan = plan(wanted, actor);
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
        return new Begun(plan.number, inPlace(() -> {
            make(plan);
            return plan.number;
        }));
    }

    /** A place among what is made and waits. */
    private void takePlace() {
        if (!places.tryAcquire()) {
            throw new MeasurementException(
                    MOST_WAITING + " runs wait to be made: ask again when some of them have been.");
        }
    }

    /** Does work when its turn comes, and frees its place. */
    private <T> Future<T> inPlace(Callable<T> work) {
        return worker.submit(() -> {
            try {
                return work.call();
            } finally {
                places.release();
            }
        });
    }

    private static <T> T await(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeasurementException("The run wasn't waited for.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new MeasurementException("The run couldn't be made; the log says why.", e);
        }
    }

    private Plan plan(RunWanted wanted, String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant asOf = wanted.asOf() == null ? now : instant(wanted.asOf());
        if (asOf.isAfter(now)) {
            throw new MeasurementException("A run knows no facts of the future: asOf is the present or the past.");
        }
        Parameters parameters = new Parameters(
                wanted, LocalDate.ofInstant(now, Timestamps.AMSTERDAM).toString(), random.nextLong(), inputs.now(asOf));
        Plan plan = new Plan(numbers.block("run", 1), asOf, parameters, product());
        request(plan, new Facts.InFiles(List.of(), List.of()));
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    INSERT INTO measurement_run
                        (run_id, made_at, actor, as_of, parameters, method, product, seed, state, named)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', 0)""")
                    .params(
                            plan.number,
                            Timestamp.from(now),
                            actor,
                            Timestamp.from(asOf),
                            json(parameters),
                            FigureSettings.METHOD_VERSION,
                            plan.product,
                            seed(wanted))
                    .update();
            audit.append(actor, "report.make", "run " + plan.number, "");
        });
        return plan;
    }

    private void make(Plan plan) {
        try {
            settle();
            Made made = into(plan, folder(plan.number));
            jdbc.sql("UPDATE measurement_run SET state = 'done', data_digest = ?, named = ? WHERE run_id = ?")
                    .params(made.digest, made.named, plan.number)
                    .update();
        } catch (InputException e) {
            failed(plan, e.code());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("A run failed", e);
            failed(plan, e.getClass().getSimpleName());
        }
    }

    private void failed(Plan plan, String fault) {
        jdbc.sql("UPDATE measurement_run SET state = 'failed', fault = ? WHERE run_id = ?")
                .params(fault, plan.number)
                .update();
    }

    private record Made(String digest, int named) {}

    private Made into(Plan plan, Path place) {
        try (KnownFacts facts = KnownFacts.of(database, keys, plan.asOf, clock.instant())) {
            String[] digest = new String[1];
            ReportMaker.Made made = ReportMaker.make(
                    request(plan, facts.register(norm(plan.parameters.wanted))),
                    () -> {
                        digest[0] = facts.digest();
                        return digests(plan, digest[0]);
                    },
                    RandomGeneratorFactory.of("L64X128MixRandom").create(plan.parameters.labels),
                    new ReadingLog(),
                    step -> {});
            privateFolder(place);
            made.to(ReportFolder.at(place));
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
            return new Made(Objects.requireNonNull(digest[0]), made.named());
        } catch (IOException e) {
            throw new MeasurementException("The report can't be written; check the space on its disk.", e);
        }
    }

    private static void privateFolder(Path place) throws IOException {
        Files.createDirectories(
                Objects.requireNonNull(place.getParent()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static SortedMap<String, String> digests(Plan plan, String facts) {
        SortedMap<String, String> digests = new TreeMap<>();
        digests.put("facts learnt by " + plan.asOf, facts);
        plan.parameters.inputs.forEach(input -> digests.put(input.role() + " " + input.name(), input.digest()));
        return digests;
    }

    /** Facts that were dated before now are being written still: they are waited for, so that they count now and later. */
    private void settle() {
        // How long is waited is no fact, and isn't taken from the clock that facts are dated by.
        long end = System.nanoTime() + SETTLE.toNanos();
        Timestamp since = jdbc.sql("SELECT clock_timestamp()")
                .query((row, n) -> row.getTimestamp(1))
                .single();
        while (writers(since) > 0 && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private long writers(Timestamp since) {
        return jdbc.sql("""
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL
                  AND xact_start <= ?""").param(since).query((row, n) -> row.getLong(1)).single();
    }

    private ReportRequest request(Plan plan, Facts facts) {
        RunWanted w = plan.parameters.wanted;
        List<RunInputs.Input> tables = plan.parameters.inputs;
        try {
            String edition = Objects.requireNonNullElse(w.edition(), ReportRequest.INTERNAL);
            check(ReportRequest.isEdition(edition), "edition");
            String locale = Objects.requireNonNullElse(w.locale(), "nl");
            check(locale.equals("nl") || locale.equals("en"), "locale");
            int bootstrap = Objects.requireNonNullElse(w.bootstrap(), 400);
            check(bootstrap >= 0 && bootstrap <= MOST_REPLICATES, "bootstrap");
            int minN = Objects.requireNonNullElse(w.minN(), 20);
            check(minN >= 2, "minN");
            int top = Objects.requireNonNullElse(w.top(), 10);
            check(top >= 1 && top <= 1_000, "top");
            Duration norm = norm(w);
            check(norm.isPositive() && norm.compareTo(Duration.ofDays(365)) <= 0, "norm");
            Instant from = w.from() == null ? null : instant(w.from());
            Instant to = w.to() == null ? null : instant(w.to());
            check(from == null || to == null || from.isBefore(to), "from");
            RankedRole role = role(Objects.requireNonNullElse(w.role(), "web-host"));
            ClusterBy cluster = w.cluster() == null ? new ClusterBy.First() : ClusterBy.parse(w.cluster());
            check(!(cluster instanceof ClusterBy.ByColumn), "cluster");
            return new ReportRequest(
                    new Selection(
                            facts,
                            inputs.files(tables, "networks"),
                            inputs.files(tables, "suffixes"),
                            inputs.file(tables, "providers"),
                            from,
                            to,
                            w.cutoff() == null ? null : instant(w.cutoff()),
                            role,
                            cluster,
                            1),
                    inputs.file(tables, "interventions"),
                    inputs.file(tables, "archive"),
                    edition.equals(ReportRequest.PUBLIC) ? inputs.file(tables, "may-name") : null,
                    norm,
                    minN,
                    top,
                    bootstrap,
                    seed(w),
                    w.compare() == null ? null : FigureSettings.Compared.parse(w.compare()),
                    w.around(),
                    edition,
                    LocalDate.parse(plan.parameters.on),
                    Locale.of(locale),
                    false,
                    plan.product,
                    "run " + plan.number + " of the server");
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MeasurementException("What was asked of the run isn't understood: " + e.getMessage(), e);
        }
    }

    private static Duration norm(RunWanted wanted) {
        return wanted.norm() == null ? Duration.ofDays(1) : Duration.parse(wanted.norm());
    }

    private static void check(boolean right, String field) {
        if (!right) {
            throw new IllegalArgumentException("see " + field + ".");
        }
    }

    private static Instant instant(String text) {
        return Timestamps.dateOrInstant(text);
    }

    private static RankedRole role(String word) {
        return Arrays.stream(RankedRole.values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("see role."));
    }

    private static long seed(RunWanted wanted) {
        return Objects.requireNonNullElse(wanted.seed(), 20_260_101L);
    }

    private static String product() {
        return Objects.requireNonNullElse(
                MeasurementRuns.class.getPackage().getImplementationVersion(), "(from classes)");
    }

    private static String json(Parameters parameters) {
        try {
            return JSON.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters can be written as JSON.", e);
        }
    }

    private static Parameters parameters(String json) {
        try {
            return JSON.readValue(json, Parameters.class);
        } catch (JsonProcessingException e) {
            throw new MeasurementException("A run's parameters can't be read: another version wrote them.", e);
        }
    }

    /** The newest runs, the newest first. */
    public List<Run> list(int most) {
        return jdbc.sql(SELECT + "ORDER BY run_id DESC LIMIT ?")
                .param(most)
                .query((row, n) -> run(row))
                .list();
    }

    /** A run by its number. */
    public Optional<Run> find(long number) {
        return jdbc.sql(SELECT + "WHERE run_id = ?")
                .param(number)
                .query((row, n) -> run(row))
                .optional();
    }

    /**
     * The run that is the public edition; empty also while it names providers and no legal basis for that is in force, or one
     * of them may not be named any more.
     */
    public Optional<Run> publicEdition() {
        // Names are shown only while that is allowed, not only when somebody published them.
        return jdbc.sql(SELECT + "WHERE public_at IS NOT NULL ORDER BY public_at DESC LIMIT 1")
                .query((row, n) -> run(row))
                .optional()
                .filter(run -> run.named == 0
                        || (basis.inForce(LegalFunction.PUBLISH_NAME, clock.instant())
                                        .isPresent()
                                && mayStillName(run)));
    }

    /** Whether whoever a run may have named may be named today, by the table as it is now: an open dispute takes a line off it. */
    private boolean mayStillName(Run run) {
        Parameters kept = kept(run.number);
        Path then = inputs.file(kept.inputs, "may-name");
        try {
            return then != null
                    && inputs.mayName(LocalDate.ofInstant(clock.instant(), Timestamps.AMSTERDAM))
                            .containsAll(RunInputs.mayName(then, LocalDate.parse(kept.on)));
        } catch (InputException | MeasurementException e) {
            // Nobody is named by a table that can't be read.
            return false;
        }
    }

    private Parameters kept(long number) {
        return jdbc.sql("SELECT parameters FROM measurement_run WHERE run_id = ?")
                .param(number)
                .query((row, n) -> parameters(row.getString(1)))
                .single();
    }

    private static final String SELECT = """
            SELECT run_id, made_at, actor, as_of, parameters, method, product, seed, data_digest, state, fault, named,
                public_at
            FROM measurement_run\040""";

    private static Run run(ResultSet row) throws SQLException {
        Timestamp open = row.getTimestamp(13);
        return new Run(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                row.getString(3),
                row.getTimestamp(4).toInstant(),
                parameters(row.getString(5)).wanted,
                row.getString(6),
                row.getString(7),
                row.getLong(8),
                row.getString(9),
                State.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
                row.getString(11),
                row.getInt(12),
                open == null ? null : open.toInstant());
    }

    /** The folder of a run that was made, with {@code report.html}, {@code figures.json} and the rest; empty if it isn't there. */
    public Optional<Path> report(long number) {
        return find(number)
                .filter(run -> run.state == State.DONE)
                .map(run -> folder(number))
                .filter(Files::isDirectory);
    }

    private Path folder(long number) {
        return reports.resolve(Long.toString(number));
    }

    /**
     * Makes a run again, from the facts and tables that it was made from, when its turn comes, and waits for it. A folder that
     * was lost is there again afterwards.
     *
     * @return whether every file came out as it was, byte for byte
     * @throws MeasurementException if it can't be: an address was erased since, another method or product made it, or too many
     *     runs wait
     */
    public boolean again(long number, String actor) {
        Run run = find(number)
                .filter(r -> r.state == State.DONE)
                .orElseThrow(() -> new MeasurementException("There is no such run that was made."));
        if (!run.method.equals(FigureSettings.METHOD_VERSION) || !run.product.equals(product())) {
            throw new MeasurementException(
                    "The run was made by another version of Schoonnet: make it again with that.");
        }
        takePlace();
        return await(inPlace(() -> same(run, actor)));
    }

    private boolean same(Run run, String actor) {
        long number = run.number;
        Parameters kept = kept(number);
        Path place = reports.resolve(".again-" + number + "-" + Long.toHexString(random.nextLong()));
        try {
            Made made = into(new Plan(number, run.asOf, kept, run.product), place);
            transaction.executeWithoutResult(status -> audit.append(actor, "report.make.again", "run " + number, ""));
            if (!made.digest.equals(run.digest)) {
                throw new MeasurementException("Not all facts that the run knew are there as they were: an address was"
                        + " erased since, or a fact was written long after it was dated.");
            }
            if (!Files.isDirectory(folder(number))) {
                Files.move(place, folder(number));
                return true;
            }
            return same(folder(number), place);
        } catch (IOException e) {
            throw new MeasurementException("The report can't be written; check the space on its disk.", e);
        } finally {
            delete(place);
        }
    }

    private static boolean same(Path one, Path other) throws IOException {
        List<Path> files = files(one);
        if (!files.equals(files(other))) {
            return false;
        }
        for (Path file : files) {
            if (Files.mismatch(one.resolve(file), other.resolve(file)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The files of a folder by their path in it, in order. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("A folder of a report that was made again is left", e);
        }
    }

    /**
     * Makes a run the public edition in place of any other.
     *
     * @throws MeasurementException if it isn't a public edition that was made, or names providers without a legal basis, or by
     *     the hand of one person alone, or one that may not be named any more
     */
    public void publish(long number, String actor) {
        Run run = find(number)
                .filter(r -> r.state == State.DONE)
                .orElseThrow(() -> new MeasurementException("There is no such run that was made."));
        if (!run.edition().equals(ReportRequest.PUBLIC)) {
            throw new MeasurementException("Only a run whose edition is public can be published.");
        }
        Instant now = clock.instant();
        if (run.named > 0 && basis.inForce(LegalFunction.PUBLISH_NAME, now).isEmpty()) {
            throw new MeasurementException(
                    "The run names providers, and legal-basis.yaml has no line for publish-name that"
                            + " is in force.");
        }
        if (run.named > 0 && access.sameHolder(run.actor, actor)) {
            throw new MeasurementException(
                    "The run names providers: another administrator than the one who made it publishes it.");
        }
        if (run.named > 0 && !mayStillName(run)) {
            throw new MeasurementException(
                    "Somebody whom the run may name isn't in tables/may-name.csv any more: make a"
                            + " new run and publish that.");
        }
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE measurement_run SET public_at = NULL WHERE public_at IS NOT NULL")
                    .update();
            jdbc.sql("UPDATE measurement_run SET public_at = ? WHERE run_id = ?")
                    .params(Timestamp.from(now), number)
                    .update();
            audit.append(actor, "report.publish", "run " + number, "");
        });
    }

    /** From now on there is no public edition. */
    public void withdraw(String actor) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE measurement_run SET public_at = NULL WHERE public_at IS NOT NULL")
                    .update();
            audit.append(actor, "report.withdraw", "public edition", "");
        });
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
