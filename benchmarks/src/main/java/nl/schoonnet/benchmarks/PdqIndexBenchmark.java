// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import nl.schoonnet.hashing.match.PdqHits;
import nl.schoonnet.hashing.match.PdqMatcher;
import nl.schoonnet.hashing.pdq.PdqHash;
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

/** PDQ questions a second on one core, radius 31, over {@link PdqData}. Prints what was found and the memory a hash. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
        value = 1,
        jvmArgs = {
            "-Xms14g",
            "-Xmx14g",
            "-XX:+UseParallelGC",
            "-XX:+UseTransparentHugePages",
            "--add-modules=jdk.incubator.vector"
        })
public class PdqIndexBenchmark {
    private static final int QUESTIONS = 1 << 12;
    private static final int TOGETHER = 64;

    /** How many hashes are listed. */
    @Param({"1000000", "5000000", "10000000"})
    private int size;

    /** How they lie in memory. */
    @Param({"FAST", "COMPACT", "SCAN"})
    private PdqMatcher.Layout layout = PdqMatcher.Layout.FAST;

    private PdqMatcher matcher = new PdqMatcher(PdqMatcher.Layout.FAST);
    private List<PdqHash> questions = List.of();
    private final PdqHits hits = new PdqHits();
    private int next;

    /** Lists the hashes and prints what they take and what is found. */
    @Setup
    public void setUp() {
        PdqData data = new PdqData(size);
        long begun = System.nanoTime();
        matcher = data.matcher(layout);
        System.out.printf(
                "%n%,d hashes, %s, %.1f bytes a hash, made in %.1f s, scanned %s%n",
                size,
                layout,
                (double) matcher.bytes() / size,
                (System.nanoTime() - begun) / 1e9,
                PdqMatcher.scanning());
        questions = data.questions(QUESTIONS);
        System.out.println(PdqData.found(matcher, questions));
    }

    /** One question after the other. */
    @Benchmark
    public int oneByOne() {
        matcher.find(questions.get(next++ & QUESTIONS - 1), PdqData.RADIUS, hits);
        return hits.size();
    }

    /** 64 at a time. */
    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public int together() {
        int from = next++ * TOGETHER & QUESTIONS - 1;
        matcher.find(questions.subList(from, from + TOGETHER), PdqData.RADIUS, hits);
        return hits.size();
    }
}
