// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.look.Controls;
import nl.schoonnet.observing.look.Equipment;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.request.Fetcher;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.request.StopSwitch;
import nl.schoonnet.observing.request.Trust;
import nl.schoonnet.observing.resolve.Resolver;
import nl.schoonnet.observing.resolve.ResolverSettings;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.TextSimilarity;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Outcome;
import nl.schoonnet.observing.work.Pauses;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Seen;
import nl.schoonnet.observing.work.Task;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.Server;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.takedown.episode.Reason;

/**
 * How many looks a second are made and stored, by the real server with its PostgreSQL and a worker in one process, against
 * targets in a second one. The norm is 24 minutes unless {@code -Dbench.norm} says otherwise, so that each item is due every
 * minute: 60 times as often as with a norm of 24 hours, and lateness counts 60 times as much. The politeness of production
 * would forbid all of this; the parts are put together here without it, and with the address policy of a testbed.
 *
 * <p>Run: {@code LooksBenchmark looks SECONDS TOGETHER DELAY_MS ITEMS [tls]}, or {@code LooksBenchmark ingest SECONDS ITEMS}.
 */
final class LooksBenchmark {
    private static final String VANTAGE = "bench";
    private static final Duration NORM = Duration.parse(System.getProperty("bench.norm", "PT24M"));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 90));

    private LooksBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path data = Files.createTempDirectory(Path.of(System.getProperty("bench.folder", "/tmp")), "looks");
        Files.writeString(
                data.resolve("legal-basis.yaml"),
                "- {function: observe, article: Article 1, organisation: Made-up authority, from: 2020-01-01}\n");
        Map<String, Object> settings = new HashMap<>(Map.of(
                "server.port",
                0,
                "schoonnet.observe.norm",
                NORM.toString(),
                "schoonnet.observe.host-looks-per-hour",
                1_000_000_000));
        try (Server server = Server.start(data, settings)) {
            Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
            switch (arguments[0]) {
                case "looks" ->
                    looks(
                            server,
                            data,
                            time,
                            Integer.parseInt(arguments[2]),
                            Duration.ofMillis(Long.parseLong(arguments[3])),
                            Integer.parseInt(arguments[4]),
                            arguments.length > 5);
                case "ingest" -> ingest(server, data, time, Integer.parseInt(arguments[2]));
                default -> throw new IllegalArgumentException("looks or ingest");
            }
        } finally {
            delete(data);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void looks(
            Server server, Path data, Duration time, int together, Duration delay, int items, boolean tls)
            throws Exception {
        try (Targets targets = Targets.start(delay, tls);
                Fetcher fetcher = new Fetcher(
                        "Schoonnet-Benchmark",
                        Trust.system(Trust.Rule.RECORD),
                        Optional.empty(),
                        STOP,
                        InstantSource.system(),
                        System::nanoTime)) {
            List<String> urls = new ArrayList<>();
            for (int item = 0; item < items; item++) {
                urls.add(targets.url(item));
            }
            load(server, urls, Instant.now());
            Timed leases = new Timed(server.leases(VANTAGE));
            Looker looker = looker(fetcher, targets.port());
            Worker worker = new Worker(
                    leases,
                    looker,
                    STOP,
                    new Eyesight(List.of(), looker, InstantSource.system()),
                    InstantSource.system(),
                    Pauses.real(),
                    together,
                    event -> System.out.println(event.sentence()));
            try (worker) {
                Thread thread = Thread.ofPlatform().name("worker").start(() -> run(worker));
                Thread.sleep(WARM_UP);
                leases.latest.set(0);
                long postgres = postmaster(data);
                Usage before = Usage.now(targets.pid(), postgres);
                Instant from = Instant.now();
                Thread.sleep(time);
                Instant to = Instant.now();
                Usage after = Usage.now(targets.pid(), postgres);
                worker.stop();
                thread.join();
                System.out.println(("%s, targets answer after %d ms, %d items due every %d s, at most %d looks at once,"
                                + " %d s after %d s of warm-up")
                        .formatted(
                                tls ? "TLS" : "plain HTTP",
                                delay.toMillis(),
                                items,
                                NORM.dividedBy(24).toSeconds(),
                                together,
                                time.toSeconds(),
                                WARM_UP.toSeconds()));
                System.out.println(stored(data, from, to));
                System.out.printf(
                        Locale.ROOT,
                        "latest begin after due: %,d ms; 5%% of this norm is %,d ms%n",
                        leases.latest.get(),
                        NORM.dividedBy(20).toMillis());
                System.out.println("processors used: " + after.since(before, Duration.between(from, to)));
                System.out.println("observer and server: " + memory());
            }
        }
    }

    private static final StopSwitch STOP = new StopSwitch();

    private static void run(Worker worker) {
        try {
            worker.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leases that note how late a look begins. */
    private static final class Timed implements Leases {
        private final Leases leases;
        private final AtomicLong latest = new AtomicLong();

        Timed(Leases leases) {
            this.leases = leases;
        }

        @Override
        public Grant lease(int most) {
            Grant grant = leases.lease(most);
            Instant now = Instant.now();
            for (Task task : grant.tasks()) {
                latest.accumulateAndGet(Duration.between(task.due(), now).toMillis(), Math::max);
            }
            return grant;
        }

        @Override
        public List<Receipt> report(List<Done> done) {
            return leases.report(done);
        }

        @Override
        public Permission alive(List<BlindSpan> blind) {
            return leases.alive(blind);
        }
    }

    private static Looker looker(Fetcher fetcher, int port) {
        PolitenessSettings.Pace none = new PolitenessSettings.Pace(1e9, 1_000_000_000, 1_000_000);
        IpAddress here = IpAddress.parse("127.0.0.1").orElseThrow();
        return new Looker(new Equipment(
                AddressPolicy.testbed(
                        Set.of(port), List.of(Prefix.parse(Targets.NETWORK).orElseThrow())),
                new Resolver(
                        ResolverSettings.of(List.of(new ResolverSettings.Server(here, 53))), InstantSource.system()),
                fetcher,
                Limits.standard(),
                new Politeness(PolitenessSettings.of(none, none), InstantSource.system()),
                new Controls(1_000, InstantSource.system()),
                Signatures.bundled(),
                PublicSuffixList.bundled().content(),
                new TextSimilarity(),
                InstantSource.system(),
                System::nanoTime,
                new Random(1)));
    }

    /** Brings notices in through the front door. */
    private static void load(Server server, List<String> urls, Instant sent) throws IOException, InterruptedException {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(csv, StandardCharsets.UTF_8)) {
            out.write("notice_id,url,sent_at\n");
            for (int n = 0; n < urls.size(); n++) {
                out.write(n + "," + urls.get(n) + "," + sent + "\n");
            }
        }
        long begun = System.nanoTime();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/api/v1/imports?source=bench"))
                    .header("Authorization", "Bearer " + server.firstKey().orElseThrow())
                    .header("Content-Type", "text/csv")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(csv.toByteArray()))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("the import was answered with " + status);
            }
        }
        System.out.printf(
                Locale.ROOT, "%d notices taken in in %.1f s%n", urls.size(), (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        // The items are planned beside the answer to the first wish; what it got is given back.
        Leases leases = server.leases(VANTAGE);
        List<Task> first = leases.lease(1).tasks();
        while (first.isEmpty()) {
            Thread.sleep(100);
            first = leases.lease(1).tasks();
        }
        leases.report(first.stream()
                .map(task -> new Done(task.item(), task.token(), new Outcome.PutOff(task.due())))
                .toList());
        System.out.printf(Locale.ROOT, "planned in %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }

    private static String stored(Path data, Instant from, Instant to) throws SQLException {
        return row(data, """
                SELECT format('%s looks stored, %s a second, reasons %s; reported ms: p1 %s, p50 %s, p99 %s, max %s',
                    count(*), round(count(*) / SECONDS), string_agg(DISTINCT coalesce(reason, cause), ' '),
                    percentile_disc(0.01) WITHIN GROUP (ORDER BY took_ms), percentile_disc(0.5) WITHIN GROUP (ORDER BY took_ms),
                    percentile_disc(0.99) WITHIN GROUP (ORDER BY took_ms), max(took_ms))
                FROM observation WHERE learnt_at > 'FROM' AND learnt_at <= 'TO'""".replace(
                        "SECONDS", Double.toString(Duration.between(from, to).toMillis() / 1e3))
                .replace("FROM'", "FROM'")
                .replace("'FROM'", "'" + from + "'")
                .replace("'TO'", "'" + to + "'"));
    }

    private static String row(Path data, String sql) throws SQLException {
        try (Reached reached = Reached.in(data.resolve("postgresql"));
                Connection connection = reached.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Looks reported without being made: the histories of items that were notified long ago, told by four threads. */
    private static void ingest(Server server, Path data, Duration time, int items) throws Exception {
        List<String> urls = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            urls.add("https://site" + item % 1_000 + ".example/item/" + item);
        }
        load(server, urls, Instant.now().minus(Duration.ofHours(12)));
        try (Reached reached = Reached.in(data.resolve("postgresql"));
                Connection connection = reached.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE look_plan SET due_at = origin + random() * interval '1 minute'");
            statement.execute("ANALYZE");
        }
        Leases leases = server.leases(VANTAGE);
        LongAdder kept = new LongAdder();
        LongAdder lost = new LongAdder();
        long postgres = postmaster(data);
        Usage before = Usage.now(0, postgres);
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                all.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        List<Done> done = leases.lease(1_000).tasks().stream()
                                .map(LooksBenchmark::looked)
                                .toList();
                        for (Receipt receipt : leases.report(done)) {
                            (receipt == Receipt.KEPT ? kept : lost).increment();
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d items: %d looks leased, reported and stored in %.0f s, %.0f a second; %d lost; in the table: %s%n",
                items,
                kept.sum(),
                seconds,
                kept.sum() / seconds,
                lost.sum(),
                row(data, "SELECT count(*) FROM observation"));
        System.out.println(
                "processors used: " + Usage.now(0, postgres).since(before, Duration.ofMillis((long) (seconds * 1e3))));
    }

    /** Seen when it was due: the next look then lies in the past too, until the history reaches the present. */
    private static Done looked(Task task) {
        return new Done(
                task.item(),
                task.token(),
                new Outcome.Looked(new Seen(
                        task.due(),
                        Optional.of(Reason.SAME),
                        Optional.empty(),
                        2,
                        Optional.of("192.0.2.1"),
                        OptionalInt.of(200),
                        Duration.ofMillis(120))));
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgresql/cluster/postmaster.pid"))
                .getFirst()
                .strip());
    }

    private static String memory() throws IOException {
        return String.join(
                ", ",
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                        .map(line -> line.replaceAll("\\s+", " "))
                        .toList());
    }

    /** Processor time in hundredths of a second. */
    private record Usage(long here, long targets, long postgres) {
        static Usage now(long targets, long postgres) throws IOException {
            long all = 0;
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                for (Path process : processes
                        .filter(p -> p.getFileName().toString().matches("\\d+"))
                        .toList()) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    if (pid == postgres || parent(process) == postgres) {
                        all += ticks(process);
                    }
                }
            }
            return new Usage(ticks(Path.of("/proc/self")), targets == 0 ? 0 : ticks(Path.of("/proc/" + targets)), all);
        }

        private static String[] stat(Path process) {
            try {
                String stat = Files.readString(process.resolve("stat"));
                return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            } catch (IOException e) {
                // It ended meanwhile.
                return new String[0];
            }
        }

        private static long parent(Path process) {
            String[] stat = stat(process);
            return stat.length < 2 ? -1 : Long.parseLong(stat[1]);
        }

        private static long ticks(Path process) {
            String[] stat = stat(process);
            return stat.length < 14 ? 0 : Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
        }

        String since(Usage before, Duration time) {
            double ticks = time.toMillis() / 10.0;
            return String.format(
                    Locale.ROOT,
                    "server and observer %.2f, targets %.2f, PostgreSQL %.2f",
                    (here - before.here) / ticks,
                    (targets - before.targets) / ticks,
                    (postgres - before.postgres) / ticks);
        }
    }
}
