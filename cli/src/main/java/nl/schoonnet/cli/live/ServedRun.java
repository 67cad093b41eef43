// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.server.Server;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.measurement.KnownFacts;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.SteppingClock;
import nl.schoonnet.testbed.alive.Town;

/**
 * The same loop through the product: a server with its database, notices by its API, leases, the product's worker, and the
 * report from the database. Looks are of level 2. Time moves in steps; at each the notices delivered meanwhile go in, and
 * everything that is due is looked at before the next.
 *
 * @param plan the town, who looks, how long
 * @param folder of the run; it must hold nothing yet, and is the caller's to remove
 * @param step how far the clock moves at once: up to a quarter of an hour, after which absences are confirmed
 */
public record ServedRun(LiveRun plan, Path folder, Duration step) {
    private static final Duration CONFIRM = Duration.ofDays(2);
    private static final int TOGETHER = 64;

    private static final String BASIS = """
            - function: observe
              article: "none: a simulated internet on loopback addresses"
              organisation: "Testbed"
              from: 2020-01-01
            """;

    /** Checks the step. */
    public ServedRun {
        if (!step.isPositive() || step.compareTo(Duration.ofMinutes(15)) > 0) {
            throw new IllegalArgumentException("A step is at most a quarter of an hour.");
        }
    }

    /** Hands notices to the server's API. */
    @FunctionalInterface
    public interface Desk extends AutoCloseable {
        /** Hands over a CSV file of notices. */
        void take(byte[] csv);

        @Override
        default void close() {}
    }

    /** Opens a desk. */
    @FunctionalInterface
    public interface Desks {
        /**
         * Opens it.
         *
         * @param port of the server on this machine
         * @param key an administrator's
         */
        Desk open(int port, String key);
    }

    /** What is done at the end, while the server still runs. */
    @FunctionalInterface
    public interface Ending {
        /**
         * It is the end.
         *
         * @param now the moment by the run's clock
         * @param measured what the report from the database says at last
         * @param registry the registry of providers
         * @param proxies the ranges of proxies
         */
        void reached(Instant now, Measured measured, Path registry, Path proxies) throws IOException;
    }

    /**
     * What came of it.
     *
     * @param run looks, matrix, and what the report from the database says at last
     * @param fromFiles what a report on files with the same notices and looks says
     * @param addresses every URL and domain that was used, for those who look for traces
     * @param key the administrator's key
     */
    public record Outcome(LiveRun.Outcome run, Measured fromFiles, List<String> addresses, String key) {
        /** Shows no address and no key. */
        @Override
        public String toString() {
            return "Outcome[" + run.looks() + " looks]";
        }
    }

    /** The data folder of its server. */
    public Path data() {
        return folder.resolve("server");
    }

    /** Runs it. The server is stopped when this returns. */
    public Outcome run(Desks desks, LiveRun.Days days, Ending ending) throws IOException, InterruptedException {
        Path data = data();
        Files.createDirectories(data);
        Files.writeString(data.resolve("legal-basis.yaml"), BASIS);
        Town town = plan.town().build();
        SteppingClock clock = new SteppingClock(plan.town().start());
        TownFiles files = new TownFiles(folder.resolve("town"));
        List<Sighting> looks = new ArrayList<>();
        ConfusionMatrix matrix = new ConfusionMatrix();
        try (LivingInternet internet = new LivingInternet(town, clock, plan.vantages());
                Server server = Server.start(data, Map.of("server.port", 0), clock)) {
            files.writeRegistry(town);
            String key = server.firstKey()
                    .orElseThrow(() -> new IllegalStateException("The folder of a served run holds a server already."));
            Map<String, Item> byUrl = new HashMap<>();
            town.items().forEach(item -> byUrl.put(internet.url(item), item));
            List<Vantage> vantages = new ArrayList<>();
            List<Worker> workers = new ArrayList<>();
            try (Desk desk = desks.open(server.port(), key)) {
                for (String name : plan.vantages()) {
                    Vantage vantage = new Vantage(
                            name,
                            internet,
                            internet.proxyPort(name),
                            clock,
                            plan.town().seed());
                    vantages.add(vantage);
                    workers.add(vantage.worker(
                            new WatchedLeases(server.leases(name), internet, name, byUrl, look -> {
                                looks.add(look);
                                matrix.add(look.scene().truth(), look.told(), look.judgement());
                            }),
                            TOGETHER,
                            List.of()));
                }
                live(
                        internet,
                        clock,
                        desk,
                        workers,
                        (day, cutoff) -> days.passed(day, fromDatabase(files, internet, clock.instant(), cutoff)));
                Measured measured = fromDatabase(files, internet, clock.instant(), plan.cutoff());
                files.writeNotices(internet, plan.cutoff());
                files.writeSightings(internet, looks);
                Measured fromFiles = plan.measured(files, files.facts(), internet, plan.cutoff());
                ending.reached(clock.instant(), measured, files.registry(), files.proxies());
                return new Outcome(
                        new LiveRun.Outcome(looks.size(), matrix, measured, measured),
                        fromFiles,
                        byUrl.keySet().stream().sorted().toList(),
                        key);
            } finally {
                workers.forEach(Worker::close);
                vantages.forEach(Vantage::close);
            }
        }
    }

    private interface DayEnds {
        void passed(int day, Instant cutoff);
    }

    private void live(LivingInternet internet, SteppingClock clock, Desk desk, List<Worker> workers, DayEnds dayEnds)
            throws InterruptedException {
        Instant start = plan.town().start();
        List<Item> waiting = new ArrayList<>(internet.town().items());
        Instant dayEnd = start.plus(LiveRun.NORM);
        int day = 1;
        for (Instant now = start; now.isBefore(plan.cutoff().plus(CONFIRM)); now = now.plus(step)) {
            clock.moveTo(now);
            Instant upTo = now;
            List<Item> delivered = waiting.stream()
                    .filter(item -> !item.origin().isAfter(upTo))
                    .toList();
            if (!delivered.isEmpty()) {
                desk.take(TownFiles.notices(internet, delivered).getBytes(StandardCharsets.UTF_8));
                waiting.removeAll(delivered);
            }
            for (Worker worker : workers) {
                while (worker.round() == TOGETHER) {
                    // More than one round can hold is due.
                }
            }
            if (!now.isBefore(dayEnd) && now.isBefore(plan.cutoff())) {
                dayEnds.passed(day++, dayEnd);
                dayEnd = dayEnd.plus(LiveRun.NORM);
            }
        }
    }

    private Measured fromDatabase(TownFiles files, LivingInternet internet, Instant now, Instant cutoff) {
        Keys keys = Keys.open(new KeyFile(data().resolve("keys").resolve("vault.keys")));
        try (Reached database = Reached.in(data().resolve("postgresql"));
                KnownFacts facts = KnownFacts.of(database.source(), keys, now, now)) {
            return plan.measured(files, facts.register(LiveRun.NORM), internet, cutoff);
        }
    }

    /** Removes everything that a run left. */
    public void removeAll() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
