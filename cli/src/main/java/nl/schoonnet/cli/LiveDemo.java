// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.cli.live.LiveRun;
import nl.schoonnet.cli.live.Measured;
import nl.schoonnet.cli.live.ServedRun;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.reporting.report.ReportFolder;
import nl.schoonnet.testbed.alive.Scene;
import nl.schoonnet.testbed.alive.TownPlan;
import picocli.CommandLine.ParameterException;

/** The whole loop before one's eyes: a town lives, a server takes notices in, observers look, figures come to the truth. */
final class LiveDemo {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);

    private final DemoCommand options;
    private final PrintWriter out;
    private final PrintWriter err;
    private final int items;
    private volatile boolean stopped;

    LiveDemo(DemoCommand options, int items) {
        if (items < 100 || items > 5_000) {
            throw new ParameterException(options.spec.commandLine(), "--items takes 100 to 5,000 with --live.");
        }
        this.options = options;
        this.items = items;
        this.out = options.spec.commandLine().getOut();
        this.err = options.spec.commandLine().getErr();
    }

    int run() throws IOException {
        ReportFolder.at(options.out.resolve("report"));
        ServedRun run = new ServedRun(plan(), Files.createTempDirectory("schoonnet-live"), STEP);
        Thread cleaner = new Thread(() -> cleanUp(run), "remove-live-demo");
        Runtime.getRuntime().addShutdownHook(cleaner);
        int[] status = new int[1];
        try {
            err.printf(
                    Locale.ROOT,
                    "A town of 20,000 sites at 300 hosters lives on loopback addresses; nothing in it is real.%n"
                            + "About %,d items are notified in three days, and looked at from two vantage points. Starting a"
                            + " server ...%n",
                    items);
            err.flush();
            ServedRun.Outcome outcome = run.run(LiveDemo::desk, this::day, (now, measured, registry, proxies) -> {
                line("end", measured);
                status[0] = report(run.data(), now, registry, proxies);
            });
            out.println();
            out.println("What looks said where the truth can be told from outside:");
            out.println();
            out.print(outcome.run().matrix().text());
            out.flush();
            return status[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.DEFECT;
        } catch (RuntimeException e) {
            // Ctrl-C takes the server away first.
            if (stopped) {
                return ExitStatus.DONE;
            }
            throw e;
        } finally {
            if (!stopped) {
                Runtime.getRuntime().removeShutdownHook(cleaner);
                run.removeAll();
            }
        }
    }

    private LiveRun plan() {
        Map<Scene, Double> endings = new EnumMap<>(Scene.class);
        endings.put(Scene.NOT_FOUND, 40.0);
        endings.put(Scene.PLACEHOLDER, 15.0);
        endings.put(Scene.GONE, 10.0);
        endings.put(Scene.FRONT_PAGE, 10.0);
        endings.put(Scene.SOFT_404, 8.0);
        endings.put(Scene.NAME_GONE, 6.0);
        endings.put(Scene.LEGAL, 4.0);
        endings.put(Scene.EMPTY, 3.0);
        endings.put(Scene.NAME_EMPTY, 2.0);
        endings.put(Scene.PARKED, 2.0);
        TownPlan town = new TownPlan(
                options.seed,
                options.seed,
                START,
                Duration.ofDays(3),
                300,
                20_000,
                items,
                endings,
                0.03,
                0,
                0.02,
                0.1,
                0.004,
                Optional.empty());
        return new LiveRun("demo", town, Level.HEADERS, List.of("noord", "zuid"), Duration.ofDays(2), 0);
    }

    static ServedRun.Desk desk(int port, String key) {
        ServerClient client = new ServerClient(URI.create("http://127.0.0.1:" + port), key);
        return new ServedRun.Desk() {
            @Override
            public void take(byte[] csv) {
                client.post("/api/v1/imports?source=testbed", "text/csv", () -> new ByteArrayInputStream(csv));
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private void day(int day, Measured soFar) {
        if (day == 1) {
            out.printf(
                    Locale.ROOT,
                    "%n%-6s %7s %6s %10s %10s %-13s %-15s%n",
                    "day",
                    "items",
                    "open",
                    "truth",
                    "measured",
                    "range",
                    "95% interval");
        }
        line(Integer.toString(day), soFar);
    }

    /** The share within 24 hours of the items notified so far: as it truly is, and as the report would say now. */
    private void line(String day, Measured soFar) {
        out.printf(
                Locale.ROOT,
                "%-6s %,7d %,6d %9.1f%% %10s %-13s %-15s%n",
                day,
                soFar.items(),
                soFar.open(),
                100 * soFar.truth(),
                Double.isNaN(soFar.estimate()) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * soFar.estimate()),
                percent(soFar.low(), soFar.high()),
                soFar.interval().map(ends -> percent(ends.low(), ends.high())).orElse("-"));
        out.flush();
    }

    private static String percent(double low, double high) {
        return String.format(Locale.ROOT, "%.1f-%.1f%%", 100 * low, 100 * high);
    }

    /** The normal report, from the database, while its server runs. */
    private int report(Path data, Instant now, Path registry, Path proxies) {
        ReportCommand report = new ReportCommand();
        report.database.data = data;
        report.asOf = now;
        report.cutoff = plan().cutoff();
        report.networks = List.of(proxies);
        report.providers = registry;
        report.shown = options.shown;
        report.threads = options.threads;
        report.out = options.out.resolve("report");
        return new ReportRun(report, CommandText.of(options.spec), out, err).runOnDatabase();
    }

    /** After Ctrl-C: the server stops beside this; then its folder goes. */
    private void cleanUp(ServedRun run) {
        stopped = true;
        Path running = run.data().resolve("postgresql").resolve("cluster").resolve("postmaster.pid");
        try {
            for (int wait = 0; wait < 100 && stillThere(run.data(), running); wait++) {
                Thread.sleep(200);
            }
            for (int attempt = 0; attempt < 20 && Files.exists(run.folder()); attempt++) {
                try {
                    run.removeAll();
                } catch (RuntimeException e) {
                    // Something was still being written there.
                    Thread.sleep(200);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean stillThere(Path data, Path running) {
        return Files.exists(data) && Files.exists(running);
    }
}
