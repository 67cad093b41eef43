// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import nl.schoonnet.hashing.pdq.PdqHash;
import org.junit.jupiter.api.Test;

/**
 * Readers ask while a writer adds and withdraws and 100 merges swap segments; every answer is checked against what was
 * acknowledged before the question and begun before the answer.
 *
 * <p>A hash's number of changes is odd while it is listed, and its reference tells how often it was changed. The writer counts
 * up {@code begun} before and {@code done} after each change: an answer must be that of some count from done-before to
 * begun-after.
 */
class SwapUnderLoadTests {
    private static final int HASHES = 2_000;
    private static final int SWAPS = 100;
    private static final int DELTA_LIMIT = 200;
    private static final int QUESTIONS_A_SWAP = 100;

    private final AtomicIntegerArray begun = new AtomicIntegerArray(HASHES);
    private final AtomicIntegerArray done = new AtomicIntegerArray(HASHES);
    private final AtomicBoolean finished = new AtomicBoolean();
    private final LongAdder asked = new LongAdder();

    @Test
    void digests_are_answered_rightly_while_segments_are_swapped() throws Exception {
        ExactMatcher matcher = new ExactMatcher(
                ExactKind.SHA256, ExactMatcher.Layout.FAST, DELTA_LIMIT, Entries.none(ExactKind.SHA256.words()), 0);
        byte[] digests = new byte[HASHES * 32];
        new SplittableRandom(31).nextBytes(digests);
        run(
                (numbers, counts) -> {
                    ExactChanges changes = new ExactChanges(ExactKind.SHA256);
                    for (int i = 0; i < numbers.length; i++) {
                        byte[] digest = java.util.Arrays.copyOfRange(digests, 32 * numbers[i], 32 * numbers[i] + 32);
                        if (counts[i] % 2 == 1) {
                            changes.add(digest, reference(numbers[i], counts[i]));
                        } else {
                            changes.withdraw(digest);
                        }
                    }
                    matcher.apply(changes, 0);
                },
                matcher::compact,
                () -> {
                    byte[] question = new byte[32];
                    return number -> {
                        System.arraycopy(digests, 32 * number, question, 0, 32);
                        return matcher.find(question);
                    };
                });
        long[] references = new long[HASHES];
        matcher.find(digests, 0, HASHES, references);
        for (int number = 0; number < HASHES; number++) {
            assertThat(references[number]).isEqualTo(answer(number, done.get(number)));
        }
    }

    @Test
    void near_hashes_are_answered_rightly_while_segments_are_swapped() throws Exception {
        PdqMatcher matcher = new PdqMatcher(PdqMatcher.Layout.FAST, DELTA_LIMIT, Entries.none(PdqIndex.WORDS), 0);
        SplittableRandom random = new SplittableRandom(32);
        List<PdqHash> hashes = new ArrayList<>();
        for (int i = 0; i < HASHES; i++) {
            hashes.add(new PdqHash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
        }
        run(
                (numbers, counts) -> {
                    PdqChanges changes = new PdqChanges();
                    for (int i = 0; i < numbers.length; i++) {
                        if (counts[i] % 2 == 1) {
                            changes.add(hashes.get(numbers[i]), reference(numbers[i], counts[i]));
                        } else {
                            changes.withdraw(hashes.get(numbers[i]));
                        }
                    }
                    matcher.apply(changes, 0);
                },
                matcher::compact,
                () -> {
                    PdqHits hits = new PdqHits();
                    return number -> {
                        PdqHash hash = hashes.get(number);
                        matcher.find(
                                new PdqHash(
                                        hash.bits255to192() ^ 0xFF,
                                        hash.bits191to128(),
                                        hash.bits127to64() ^ 0xFF00,
                                        hash.bits63to0()),
                                31,
                                hits);
                        assertThat(hits.size()).isLessThanOrEqualTo(1);
                        return hits.size() == 0 ? ExactMatcher.NONE : hits.reference(0);
                    };
                });
    }

    private static long reference(int number, int count) {
        return (long) number << 32 | count;
    }

    private static long answer(int number, int count) {
        return count % 2 == 1 ? reference(number, count) : ExactMatcher.NONE;
    }

    private interface Writer {
        void change(int[] numbers, int[] counts);
    }

    private interface Reader {
        long ask(int number);
    }

    private void run(Writer writer, Runnable merge, java.util.function.Supplier<Reader> readers) throws Exception {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> reading = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                int seed = reader;
                reading.add(threads.submit(() -> read(readers.get(), new SplittableRandom(seed))));
            }
            Future<Integer> writing = threads.submit(() -> write(writer));
            try {
                for (int swap = 0; swap < SWAPS; swap++) {
                    merge.run();
                    long until = asked.sum() + QUESTIONS_A_SWAP;
                    while (asked.sum() < until && reading.stream().noneMatch(Future::isDone) && !writing.isDone()) {
                        Thread.onSpinWait();
                    }
                }
            } finally {
                finished.set(true);
            }
            assertThat(writing.get()).isPositive();
            for (Future<Integer> each : reading) {
                assertThat(each.get()).isPositive();
            }
        }
    }

    private int write(Writer writer) {
        SplittableRandom random = new SplittableRandom(33);
        int changes = 0;
        while (!finished.get() || changes == 0) {
            // Now and then more than a delta takes.
            int size = random.nextInt(50) == 0 ? DELTA_LIMIT + 50 : 1 + random.nextInt(20);
            int[] numbers = random.ints(0, HASHES).distinct().limit(size).toArray();
            int[] counts = new int[size];
            for (int i = 0; i < size; i++) {
                counts[i] = begun.incrementAndGet(numbers[i]);
            }
            writer.change(numbers, counts);
            for (int number : numbers) {
                done.incrementAndGet(number);
            }
            changes += size;
        }
        return changes;
    }

    private int read(Reader reader, SplittableRandom random) {
        int questions = 0;
        while (!finished.get() || questions == 0) {
            int number = random.nextInt(HASHES);
            int from = done.get(number);
            long found = reader.ask(number);
            int to = begun.get(number);
            boolean right = false;
            for (int count = from; count <= to; count++) {
                right |= found == answer(number, count);
            }
            assertThat(right).as("after %d to %d changes: %d", from, to, found).isTrue();
            questions++;
            asked.increment();
        }
        return questions;
    }
}
