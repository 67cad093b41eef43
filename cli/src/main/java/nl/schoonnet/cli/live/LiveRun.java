// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.reporting.figures.FigureRun;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.testbed.alive.Gallery;
import nl.schoonnet.testbed.alive.Item;
import nl.schoonnet.testbed.alive.LivingInternet;
import nl.schoonnet.testbed.alive.SteppingClock;
import nl.schoonnet.testbed.alive.Town;
import nl.schoonnet.testbed.alive.TownPlan;
import org.jspecify.annotations.Nullable;

/**
 * One run of the whole loop: a town lives, notices go in, observers look, the report's figures are made. Each run has an
 * internet and a clock of its own; it leaves nothing behind but the files of its folder.
 *
 * @param name of the design
 * @param town what to make
 * @param level how deep looks go
 * @param vantages from where
 * @param follow how long after the last notice events count; looks go on for two days to confirm them
 * @param bootstrap replicates for bands, 0 for none
 */
public record LiveRun(String name, TownPlan town, Level level, List<String> vantages, Duration follow, int bootstrap) {
    /** The norm that is measured. */
    public static final Duration NORM = Duration.ofDays(1);

    /** Looks go on for so long after the last event that counts, to confirm it. */
    static final Duration CONFIRM = Duration.ofDays(2);

    /** Copies. */
    public LiveRun {
        vantages = List.copyOf(vantages);
    }

    /**
     * What came of it.
     *
     * @param looks looks that were made
     * @param matrix what they said beside what was true
     * @param measured what the report says of the looks from all vantage points
     * @param byFirst what it says of those from the first alone, which are the same as if there were no other
     */
    public record Outcome(long looks, ConfusionMatrix matrix, Measured measured, Measured byFirst) {}

    /** Runs it in a temporary folder. */
    public Outcome run() {
        return inTemporaryFolder(this::run);
    }

    static <T> T inTemporaryFolder(Function<Path, T> work) {
        try {
            Path folder = Files.createTempDirectory("schoonnet-live");
            try {
                return work.apply(folder);
            } finally {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Is told how far it is, once per simulated day. */
    @FunctionalInterface
    public interface Days {
        /**
         * A day has passed.
         *
         * @param day from 1
         * @param soFar what the report would say now
         */
        void passed(int day, Measured soFar);
    }

    /** Runs it and leaves the files of the report in a folder. */
    private Outcome run(Path folder) {
        Instant cutoff = cutoff();
        SteppingClock clock = new SteppingClock(town.start());
        List<Sighting> looks = new ArrayList<>();
        ConfusionMatrix matrix = new ConfusionMatrix();
        TownFiles files = new TownFiles(folder);
        try (LivingInternet internet = new LivingInternet(town.build(), clock, vantages);
                Watch watch = new Watch(internet, clock, vantages(internet, clock), level, NORM, look -> {
                    looks.add(look);
                    matrix.add(look.scene().truth(), look.told(), look.judgement());
                })) {
            files.writeRegistry(internet.town());
            watch.until(cutoff.plus(CONFIRM));
            files.writeNotices(internet, cutoff);
            files.writeSightings(internet, looks);
            Measured measured = measured(files, files.facts(), internet, cutoff);
            if (vantages.size() == 1) {
                return new Outcome(looks.size(), matrix, measured, measured);
            }
            files.writeSightings(
                    internet,
                    looks.stream()
                            .filter(look -> look.vantage().equals(vantages.getFirst()))
                            .toList());
            return new Outcome(looks.size(), matrix, measured, measured(files, files.facts(), internet, cutoff));
        }
    }

    /** Events after it don't count. */
    public Instant cutoff() {
        return town.start().plus(town.notices()).plus(follow);
    }

    private List<Vantage> vantages(LivingInternet internet, SteppingClock clock) {
        return vantages.stream()
                .map(vantage -> new Vantage(vantage, internet, internet.proxyPort(vantage), clock, town.seed()))
                .toList();
    }

    /** What the report says of facts from anywhere, with the registry of the files. */
    Measured measured(TownFiles files, Facts facts, LivingInternet internet, Instant cutoff) {
        Figures figures = FigureRun.of(
                PopulationReader.read(files.selection(facts, cutoff), new ReadingLog()),
                settings(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                part -> {});
        Figures.ShareFigure share = figures.headline().offNetworkOrInaccessibleWithinNorm();
        List<Item> measured = internet.town().items().stream()
                .filter(item -> item.origin().isBefore(cutoff))
                .toList();
        long within = measured.stream().filter(LiveRun::endedWithin).count();
        return new Measured(
                figures.items(),
                (double) within / measured.size(),
                town.shareWithin((double) NORM.toHours()),
                orNaN(share.estimate().value()),
                share.estimator(),
                ends(share.estimate().low(), share.estimate().high()),
                share.low(),
                share.high(),
                ends(share.intervalLow(), share.intervalHigh()),
                figures.headline().open());
    }

    /** Off this provider's network, or made inaccessible: what the headline asks for. A move ends it there too. */
    private static boolean endedWithin(Item item) {
        return item.kind() != Item.Kind.STAYS
                && !item.end().isAfter(item.origin().plus(NORM));
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static Optional<Measured.Ends> ends(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? Optional.empty() : Optional.of(new Measured.Ends(low, high));
    }

    private FigureSettings settings() {
        return new FigureSettings(
                NORM,
                20,
                10,
                bootstrap,
                town.seed(),
                null,
                null,
                "",
                name,
                new TreeMap<>(),
                "internal",
                null,
                null,
                true);
    }

    /**
     * Looks at a gallery of every scene, twice, from two vantage points.
     *
     * @param copies sites per scene
     */
    public static ConfusionMatrix gallery(Level level, int copies, long seed) {
        ConfusionMatrix matrix = new ConfusionMatrix();
        gallery(level, copies, true, seed, look -> matrix.add(look.scene().truth(), look.told(), look.judgement()));
        return matrix;
    }

    static void gallery(Level level, int copies, boolean silent, long seed, Consumer<Sighting> log) {
        Instant start = Instant.parse("2026-03-02T10:00:00Z");
        SteppingClock clock = new SteppingClock(start);
        Town town = Gallery.town(seed, copies, silent, "zuid", start, start.plus(Duration.ofHours(1)));
        List<String> vantages = List.of("noord", "zuid");
        try (LivingInternet internet = new LivingInternet(town, clock, vantages)) {
            List<Vantage> points = vantages.stream()
                    .map(name -> new Vantage(name, internet, internet.proxyPort(name), clock, seed))
                    .toList();
            try (Watch watch = new Watch(internet, clock, points, level, NORM, log)) {
                watch.visit(start.plus(Duration.ofMinutes(1)));
                watch.visit(start.plus(Duration.ofHours(2)));
            }
        }
    }
}
