// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.hashing.match.ExactChanges;
import nl.schoonnet.hashing.match.ExactKind;
import nl.schoonnet.hashing.match.ExactMatcher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Exact look-ups a second on one core: 2^20 MD5 digests, looked up 8,192 at a time or one by one. Prints the memory a key. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xms6g", "-Xmx6g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages"})
public class ExactLookupBenchmark {
    private static final ExactKind KIND = ExactKind.MD5;
    private static final int QUESTIONS = 1 << 20;
    private static final int TOGETHER = 1 << 13;

    /** How many digests are listed. */
    @Param("10000000")
    private int size;

    /** How many questions of a thousand are about listed ones. */
    @Param({"1", "500"})
    private int hitsPerThousand;

    /** How they lie in memory. */
    @Param({"FAST", "COMPACT"})
    private ExactMatcher.Layout layout = ExactMatcher.Layout.FAST;

    private ExactMatcher matcher = new ExactMatcher(KIND, ExactMatcher.Layout.FAST);
    private byte[] questions = {};
    private final byte[] question = new byte[16];
    private final long[] references = new long[TOGETHER];

    /** Lists the digests, checks what is found, and prints what they take. */
    @Setup
    public void setUp() {
        Splitmix listed = new Splitmix(42);
        Splitmix others = new Splitmix(43);
        Splitmix choices = new Splitmix(44);
        matcher = new ExactMatcher(KIND, layout);
        ExactChanges changes = new ExactChanges(KIND);
        for (int i = 0; i < size; i++) {
            changes.add(digest(listed, i), i);
        }
        matcher.apply(changes, size);
        ByteBuffer all = ByteBuffer.allocate(QUESTIONS * KIND.bytes());
        long expected = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            if (Long.remainderUnsigned(choices.at(2L * i), 1_000) < hitsPerThousand) {
                all.put(digest(listed, Long.remainderUnsigned(choices.at(2L * i + 1), size)));
                expected++;
            } else {
                all.put(digest(others, i));
            }
        }
        questions = all.array();
        long found = together();
        System.out.printf(
                "%n%,d digests, %s, %.1f bytes each, 8 of them the reference; %,d of %,d questions are listed, %,d found%n",
                size, layout, (double) matcher.bytes() / size, expected, QUESTIONS, found);
        if (found != expected) {
            throw new IllegalStateException("not all were found");
        }
    }

    private static byte[] digest(Splitmix numbers, long number) {
        return ByteBuffer.allocate(KIND.bytes())
                .putLong(numbers.at(2 * number))
                .putLong(numbers.at(2 * number + 1))
                .array();
    }

    /** 8,192 at a time. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public long together() {
        long hits = 0;
        for (int at = 0; at < QUESTIONS; at += TOGETHER) {
            hits += matcher.find(questions, at * KIND.bytes(), TOGETHER, references);
        }
        return hits;
    }

    /** One by one. */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public long oneByOne() {
        long hits = 0;
        for (int at = 0; at < questions.length; at += KIND.bytes()) {
            System.arraycopy(questions, at, question, 0, KIND.bytes());
            hits += matcher.find(question) != ExactMatcher.NONE ? 1 : 0;
        }
        return hits;
    }
}
