// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import nl.schoonnet.reporting.population.ClusterBy;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.RankedRole;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.report.ReportFolder;
import nl.schoonnet.reporting.report.ReportMaker;
import nl.schoonnet.reporting.report.ReportRequest;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.server.Server;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.intake.NoticeDigests;
import nl.schoonnet.server.intake.SealedPart;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.measurement.Intervals;
import nl.schoonnet.server.measurement.KnownFacts;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * How long a report on many items takes: fills a database by COPY, sealed as an import seals, concludes the intervals, and makes
 * the report without bootstrap. Phases by their names: {@code load conclude report}.
 */
public final class ReportScale {
    private static final Instant YEAR = Instant.parse("2025-01-01T00:00:00Z");
    private static final int PROVIDERS = 40;
    private static final int LOOKS = 10;
    private static final int LOADERS = 2;
    private static final long START = System.nanoTime();

    private ReportScale() {}

    /** Arguments: folder, items, phases. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int items = Integer.parseInt(arguments[1].replace("_", ""));
        List<String> phases = List.of(arguments).subList(2, arguments.length);
        if (!Files.exists(folder.resolve("keys"))) {
            Server.start(folder, Map.of("server.port", 0)).close();
        }
        Files.writeString(folder.resolve("providers.yaml"), providers());
        Keys keys = Keys.open(new KeyFile(folder.resolve("keys").resolve("vault.keys")));
        try (Reached database = Reached.in(folder.resolve("postgresql"))) {
            for (String phase : phases) {
                long begin = System.nanoTime();
                switch (phase) {
                    case "load" -> load(database.source(), keys, items);
                    case "conclude" -> new Intervals(database.source(), keys, Clock.systemUTC()).recompute();
                    case "report" -> report(database.source(), keys, folder);
                    default -> throw new IllegalArgumentException("phases: load conclude report");
                }
                say(phase, begin);
            }
        }
    }

    /** On a machine that does other things too, only the processor time of this process tells. */
    private static double processor() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static void say(String what, long begin) {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%8.1f s  %-24s %8.1f s   processor so far %8.1f s   heap %,d MB%n",
                (System.nanoTime() - START) / 1e9,
                what,
                (System.nanoTime() - begin) / 1e9,
                processor(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static String providers() {
        StringBuilder yaml = new StringBuilder("providers:\n");
        for (int p = 0; p < PROVIDERS; p++) {
            yaml.append("  - id: p%d%n    name: \"Provider %d\"%n    seat: \"NL\"%n    parts:%n".formatted(p, p))
                    .append("      - {prefix: \"198.51.100.%d/30\", from: 2020-01-01, evidence: \"registry\"}%n"
                            .formatted(4 * p));
        }
        return yaml.toString();
    }

    // ---- load ----

    /** A table's rows on a connection of its own. */
    private static final class Rows implements AutoCloseable {
        private final Connection connection;
        private final CopyIn copy;
        private final StringBuilder text = new StringBuilder(1 << 17);

        Rows(DataSource source, String table, String columns) throws SQLException {
            connection = source.getConnection();
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " (" + columns + ") FROM STDIN");
        }

        Rows add(@Nullable Object value) {
            text.append(value == null ? "\\N" : value.toString()).append('\t');
            return this;
        }

        Rows add(byte[] value) {
            text.append("\\\\x").append(HexFormat.of().formatHex(value)).append('\t');
            return this;
        }

        void end() throws SQLException {
            text.setCharAt(text.length() - 1, '\n');
            if (text.length() > 1 << 16) {
                flush();
            }
        }

        private void flush() throws SQLException {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            text.setLength(0);
        }

        @Override
        public void close() throws SQLException {
            flush();
            copy.endCopy();
            connection.close();
        }
    }

    private static void load(DataSource source, Keys keys, int items) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "TRUNCATE item, item_by_address, notice, notice_by_source, observation, episode_interval");
            statement.execute("DROP INDEX IF EXISTS observation_by_vantage, observation_learnt");
            // Reading is what is measured: filling needs no log from which it could be done again.
            for (String table : List.of("item", "notice", "observation", "episode_interval")) {
                statement.execute("ALTER TABLE " + table + " SET UNLOGGED");
            }
        }
        Instant learnt = Instant.now().minus(Duration.ofHours(1));
        try (ExecutorService threads = Executors.newFixedThreadPool(LOADERS)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < LOADERS; part++) {
                int from = (int) ((long) items * part / LOADERS) + 1;
                int to = (int) ((long) items * (part + 1) / LOADERS);
                parts.add(threads.submit(() -> {
                    load(source, keys, learnt, items, from, to);
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE INDEX observation_by_vantage ON observation (vantage, at)");
            statement.execute("CREATE INDEX observation_learnt ON observation (learnt_at)");
            statement.execute("VACUUM ANALYZE");
        }
    }

    private static void load(DataSource source, Keys keys, Instant learnt, int items, int from, int to)
            throws SQLException {
        try (Rows item = new Rows(
                        source, "item", "item_id, learnt_at, address, address_digest, domain_digest, sealed_with");
                Rows notice = new Rows(
                        source,
                        "notice",
                        "item_id, notice_id, revision, learnt_at, import_id, source, channel, status, recipient, batch,"
                                + " cluster, addresses, found_by, server_country, registrar, inclusion, reported_at,"
                                + " sent_at, delivered_at, item_digest, page_digest, sealed, sealed_with");
                Rows look = new Rows(
                        source, "observation", "item_id, at, vantage, learnt_at, reason, level, address, took_ms")) {
            for (int i = from; i <= to; i++) {
                add(i, items, keys, learnt, item, notice, look);
            }
        }
    }

    private static void add(int i, int items, Keys keys, Instant learnt, Rows item, Rows notice, Rows look)
            throws SQLException {
        SplittableRandom random = new SplittableRandom(i);
        int site = (int) (20_000 * Math.pow(random.nextDouble(), 2));
        int provider = (int) (PROVIDERS * Math.pow(site / 20_000.0, 1.5));
        String url = "https://www.site" + site + ".example/gallery/" + i / 5 + "/" + i + ".jpg";
        String address = "198.51.100." + (4 * provider + random.nextInt(4));
        byte[] page = NoticeDigests.ofPage("page " + i / 5, keys);
        byte[] sealed = new SealedPart(
                        "n" + i, url, "i" + i, "https://www.site" + site + ".example/gallery/" + i / 5, "")
                .seal(keys, i, i, 1);
        byte[] digest = NoticeDigests.ofAddress(url, keys);
        item.add(i)
                .add(learnt)
                .add(sealed)
                .add(digest)
                .add(digest)
                .add(Keys.sealedWith(sealed))
                .end();
        // Items are numbered as they become known.
        Instant sent = YEAR.plusSeconds(360 * 86_400L * i / items + random.nextInt(7_200));
        notice.add(i).add(i).add(1).add(learnt).add(1).add("hotline").add(i % 10 == 0 ? "police" : "hotline");
        notice.add("delivered")
                .add("p" + provider)
                .add("")
                .add("")
                .add(address)
                .add("public")
                .add("NL")
                .add("");
        notice.add(1)
                .add(sent.minusSeconds(3_600))
                .add(sent)
                .add(sent.plusSeconds(20))
                .add(digest);
        if (page == null) {
            notice.add((Object) null);
        } else {
            notice.add(page);
        }
        notice.add(sealed).add(Keys.sealedWith(sealed)).end();
        double hours = -Math.log(1 - random.nextDouble()) * (12 + provider);
        Instant gone = sent.plusSeconds((long) (hours * 3_600));
        Instant at = sent.plusSeconds(20);
        for (int k = 0; k < LOOKS; k++) {
            at = at.plusSeconds(3_600L * (k < 5 ? 2 : 12) + random.nextInt(7_200));
            look.add(i).add(at).add("near").add(learnt).add(at.isBefore(gone) ? "SAME" : "GONE_404");
            look.add(2).add(address).add(120).end();
        }
    }

    // ---- report ----

    private static void report(DataSource source, Keys keys, Path folder) throws IOException {
        Instant asOf = Instant.now();
        long[] last = {System.nanoTime()};
        String[] doing = {"Facts"};
        try (KnownFacts facts = KnownFacts.of(source, keys, asOf, asOf)) {
            Facts.InRegister register = facts.register(Duration.ofDays(1));
            ReportMaker.Made made = ReportMaker.make(
                    new ReportRequest(
                            new Selection(
                                    register,
                                    List.of(),
                                    List.of(),
                                    folder.resolve("providers.yaml"),
                                    null,
                                    null,
                                    null,
                                    RankedRole.WEB_HOST,
                                    new ClusterBy.First(),
                                    2),
                            null,
                            null,
                            null,
                            Duration.ofDays(1),
                            20,
                            10,
                            0,
                            1,
                            null,
                            null,
                            ReportRequest.INTERNAL,
                            LocalDate.of(2026, 1, 1),
                            Locale.ENGLISH,
                            false,
                            "benchmark",
                            "benchmark"),
                    () -> {
                        SortedMap<String, String> inputs = new TreeMap<>();
                        inputs.put("facts", facts.digest());
                        return inputs;
                    },
                    new SecureRandom(),
                    new ReadingLog(),
                    step -> {
                        say("  " + doing[0], last[0]);
                        doing[0] = step;
                        last[0] = System.nanoTime();
                    });
            made.to(ReportFolder.at(folder.resolve("report")));
            say("  " + doing[0], last[0]);
            System.out.println("items " + made.figures().items() + ", within 24 h surely "
                    + made.figures().sureWithin().get("24") + ", estimator "
                    + made.figures().method().estimator());
        }
    }
}
