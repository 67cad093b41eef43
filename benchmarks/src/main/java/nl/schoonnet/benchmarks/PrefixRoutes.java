// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.internet.network.PrefixTable;

/**
 * A made table of 1.2 million prefixes, 1,000,000 IPv4 and 200,000 IPv6, with lengths about as they are announced, and
 * addresses drawn uniformly from the space that its prefixes cover.
 *
 * <p>Lengths per thousand follow the shape that is published for the global table: IPv4 about 60% /24, 10% /22 and /23
 * each, the rest /8 to /21; IPv6 about 45% /48, the rest mostly /32 to /47. Blocks come from 45,000 /16 and 12,000 /28 so
 * that prefixes nest as allocations do.
 */
final class PrefixRoutes {
    static final int IPV4_PREFIXES = 1_000_000;
    static final int IPV6_PREFIXES = 200_000;
    private static final int ORIGINS = 75_000;

    /** Length, then how many per thousand. */
    private static final int[][] IPV4_LENGTHS = {
        {24, 605}, {23, 100}, {22, 112}, {21, 50}, {20, 45}, {19, 25}, {18, 14}, {17, 9}, {16, 34}, {15, 2}, {14, 2},
        {13, 1}, {12, 1}
    };

    private static final int[][] IPV6_LENGTHS = {
        {48, 460}, {47, 35}, {46, 45}, {45, 20}, {44, 90}, {42, 20}, {40, 90}, {36, 55}, {34, 15}, {33, 20}, {32, 130},
        {29, 20}
    };

    private final RandomGenerator random;
    private final long[] blocks = new long[45_000];
    private final long[] blocks6 = new long[12_000];
    private final Set<Prefix> prefixes = new HashSet<>(2_000_000);

    PrefixRoutes(long seed) {
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < blocks.length; i++) {
            // 1.0.0.0 to 223.255.0.0
            blocks[i] = (long) (1 + random.nextInt(223)) << 24 | (long) random.nextInt(256) << 16;
        }
        for (int i = 0; i < blocks6.length; i++) {
            // 2001::/16 to 2c0f::/16
            blocks6[i] = (0x2001L + random.nextInt(0xC0E)) << 48 | (long) random.nextInt(1 << 12) << 36;
        }
        while (prefixes.size() < IPV4_PREFIXES) {
            long address = blocks[random.nextInt(blocks.length)] | random.nextInt(1 << 16);
            prefixes.add(Prefix.around(IpAddress.ofIpv4((int) address), length(IPV4_LENGTHS)));
        }
        while (prefixes.size() < IPV4_PREFIXES + IPV6_PREFIXES) {
            long high = blocks6[random.nextInt(blocks6.length)] | random.nextLong() >>> 28;
            prefixes.add(Prefix.around(new IpAddress(high, 0), length(IPV6_LENGTHS)));
        }
    }

    private int length(int[][] perThousand) {
        int draw = random.nextInt(1000);
        for (int[] each : perThousand) {
            draw -= each[1];
            if (draw < 0) {
                return each[0];
            }
        }
        throw new IllegalStateException("lengths don't add up to a thousand");
    }

    PrefixTable table() {
        PrefixTable.Builder builder = PrefixTable.builder();
        for (Prefix prefix : prefixes) {
            builder.add(prefix, random.nextInt(ORIGINS));
        }
        return builder.build();
    }

    /** Uniform over IPv4 space, kept if announced: uniform over announced space, in random order. */
    int[] ipv4(PrefixTable table, int count) {
        int[] addresses = new int[count];
        int kept = 0;
        while (kept < count) {
            int address = random.nextInt();
            if (table.findIpv4(address) != PrefixTable.ABSENT) {
                addresses[kept++] = address;
            }
        }
        return addresses;
    }

    /**
     * Uniform over the announced IPv6 space: uniform over the blocks of 28 bits that hold all made prefixes (29 bits and
     * longer), kept if announced. High and low words alternate.
     */
    long[] ipv6(PrefixTable table, int count) {
        long[] distinct = Arrays.stream(blocks6).distinct().toArray();
        long[] addresses = new long[2 * count];
        int kept = 0;
        while (kept < count) {
            long high = distinct[random.nextInt(distinct.length)] | random.nextLong() >>> 28;
            long low = random.nextLong();
            if (table.findIpv6(high, low) != PrefixTable.ABSENT) {
                addresses[2 * kept] = high;
                addresses[2 * kept + 1] = low;
                kept++;
            }
        }
        return addresses;
    }
}
