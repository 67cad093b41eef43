// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.AddressPolicy;
import nl.schoonnet.observing.look.Controls;
import nl.schoonnet.observing.look.Equipment;
import nl.schoonnet.observing.look.Look;
import nl.schoonnet.observing.look.Looker;
import nl.schoonnet.observing.look.Order;
import nl.schoonnet.observing.politeness.Politeness;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.request.Fetcher;
import nl.schoonnet.observing.request.Limits;
import nl.schoonnet.observing.request.StopSwitch;
import nl.schoonnet.observing.request.Trust;
import nl.schoonnet.observing.resolve.Resolver;
import nl.schoonnet.observing.resolve.ResolverSettings;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.observing.verdict.Signatures;
import nl.schoonnet.observing.verdict.TextSimilarity;

/**
 * How far the time that a look reports is from the truth: a server in a second process answers after 1.0 s, and so many
 * looks are in flight. Prints quantiles of reported time, the share of answers, looks per second and heap.
 *
 * <p>Run: {@code LookTimingBenchmark [in flight, 500] [looks, 5000] [delay in ms, 1000]}.
 */
final class LookTimingBenchmark {
    private static final int ADDRESSES = 64;

    private LookTimingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("serve")) {
            serve(Integer.parseInt(arguments[1]));
            return;
        }
        int inFlight = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
        int looks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5000;
        int delay = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LookTimingBenchmark.class.getName(),
                        "serve",
                        Integer.toString(delay))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int port = Integer.parseInt(server.inputReader().readLine());
            // The first run warms up.
            measure(inFlight, Math.max(inFlight, looks / 5), port, delay);
            System.out.println(measure(inFlight, looks, port, delay));
        } finally {
            server.destroy();
        }
    }

    private static String measure(int inFlight, int looks, int port, int delay) throws InterruptedException {
        AtomicLongArray nanos = new AtomicLongArray(looks);
        AtomicInteger answered = new AtomicInteger();
        Semaphore places = new Semaphore(inFlight);
        long begun = System.nanoTime();
        try (Fetcher fetcher = new Fetcher(
                        "Schoonnet-Benchmark",
                        Trust.of(List.of(), Trust.Rule.RECORD),
                        Optional.empty(),
                        new StopSwitch(),
                        InstantSource.system(),
                        System::nanoTime);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Looker looker = looker(fetcher, port);
            for (int number = 0; number < looks; number++) {
                int look = number;
                places.acquire();
                threads.execute(() -> {
                    String url = "http://127.77.1." + (1 + look % ADDRESSES) + ":" + port + "/item/" + look;
                    if (looker.look(Order.of(url, Level.HEADERS)) instanceof Look done) {
                        nanos.set(look, done.total().toNanos());
                        answered.addAndGet(done.facts().answer().isPresent() ? 1 : 0);
                    }
                    places.release();
                });
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long[] sorted = new long[looks];
        Arrays.setAll(sorted, nanos::get);
        Arrays.sort(sorted);
        Runtime runtime = Runtime.getRuntime();
        return "delay %d ms, %d in flight, %d looks, %d answered: reported p50 %.1f, p90 %.1f, p99 %.1f, max %.1f ms; %.0f looks/s; heap %d MB"
                .formatted(
                        delay,
                        inFlight,
                        looks,
                        answered.get(),
                        sorted[looks / 2] / 1e6,
                        sorted[looks * 9 / 10] / 1e6,
                        sorted[looks * 99 / 100] / 1e6,
                        sorted[looks - 1] / 1e6,
                        looks / seconds,
                        (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static Looker looker(Fetcher fetcher, int port) {
        PolitenessSettings.Pace none = new PolitenessSettings.Pace(1e9, 1_000_000_000, 1_000_000);
        IpAddress here = IpAddress.parse("127.0.0.1").orElseThrow();
        return new Looker(new Equipment(
                AddressPolicy.testbed(
                        Set.of(port), List.of(Prefix.parse("127.77.0.0/16").orElseThrow())),
                new Resolver(
                        ResolverSettings.of(List.of(new ResolverSettings.Server(here, 53))), InstantSource.system()),
                fetcher,
                Limits.standard().withTimes(Duration.ofSeconds(10), Duration.ofSeconds(30)),
                new Politeness(PolitenessSettings.of(none, none), InstantSource.system()),
                new Controls(1000, InstantSource.system()),
                Signatures.bundled(),
                PublicSuffixList.bundled().content(),
                new TextSimilarity(),
                InstantSource.system(),
                System::nanoTime,
                new Random(1)));
    }

    /** Answers 410 on 64 addresses after the delay; prints the port. */
    private static void serve(int delay) throws IOException, InterruptedException {
        int port = 0;
        for (int number = 1; number <= ADDRESSES; number++) {
            ServerSocket listening = new ServerSocket();
            listening.bind(new InetSocketAddress(InetAddress.ofLiteral("127.77.1." + number), port), 10_000);
            port = listening.getLocalPort();
            Thread.ofPlatform().start(() -> accept(listening, delay));
        }
        System.out.println(port);
        Thread.sleep(Duration.ofHours(1));
    }

    private static void accept(ServerSocket listening, int delay) {
        while (true) {
            try {
                Socket connection = listening.accept();
                Thread.ofVirtual().start(() -> answer(connection, delay));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket connection, int delay) {
        try (connection) {
            InputStream in = connection.getInputStream();
            int last = 0;
            // The end of the head is an empty line.
            while (last != 0x0D0A_0D0A) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                last = last << 8 | next;
            }
            Thread.sleep(delay);
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | InterruptedException e) {
            // The other side had enough.
        }
    }
}
