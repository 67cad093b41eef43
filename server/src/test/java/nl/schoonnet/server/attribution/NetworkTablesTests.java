// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Networks;
import nl.schoonnet.observing.testbench.HandClock;
import nl.schoonnet.server.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class NetworkTablesTests {
    private static final TableFetcher.Limits SMALL = new TableFetcher.Limits(4L << 20, 8L << 20, Duration.ofSeconds(2));

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    static RunningServer server;

    private final HandClock clock = new HandClock();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpServer web;

    private record Answer(int status, String header, String value, String body) {}

    @BeforeAll
    static void start() {
        server = RunningServer.in(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        server.part(JdbcClient.class).sql("TRUNCATE network_table").update();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        web.createContext("/", exchange -> {
            asked.incrementAndGet();
            Answer answer = answers.get(exchange.getRequestURI().getPath());
            if (answer == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                exchange.getResponseHeaders().add(answer.header, answer.value);
                boolean known = answer.header.equals("Last-Modified")
                        && answer.value.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
                byte[] body = answer.body.getBytes(StandardCharsets.ISO_8859_1);
                exchange.sendResponseHeaders(known ? 304 : answer.status, known || body.length == 0 ? -1 : body.length);
                if (!known) {
                    exchange.getResponseBody().write(body);
                }
            }
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void close() {
        web.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }

    private NetworkTables tables(String... sources) {
        return new NetworkTables(
                server.part(JdbcClient.class),
                server.part(TransactionTemplate.class),
                clock,
                new AttributionSettings(List.of(sources), "", List.of(), ""),
                folder,
                SMALL);
    }

    private static String routes(long asn) {
        return "prefix,asn\n192.0.2.0/24," + asn + "\n198.51.100.0/24,64499\nno prefix,64500\n";
    }

    private static long origin(List<Path> files, Instant moment) {
        return Networks.read(files, rejection -> {})
                .route(IpAddress.parse("192.0.2.1").orElseThrow(), moment)
                .orElseThrow()
                .value()
                .asns()
                .getFirst();
    }

    private long kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("tables/kept"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void each_edition_of_a_file_is_kept_once_with_its_date_and_a_moment_gets_the_one_of_its_time() throws IOException {
        Path file = Files.writeString(folder.resolve("routes.csv"), routes(64500));
        Instant first = Instant.parse("2026-02-01T10:20:00Z");
        Files.setLastModifiedTime(file, FileTime.from(first));
        NetworkTables tables = tables(file.toString());
        tables.tick();
        assertThat(tables.state()).singleElement().satisfies(source -> {
            assertThat(source.fault()).isNull();
            assertThat(source.tried()).isEqualTo(clock.instant());
            assertThat(source.tables()).singleElement().satisfies(table -> {
                assertThat(table.kind()).isEqualTo("ROUTES");
                assertThat(table.trueAt()).isEqualTo(first);
                assertThat(table.rows()).isEqualTo(2);
                assertThat(table.rejected()).isEqualTo(1);
            });
        });
        clock.pass(Duration.ofHours(23));
        Files.writeString(file, routes(64501));
        Instant second = Instant.parse("2026-02-20T10:00:00Z");
        Files.setLastModifiedTime(file, FileTime.from(second));
        tables.tick();
        assertThat(kept()).as("not yet a day").isEqualTo(1);
        clock.pass(Duration.ofHours(1));
        tables.tick();
        clock.pass(Duration.ofDays(1));
        tables.tick();
        assertThat(kept()).as("unchanged the third time").isEqualTo(2);
        assertThat(origin(tables.files(first.minusSeconds(60)), first)).isEqualTo(64500);
        assertThat(origin(tables.files(second.minusSeconds(60)), second)).isEqualTo(64500);
        assertThat(origin(tables.files(second), second)).isEqualTo(64501);
        for (Path place : List.of(folder.resolve("tables"), folder.resolve("tables/kept"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                    .isEqualTo("rwx------");
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(tables.files(second).getFirst())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_table_from_an_address_is_dated_by_itself_or_by_its_last_change_and_asked_for_only_if_changed()
            throws IOException {
        answers.put("/a/routes.csv", new Answer(200, "Last-Modified", "Sun, 01 Feb 2026 10:20:30 GMT", routes(64500)));
        answers.put("/b/peers-20260110.csv", new Answer(200, "X-Any", "x", "prefix,asn\n203.0.113.0/24,64502\n"));
        NetworkTables tables = tables(url("/a/routes.csv?token=hidden"), url("/b/peers-20260110.csv"));
        tables.refresh();
        assertThat(tables.state()).extracting(NetworkTables.Source::fault).containsOnlyNulls();
        assertThat(tables.state())
                .extracting(source -> source.tables().getFirst().trueAt())
                .containsExactly(Instant.parse("2026-02-01T10:20:00Z"), Instant.parse("2026-01-10T00:00:00Z"));
        assertThat(tables.state().getFirst().name()).endsWith("/a/routes.csv");
        tables.refresh();
        assertThat(tables.state()).extracting(NetworkTables.Source::fault).containsOnlyNulls();
        assertThat(asked).hasValue(4);
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void a_source_that_fails_keeps_its_last_edition_and_says_so_and_is_tried_again_within_the_hour()
            throws IOException {
        answers.put("/routes.csv", new Answer(200, "Last-Modified", "Sun, 01 Feb 2026 10:20:30 GMT", routes(64500)));
        NetworkTables tables = tables(url("/routes.csv"));
        tables.tick();
        answers.clear();
        clock.pass(Duration.ofDays(1));
        tables.tick();
        assertThat(tables.state().getFirst().fault()).isEqualTo("status_404");
        assertThat(tables.state().getFirst().tables()).hasSize(1);
        assertThat(tables.files(clock.instant())).hasSize(1);
        answers.put("/routes.csv", new Answer(200, "Last-Modified", "Mon, 02 Feb 2026 10:20:30 GMT", "rubbish\n"));
        clock.pass(Duration.ofHours(1));
        tables.tick();
        assertThat(tables.state().getFirst().fault()).isEqualTo("unknown_format");
        answers.put("/routes.csv", new Answer(200, "Last-Modified", "Mon, 02 Feb 2026 10:20:30 GMT", routes(64501)));
        clock.pass(Duration.ofHours(1));
        tables.tick();
        assertThat(tables.state().getFirst().fault()).isNull();
        assertThat(origin(tables.files(clock.instant()), clock.instant())).isEqualTo(64501);
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void what_is_too_large_a_bomb_too_slow_or_led_elsewhere_is_refused_and_leaves_nothing() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 9; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        answers.put("/large.csv", new Answer(200, "X-Any", "x", "#".repeat(5 << 20)));
        answers.put("/bomb.csv", new Answer(200, "X-Any", "x", bomb.toString(StandardCharsets.ISO_8859_1)));
        answers.put(
                "/led.csv",
                new Answer(
                        302, "Location", "http://127.0.0.2:" + web.getAddress().getPort() + "/ok.csv", ""));
        answers.put("/here.csv", new Answer(301, "Location", "/ok-20260101.csv", ""));
        answers.put(
                "/ok-20260101.csv", new Answer(200, "Last-Modified", "Sun, 01 Feb 2026 10:20:30 GMT", routes(64500)));
        answers.put("/round.csv", new Answer(301, "Location", "/round.csv", ""));
        answers.put("/undated.csv", new Answer(200, "X-Any", "x", routes(64500)));
        NetworkTables tables = tables(
                url("/large.csv"),
                url("/bomb.csv"),
                url("/led.csv"),
                url("/here.csv"),
                url("/round.csv"),
                url("/undated.csv"),
                "http://tables.example/x.csv",
                "ftp://tables.example/y.csv",
                "https://somebody@tables.example/z.csv",
                folder.resolve("none.csv").toString(),
                url("/other/large.csv"));
        tables.refresh();
        assertThat(tables.state())
                .extracting(NetworkTables.Source::fault)
                .containsExactly(
                        "too_large",
                        "unpacks_too_large",
                        "redirected",
                        null,
                        "too_many_redirects",
                        "undated_table",
                        "not_https",
                        "not_https",
                        "unusable_address",
                        "no_such_file",
                        "same_name");
        assertThat(kept()).isEqualTo(1);
        try (Stream<Path> left = Files.list(folder.resolve("tables/kept"))) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void an_address_that_never_ends_is_given_up() throws IOException {
        web.createContext("/slow.csv", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write('#');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException e) {
                exchange.close();
            }
        });
        NetworkTables tables = tables(url("/slow.csv"));
        tables.refresh();
        assertThat(tables.state().getFirst().fault()).isEqualTo("too_slow");
        assertThat(kept()).isZero();
    }

    @Test
    void with_no_table_set_there_is_nothing_to_ask() {
        NetworkTables tables = tables();
        tables.tick();
        assertThat(tables.state()).isEmpty();
        assertThat(tables.files(clock.instant())).isEmpty();
        assertThat(new Attributors(tables).shelf().at(clock.instant()).used()).isEmpty();
    }
}
