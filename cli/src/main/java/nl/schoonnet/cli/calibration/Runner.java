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
 * Runs designs one after the other, the data sets of each side by side. The result of a data set depends on its seed alone,
 * and sums are taken in the order of the data sets: any number of threads gives the same table.
 */
final class Runner {
    private static final int BLOCK = 40;

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
            for (Design design : designs) {
                progress.accept("Calibrating " + design.name() + ", " + (results.size() + 1) + " of " + designs.size()
                        + before);
                Result result = run(design, pool);
                before = " (" + ResultTable.line(result) + ")";
                results.add(result);
            }
            return results;
        }
    }

    private Result run(Design design, ForkJoinPool pool) {
        int wanted = switch (effort) {
            case SMALL -> design.small();
            case FULL -> design.deciding();
        };
        List<Outcome> known = journal.of(design);
        List<Outcome> outcomes = new ArrayList<>(known.subList(0, Math.min(wanted, known.size())));
        while (outcomes.size() < wanted && clock.instant().isBefore(deadline)) {
            int from = outcomes.size();
            // A town takes many seconds: as many as run side by side are kept as soon as they are there.
            boolean towns = design.deciding() < Design.DECIDING;
            int to = Math.min(wanted, from + (towns ? threads : BLOCK));
            Instant began = clock.instant();
            List<Outcome> block = block(design, from, to, pool);
            journal.add(design, from, block);
            outcomes.addAll(block);
            if (towns) {
                double seconds = Duration.between(began, clock.instant()).toMillis() / 1_000.0 / block.size();
                progress.accept(String.format(
                        Locale.ROOT, "Calibrating %s: %d of %d, %.1f s each", design.name(), to, wanted, seconds));
            }
        }
        return new Result(design, outcomes);
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
