// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.observing.request.BodyEnd;
import nl.schoonnet.observing.request.Exchange;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Ending;
import nl.schoonnet.observing.verdict.Facts;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that want to keep a look busy, or to fill its memory. This module's tests run with 256 MB of heap
 * ({@code test.heap} in its pom).
 */
class HostileServerTests {
    private static final Duration TOTAL = Duration.ofMillis(1200);

    /** A look may be followed by its control path, each with the whole time; the rest is for a busy machine. */
    private static final Duration LONGEST = TOTAL.multipliedBy(2).plusMillis(1500);

    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(500), TOTAL, 16 << 10, 50, 5, 1 << 20, 4 << 20, 20, 5);
    private static final int STEPS = 1_000_000;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    private static final byte[] GZIP_BOMB = bomb(true, 64);
    private static final byte[] DEFLATE_BOMB = bomb(false, 64);
    private static final byte[] SMALL_BOMB = bomb(true, 2);

    private final SmallInternet internet = new SmallInternet().limits(LIMITS);

    @AfterEach
    void stop() {
        internet.close();
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                hostile("gzip bomb", BodyEnd.BOMB, "SAME", c -> {
                    Site.write(c, OK + "Content-Encoding: gzip\r\n\r\n");
                    c.getOutputStream().write(GZIP_BOMB);
                }),
                hostile("deflate bomb", BodyEnd.BOMB, "SAME", c -> {
                    Site.write(c, OK + "Content-Encoding: deflate\r\n\r\n");
                    c.getOutputStream().write(DEFLATE_BOMB);
                }),
                hostile("a bomb small enough for the limit of bytes", BodyEnd.BOMB, "SAME", c -> {
                    Site.write(c, OK + "Content-Encoding: gzip\r\n\r\n");
                    c.getOutputStream().write(SMALL_BOMB);
                }),
                hostile("endless body", BodyEnd.TOO_LONG, "SAME", c -> {
                    Site.write(c, OK + "\r\n");
                    repeat(c, "x".repeat(8192));
                }),
                hostile("endless chunks", BodyEnd.TOO_LONG, "SAME", c -> {
                    Site.write(c, OK + "Transfer-Encoding: chunked\r\n\r\n");
                    repeat(c, "1\r\nx\r\n".repeat(1000));
                }),
                hostile("a body drop by drop", BodyEnd.DEADLINE, "SAME", c -> {
                    Site.write(c, OK + "Content-Length: 1000000\r\n\r\n");
                    drip(c, "x");
                }),
                hostile("chunk of absurd size", BodyEnd.MALFORMED, "SAME", c -> {
                    Site.write(c, OK + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFFFF\r\n");
                    repeat(c, "x".repeat(8192));
                }),
                hostile("chunk of huge size", BodyEnd.TOO_LONG, "SAME", c -> {
                    Site.write(c, OK + "Transfer-Encoding: chunked\r\n\r\n7fffffffffffff\r\n");
                    repeat(c, "x".repeat(8192));
                }),
                hostile(
                        "chunk lines that are none",
                        BodyEnd.MALFORMED,
                        "SAME",
                        c -> Site.write(c, OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\nxx\r\n")),
                hostile("endless chunk extension", BodyEnd.MALFORMED, "SAME", c -> {
                    Site.write(c, OK + "Transfer-Encoding: chunked\r\n\r\n5;");
                    repeat(c, "e".repeat(8192));
                }),
                hostile("never-ending trailer", BodyEnd.TOO_LONG, "SAME", c -> {
                    Site.write(c, OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n");
                    repeat(c, "T: x\r\n");
                }),
                hostile(
                        "shorter than announced",
                        BodyEnd.CUT_OFF,
                        "SAME",
                        c -> Site.write(c, OK + "Content-Length: 1000\r\n\r\nshort")),
                hostile(
                        "negative length",
                        BodyEnd.COMPLETE,
                        "SAME",
                        c -> Site.write(c, OK + "Content-Length: -1\r\n\r\nx")),
                hostile(
                        "absurd length",
                        BodyEnd.COMPLETE,
                        "SAME",
                        c -> Site.write(c, OK + "Content-Length: " + "9".repeat(200) + "\r\n\r\nx")),
                hostile(
                        "two lengths",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx")),
                hostile(
                        "gzip that is none",
                        BodyEnd.MALFORMED,
                        "SAME",
                        c -> Site.write(c, OK + "Content-Encoding: gzip\r\n\r\nno gzip at all")),
                hostile(
                        "an encoding not asked for",
                        BodyEnd.UNKNOWN_ENCODING,
                        "SAME",
                        c -> Site.write(c, OK + "Content-Encoding: br\r\n\r\nxxxx")),
                hostile("endless headers", null, "SERVER_ERROR", c -> {
                    Site.write(c, "HTTP/1.1 200 OK\r\n");
                    repeat(c, "X: " + "y".repeat(1000) + "\r\n");
                }),
                hostile(
                        "header flood",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 200 OK\r\n" + "X:\r\n".repeat(51) + "\r\n")),
                hostile("endless header line", null, "SERVER_ERROR", c -> {
                    Site.write(c, "HTTP/1.1 200 OK\r\nX: ");
                    repeat(c, "y".repeat(8192));
                }),
                hostile("headers drop by drop", null, "TIMEOUT", c -> {
                    Site.write(c, "HTTP/1.1 200 OK\r\nX: ");
                    drip(c, "y");
                }),
                hostile("enormous status line", null, "SERVER_ERROR", c -> {
                    Site.write(c, "HTTP/1.1 200 ");
                    repeat(c, "K".repeat(8192));
                }),
                hostile(
                        "endless interim answers",
                        null,
                        "SERVER_ERROR",
                        c -> repeat(c, "HTTP/1.1 100 Continue\r\n\r\n")),
                hostile(
                        "switching protocols",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")),
                hostile("old-style answer", null, "SERVER_ERROR", c -> Site.write(c, "<html>no head at all</html>\n")),
                hostile(
                        "binary rubbish",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "\u0000\u0001\u0002\u00ff\u00fe".repeat(5000))),
                hostile(
                        "NUL in a header",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n")),
                hostile(
                        "bare CR in a header",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n")),
                hostile(
                        "a header without colon",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 200 OK\r\nnothing\r\n\r\n")),
                hostile("status beyond all", null, "SERVER_ERROR", c -> Site.write(c, "HTTP/1.1 999 What\r\n\r\n")),
                hostile("no answer", null, "TIMEOUT", c -> Thread.sleep(20_000)),
                hostile("closed at once", null, "SERVER_ERROR", c -> {}),
                hostile("half closed, then silent", null, "SERVER_ERROR", c -> {
                    c.shutdownOutput();
                    Thread.sleep(20_000);
                }),
                hostile("reset", null, "SERVER_ERROR", c -> c.setSoLinger(true, 0)),
                hostile(
                        "redirect longer than the head may be",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 302 Found\r\nLocation: /" + "a".repeat(100_000) + "\r\n\r\n")),
                hostile(
                        "redirect to itself",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(c, "HTTP/1.1 302 Found\r\nLocation: ?\r\n\r\n")),
                hostile(
                        "redirect to itself with a new cookie each time",
                        null,
                        "SERVER_ERROR",
                        c -> Site.write(
                                c,
                                "HTTP/1.1 302 Found\r\nLocation: ?\r\nSet-Cookie: c" + System.nanoTime()
                                        + "=1\r\n\r\n")));
    }

    private interface Evil {
        void serve(Socket connection) throws IOException, InterruptedException;
    }

    private static Arguments hostile(String name, @Nullable BodyEnd end, String reason, Evil evil) {
        return Arguments.of(name, Optional.ofNullable(end), Reason.valueOf(reason), (Site.Behaviour)
                (connection, head) -> {
                    if (head.startsWith("GET /item")) {
                        evil.serve(connection);
                    } else {
                        Site.write(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                    }
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void a_look_ends_within_its_limits(String name, Optional<BodyEnd> end, Reason reason, Site.Behaviour behaviour) {
        internet.site("evil.example", "127.77.0.66", behaviour);
        long begun = System.nanoTime();

        Look look = internet.look(internet.url("evil.example", "/item"), Level.BODY);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
        assertThat(look.total()).isLessThan(TOTAL.plusMillis(1000));
        assertThat(look.judgement().observed()).contains(reason);
        assertThat(look.facts().body().map(body -> body.end())).isEqualTo(end);
        look.facts().body().ifPresent(body -> assertThat(body.length()).isLessThanOrEqualTo(LIMITS.decodedBytes()));
    }

    @Test
    void a_server_that_does_everything_to_the_control_path_too_is_left_in_time() {
        internet.site("evil.example", "127.77.0.66", (connection, head) -> {
            Site.write(connection, OK + "Content-Length: 1000000\r\n\r\n");
            drip(connection, "x");
        });
        long begun = System.nanoTime();

        internet.look(internet.url("evil.example", "/item"), Level.BODY);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
    }

    @Test
    void redirects_are_followed_only_so_far() {
        Site site = internet.site("evil.example", "127.77.0.66", (connection, head) -> {
            int number = Integer.parseInt(head.split(" ", 3)[1].substring(1));
            Site.write(connection, "HTTP/1.1 302 Found\r\nLocation: /" + (number + 1) + "\r\n\r\n");
        });

        Look look = internet.look(internet.url("evil.example", "/0"), Level.HEADERS);

        assertThat(look.facts().ending()).isEqualTo(new Ending.TooManyRedirects());
        assertThat(look.facts().hops()).hasSize(6);
        assertThat(site.connections()).isEqualTo(6);
    }

    @Test
    void a_server_that_talks_no_tls_is_a_failed_handshake() throws IOException {
        Look look = overTls(connection -> Site.write(connection, "HTTP/1.1 400 Bad Request\r\n\r\n"));

        assertThat(look.judgement().observed()).contains(Reason.TLS);
    }

    @Test
    void a_handshake_drop_by_drop_ends_in_time() throws IOException {
        Look look = overTls(connection -> {
            // A record of a handshake that announces 16,000 bytes and never has them.
            connection.getOutputStream().write(new byte[] {22, 3, 3, 62, (byte) 128, 2, 0, 60});
            drip(connection, "\u0000");
        });

        assertThat(look.judgement().observed()).contains(Reason.TIMEOUT);
    }

    @Test
    void a_server_that_never_reads_the_request_is_left_in_time() throws IOException {
        Look look = overTls(connection -> Thread.sleep(20_000));

        assertThat(look.judgement().observed()).contains(Reason.TIMEOUT);
    }

    /** A look at an https URL whose server does this with the bare connection. */
    private Look overTls(Evil evil) throws IOException {
        internet.site("evil.example", "127.77.0.66", (connection, head) -> {});
        try (ServerSocket bare = new ServerSocket(internet.port(), 10, InetAddress.ofLiteral("127.77.0.68"))) {
            Thread.ofPlatform().daemon().start(() -> {
                try (Socket connection = bare.accept()) {
                    evil.serve(connection);
                } catch (IOException | InterruptedException e) {
                    // The other side had enough.
                }
            });
            internet.names().address("bare.example", "127.77.0.68");
            long begun = System.nanoTime();

            Look look = internet.look("https://bare.example:" + internet.port() + "/item", Level.HEADERS);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
            assertThat(look.total()).isLessThan(TOTAL.plusMillis(1000));
            return look;
        }
    }

    @Test
    void many_bombs_at_once_fit_in_little_memory() throws InterruptedException, ExecutionException {
        internet.site("evil.example", "127.77.0.66", (connection, head) -> {
            Site.write(connection, OK + "Content-Encoding: gzip\r\n\r\n");
            connection.getOutputStream().write(GZIP_BOMB);
        });
        String url = internet.url("127.77.0.66", "/item");
        internet.looker();
        try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Look>> all = new ArrayList<>();
            for (int number = 0; number < 300; number++) {
                all.add(looks.submit(() -> internet.look(url, Level.BODY)));
            }
            for (Future<Look> look : all) {
                Facts facts = look.get().facts();
                assertThat(facts.hops().getLast().exchange())
                        .isInstanceOfAny(Exchange.Answered.class, Exchange.Failed.class);
                facts.body().ifPresent(body -> assertThat(body.length()).isLessThanOrEqualTo(LIMITS.decodedBytes()));
            }
        }
    }

    @Test
    void these_tests_run_in_256_megabytes() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256L << 20);
    }

    private static void repeat(Socket connection, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int step = 0; step < STEPS; step++) {
            connection.getOutputStream().write(bytes);
        }
    }

    private static void drip(Socket connection, String text) throws IOException, InterruptedException {
        for (int step = 0; step < STEPS; step++) {
            Site.write(connection, text);
            Thread.sleep(50);
        }
    }

    /** So many megabytes of zeros. */
    private static byte[] bomb(boolean gzip, int megabytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = gzip
                ? new GZIPOutputStream(bytes)
                : new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED))) {
            byte[] zeros = new byte[1 << 16];
            for (int step = 0; step < 16 * megabytes; step++) {
                out.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
