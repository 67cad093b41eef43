// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs designs one after the other, the data sets of each side by side; designs that share their data sets go together. The
 * result of a data set depends on its seed alone, and sums are taken in the order of the data sets: any number of threads gives
 * the same table.
 */
final class Runner {
    private static final int BLOCK = 40;

    /** A town takes seconds: what an interruption costs is a few of them. */
    private static final int TOWNS = 8;

    private final Calibration.Effort effort;
    private final InstantSource clock;
    private final Instant deadline;
    private final int threads;
    private final Consumer<String> progress;
    private final Journal journal;

    /**
     * @param limit no design is begun or gone on with after this much time
     * @param journal what is finished already, and where the rest is kept
     */
    Runner(
            Calibration.Effort effort,
            InstantSource clock,
            Duration limit,
            int threads,
            Consumer<String> progress,
            Journal journal) {
        this.effort = effort;
        this.clock = clock;
        this.deadline = clock.instant().plus(limit);
        this.threads = threads;
        this.progress = progress;
        this.journal = journal;
    }

    List<Result> run(List<Design> designs) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            List<Result> results = new ArrayList<>();
            String before = "";
            while (results.size() < designs.size()) {
                Design first = designs.get(results.size());
                List<Design> together = designs.subList(results.size(), designs.size()).stream()
                        .takeWhile(design -> design.drawn().equals(first.drawn()))
                        .toList();
                progress.accept(
                        "Calibrating " + first.name() + ", " + (results.size() + 1) + " of " + designs.size() + before);
                results.addAll(run(together, pool));
                before = " (" + ResultTable.line(results.getLast()) + ")";
            }
            return results;
        }
    }

    private List<Result> run(List<Design> together, ForkJoinPool pool) {
        Design first = together.getFirst();
        int wanted = switch (effort) {
            case SMALL -> first.small();
            case FULL -> first.deciding();
        };
        boolean towns = first.deciding() < Design.DECIDING;
        List<List<Outcome>> outcomes = new ArrayList<>();
        for (Design design : together) {
            List<Outcome> known = journal.of(design);
            outcomes.add(new ArrayList<>(known.subList(0, Math.min(wanted, known.size()))));
        }
        for (int done = fewest(outcomes);
                done < wanted && clock.instant().isBefore(deadline);
                done = fewest(outcomes)) {
            int to = Math.min(wanted, done + (towns ? threads * TOWNS : BLOCK));
            Instant began = clock.instant();
            for (int i = 0; i < together.size(); i++) {
                int from = outcomes.get(i).size();
                List<Outcome> block = block(together.get(i), from, to, pool);
                journal.add(together.get(i), from, block);
                outcomes.get(i).addAll(block);
            }
            if (towns) {
                double seconds = Duration.between(began, clock.instant()).toMillis() / 1_000.0 / (to - done);
                progress.accept(String.format(
                        Locale.ROOT, "Calibrating %s: %d of %d, %.1f s each", first.drawn(), to, wanted, seconds));
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < together.size(); i++) {
            results.add(new Result(together.get(i), outcomes.get(i)));
        }
        return results;
    }

    private static int fewest(List<List<Outcome>> outcomes) {
        return outcomes.stream().mapToInt(List::size).min().orElse(0);
    }

    private static List<Outcome> block(Design design, int from, int to, ForkJoinPool pool) {
        long seed = design.seed();
        try {
            return pool.submit(() -> IntStream.range(from, to)
                            .parallel()
                            .mapToObj(r -> design.trial().run(Seeds.replication(seed, r)))
                            .toList())
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Design " + design.name() + " failed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }
}
