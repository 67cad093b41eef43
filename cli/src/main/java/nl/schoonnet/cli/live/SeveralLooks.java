// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.observing.work.BlindSpan;
import nl.schoonnet.observing.work.Done;
import nl.schoonnet.observing.work.Grant;
import nl.schoonnet.observing.work.Leases;
import nl.schoonnet.observing.work.Permission;
import nl.schoonnet.observing.work.Receipt;
import nl.schoonnet.observing.work.Worker;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Reason;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.SteppingClock;
import nl.schoonnet.testbed.alive.Stories;

/**
 * What the product concludes from several looks: that a host is down or an item with another party, by the report's own
 * reader of looks; that a vantage point is blind, by the observer's own worker.
 */
public final class SeveralLooks {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration FOLLOW = Duration.ofDays(5);
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final String POINT = "noord";

    private SeveralLooks() {}

    /**
     * Looks at items with stories by the schedule for a week, and lets as many vantage points go blind.
     *
     * @param copies items per story, and vantage points; at most 30
     */
    public static DerivedMatrix matrix(int copies, long seed) {
        DerivedMatrix matrix = new DerivedMatrix();
        Map<String, Optional<Reason>> ends = LiveRun.inTemporaryFolder(folder -> ends(copies, seed, folder));
        for (Item item : Stories.town(copies, START).items()) {
            Stories.Story story = Stories.of(item);
            Optional<Reason> end =
                    Objects.requireNonNull(ends.get(item.id()), "The report holds all items that were notified.");
            matrix.add(story.says(), story.follows(), end);
        }
        goBlind(copies, seed, matrix);
        return matrix;
    }

    /** Why items ended, if they did, as the report reads looks at them. */
    private static Map<String, Optional<Reason>> ends(int copies, long seed, Path folder) {
        Instant cutoff = START.plus(FOLLOW);
        SteppingClock clock = new SteppingClock(START);
        List<Sighting> looks = new ArrayList<>();
        TownFiles files = new TownFiles(folder);
        try (LivingInternet internet = new LivingInternet(Stories.town(copies, START), clock, List.of(POINT));
                Watch watch = new Watch(
                        internet,
                        clock,
                        List.of(new Vantage(POINT, internet, internet.proxyPort(POINT), clock, seed)),
                        Level.HEADERS,
                        LiveRun.NORM,
                        looks::add)) {
            watch.until(cutoff.plus(LiveRun.CONFIRM));
            files.writeRegistry(internet.town());
            files.writeNotices(internet, cutoff);
            files.writeSightings(internet, looks);
        }
        Map<String, Optional<Reason>> ends = new HashMap<>();
        PopulationReader.read(files.selection(files.facts(), cutoff), new ReadingLog())
                .items()
                .forEach(item -> ends.put(
                        item.notice().item(),
                        item.offNetwork().end() instanceof End.Ended end
                                ? Optional.of(end.reason())
                                : Optional.empty()));
        return ends;
    }

    /** First all is well, then no name server answers, then all is well again, then one control site of three is away. */
    private static void goBlind(int points, long seed, DerivedMatrix matrix) {
        Instant blind = START.plus(STEP);
        Instant well = blind.plus(STEP);
        Instant oneAway = well.plus(STEP);
        SteppingClock clock = new SteppingClock(START);
        List<String> names =
                IntStream.range(0, points).mapToObj(point -> "point-" + point).toList();
        List<Point> all = new ArrayList<>();
        try (LivingInternet internet =
                new LivingInternet(Stories.controls(oneAway, oneAway.plus(STEP)), clock, names)) {
            List<String> controls =
                    internet.town().items().stream().map(internet::url).toList();
            names.forEach(name -> all.add(new Point(name, internet, controls, clock, seed)));
            rounds(all);
            clock.moveTo(blind);
            names.forEach(name -> internet.silenceNames(name, true));
            rounds(all);
            clock.moveTo(well);
            names.forEach(name -> internet.silenceNames(name, false));
            rounds(all);
            clock.moveTo(oneAway);
            rounds(all);
        } finally {
            all.forEach(Point::close);
        }
        all.forEach(point -> matrix.add(
                "vantage point without name servers", Optional.of(Reason.VANTAGE_DOWN), point.told.at(blind)));
        all.forEach(point -> matrix.add("vantage point with them again", Optional.empty(), point.told.at(well)));
        all.forEach(point -> matrix.add("one control site of three away", Optional.empty(), point.told.at(oneAway)));
    }

    /** One round of each, all at once: a vantage point that sees nothing waits in real time. */
    private static void rounds(List<Point> points) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> rounds = points.stream()
                    .map(point -> threads.submit(point.worker::round))
                    .toList();
            for (Future<Integer> round : rounds) {
                round.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A round failed.", e);
        }
    }

    /** A vantage point with its worker. */
    private static final class Point implements AutoCloseable {
        private final Told told = new Told();
        private final Vantage vantage;
        private final Worker worker;

        Point(String name, LivingInternet internet, List<String> controls, SteppingClock clock, long seed) {
            this.vantage = new Vantage(name, internet, internet.proxyPort(name), clock, seed);
            this.worker = vantage.worker(told, 1, controls);
        }

        @Override
        public void close() {
            worker.close();
            vantage.close();
        }
    }

    /** Has nothing to look at, and keeps what it is told of blind times. For one thread. */
    private static final class Told implements Leases {
        private final Map<Instant, BlindSpan> spans = new TreeMap<>();

        /** What looks at an instant are worth. */
        Optional<Reason> at(Instant instant) {
            return spans.values().stream()
                            .anyMatch(span -> !instant.isBefore(span.since())
                                    && span.until()
                                            .filter(end -> !instant.isBefore(end))
                                            .isEmpty())
                    ? Optional.of(Reason.VANTAGE_DOWN)
                    : Optional.empty();
        }

        @Override
        public Grant lease(int most) {
            return new Grant(Permission.GRANTED, List.of());
        }

        @Override
        public List<Receipt> report(List<Done> done) {
            return List.of();
        }

        @Override
        public Permission alive(List<BlindSpan> blind) {
            blind.forEach(span -> spans.put(span.since(), span));
            return Permission.GRANTED;
        }
    }
}
