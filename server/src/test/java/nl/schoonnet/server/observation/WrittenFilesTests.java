// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.work.Eyesight;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.access.Role;
import nl.schoonnet.server.attribution.Resolutions;
import nl.schoonnet.server.audit.AuditLog;
import nl.schoonnet.server.basis.LegalBasis;
import nl.schoonnet.server.basis.LegalFunction;
import nl.schoonnet.server.intake.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever is done with addresses: no file that is written, however short it lives, holds one in clear. */
class WrittenFilesTests {
    private static final String MARKER = "marker-quagga";

    /** Text that is kept in clear: if it isn't found, neither would the marker be. */
    private static final String CONTROL = "control-okapi";

    private static final long LARGEST = 64L << 20;

    @TempDir
    Path data;

    /** Reads each file of some folders as soon as it is made or written. */
    private static final class Watch {
        private final WatchService service;
        private final Map<WatchKey, Path> folders = new HashMap<>();
        private final Set<String> found = new ConcurrentSkipListSet<>();
        private final Thread thread;
        private volatile boolean stopping;
        private int unread;

        Watch(Path... roots) throws IOException {
            service = FileSystems.getDefault().newWatchService();
            for (Path root : roots) {
                follow(root);
            }
            thread = Thread.ofPlatform().start(this::watch);
        }

        private void follow(Path folder) throws IOException {
            folders.put(
                    folder.register(
                            service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY),
                    folder);
        }

        private void watch() {
            try {
                while (!stopping) {
                    WatchKey key = service.poll(100, TimeUnit.MILLISECONDS);
                    if (key != null) {
                        Path folder = folders.get(key);
                        for (var event : key.pollEvents()) {
                            if (folder != null && event.context() instanceof Path name) {
                                see(folder.resolve(name));
                            }
                        }
                        key.reset();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void see(Path file) {
            try {
                if (Files.isDirectory(file)) {
                    follow(file);
                } else if (Files.isRegularFile(file) && Files.size(file) < LARGEST && holds(file, MARKER)) {
                    found.add(file.toString());
                }
            } catch (IOException e) {
                // It lived too shortly to be read, or belongs to somebody else.
                unread++;
            }
        }

        void close() throws IOException {
            stopping = true;
            try {
                thread.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            service.close();
        }
    }

    private static boolean holds(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    }

    private static List<Path> holding(Path root, String text) throws IOException {
        List<Path> holding = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (holds(file, text)) {
                    holding.add(root.relativize(file));
                }
            }
        }
        return holding;
    }

    private static int send(RunningServer server, String key, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url(path)))
                                    .header("Authorization", "Bearer " + key)
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String csv(String id, String url) {
        return "notice_id,url,sent_at,recipient\n" + id + "," + url + ",2026-01-01T00:00:00Z," + CONTROL + "\n";
    }

    @Test
    void uploads_looks_and_reveals_leave_no_address_in_any_file() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Watch watch = new Watch(temporary, data, Path.of("").toAbsolutePath());
        try (SmallInternet internet = new SmallInternet();
                RunningServer server = RunningServer.in(data)) {
            String host = MARKER + ".example";
            internet.site(host, "127.77.0.9", Site.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
            String key = server.part(AccessKeys.class).issue("all", Set.of(Role.ANALYST, Role.REVEALER), null, "test");
            byte[] plain = csv("a", internet.url(host, "/" + MARKER)).getBytes(StandardCharsets.UTF_8);
            assertThat(send(server, key, "/api/v1/imports?source=x", "text/csv", plain))
                    .isEqualTo(200);
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (OutputStream gzip = new GZIPOutputStream(zipped)) {
                gzip.write(csv("b", "https://" + host + "/b").getBytes(StandardCharsets.UTF_8));
            }
            assertThat(send(server, key, "/api/v1/imports?source=x", "application/gzip", zipped.toByteArray()))
                    .isEqualTo(200);
            byte[] json = ("[{\"notice_id\":\"c\",\"url\":\"https://" + host
                            + "/c\",\"sent_at\":\"2026-01-01T00:00:00Z\"},"
                            + "{\"notice_id\":\"d\",\"url\":\"no address " + MARKER
                            + "\",\"sent_at\":\"2026-01-01T00:00:00Z\"}]")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(send(server, key, "/api/v1/notices?source=x", "application/json", json))
                    .isEqualTo(200);
            assertThat(send(
                            server,
                            key,
                            "/api/v1/items/1/reveal",
                            "application/json",
                            "{\"reason\":\"check of what is written\"}".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(200);
            assertThat(looked(server, internet)).isPositive();
        }
        watch.close();
        assertThat(watch.found)
                .as("%s files lived too shortly to be read", watch.unread)
                .isEmpty();
        if (!nl.schoonnet.server.database.ExternalPostgres.wanted()) {
            assertThat(holding(data, CONTROL)).isNotEmpty();
        }
        assertThat(holding(data, MARKER)).isEmpty();
    }

    private static int looked(RunningServer server, SmallInternet internet) throws InterruptedException {
        JdbcClient jdbc = server.part(JdbcClient.class);
        TransactionTemplate transactions = server.part(TransactionTemplate.class);
        Plans plans = new Plans(
                jdbc, transactions, internet.clock(), server.part(Resolutions.class), Duration.ofHours(24), 1_440);
        Leasing leasing = new Leasing(
                plans,
                new VantagePoints(jdbc, transactions, plans, server.part(AuditLog.class), internet.clock()),
                server.part(LookingStop.class),
                server.part(Vault.class),
                server.part(Aims.class),
                new LegalBasis(List.of(new LegalBasis.Line(
                        LegalFunction.OBSERVE, "Article 1", "Made-up authority", LocalDate.parse("2020-01-01"), null))),
                server.part(AuditLog.class),
                transactions,
                internet.clock(),
                Runnable::run);
        int looks = 0;
        try (Worker worker = new Worker(
                leasing.of("here"),
                internet.looker(),
                internet.stopSwitch(),
                new Eyesight(List.of(), internet.looker(), internet.clock()),
                internet.clock(),
                time -> internet.clock().pass(time),
                10,
                event -> {})) {
            for (int round = 0; round < 60; round++) {
                looks += worker.round();
                internet.clock().pass(Duration.ofHours(6));
            }
        }
        return looks;
    }
}
