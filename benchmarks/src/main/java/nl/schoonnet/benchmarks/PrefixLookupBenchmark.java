// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.util.concurrent.TimeUnit;
import nl.schoonnet.internet.network.PrefixTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Longest-prefix look-ups on one core: 2^20 shuffled addresses, drawn uniformly from announced space. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1500m", "-Xmx1500m"})
public class PrefixLookupBenchmark {
    private static final int ADDRESSES = 1 << 20;
    private static final long SEED = 20_240_131;

    private PrefixTable table = PrefixTable.builder().build();
    private int[] ipv4 = {};
    private long[] ipv6 = {};

    /** Makes the table and prints what it holds in memory: its own arrays, and the difference of the heap. */
    @Setup
    public void setUp() {
        PrefixRoutes routes = new PrefixRoutes(SEED);
        long before = usedHeap();
        table = routes.table();
        long after = usedHeap();
        System.out.printf(
                "%n%,d prefixes, arrays %.1f MB, heap grew by %.1f MB%n",
                table.size(), table.bytes() / 1e6, (after - before) / 1e6);
        ipv4 = routes.ipv4(table, ADDRESSES);
        ipv6 = routes.ipv6(table, ADDRESSES);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    /** IPv4 look-ups a second. */
    @Benchmark
    @OperationsPerInvocation(ADDRESSES)
    public long ipv4() {
        long sum = 0;
        for (int address : ipv4) {
            sum += table.findIpv4(address);
        }
        return sum;
    }

    /** IPv6 look-ups a second. */
    @Benchmark
    @OperationsPerInvocation(ADDRESSES)
    public long ipv6() {
        long sum = 0;
        for (int at = 0; at < ipv6.length; at += 2) {
            sum += table.findIpv6(ipv6[at], ipv6[at + 1]);
        }
        return sum;
    }
}
