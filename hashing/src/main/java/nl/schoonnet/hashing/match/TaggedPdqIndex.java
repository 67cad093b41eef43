// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * 16 substrings of 16 bits, and beside each entry of a bucket the 128 bits of its hash that the substring is not from: a
 * bucket is scanned from front to back, and only what is near in these is looked up. 360 bytes a hash (32 the hash, 8 the
 * reference, 20 in each of 16 tables) and 4 MB of directories.
 *
 * <p>A question goes through some tables at a time, in three steps: it reads where its buckets lie, touches them, and compares.
 * So the waits for memory overlap.
 */
final class TaggedPdqIndex extends PdqIndex {
    /** The most hashes: three longs each in one array while it is made. */
    static final int MAX_SIZE = 1 << 29;

    private static final Substrings CUT = Substrings.SIXTEEN;
    private static final int TABLES_TOGETHER = 4;

    /** Longs in a line of the cache, and how many a bucket are touched ahead; the hardware sees what comes after these. */
    private static final int LINE = 8;

    private static final int TOUCHED = 8 * LINE;

    private final ScanKernel kernel;
    private final Buckets[] tables;

    TaggedPdqIndex(Entries entries, Scan scan) {
        super(entries, scan);
        kernel = scan.kernel();
        if (entries.size() > MAX_SIZE) {
            throw new IllegalArgumentException("too many hashes for one index: " + entries.size());
        }
        tables = Buckets.ofAll(CUT, entries.words(), true);
    }

    @Override
    void findNear(int radius, PdqHits hits) {
        long sum = 0;
        for (int question = 0; question < hits.questions(); question++) {
            for (int table = 0; table < CUT.count(); table += TABLES_TOGETHER) {
                sum += find(question, radius, table, table + TABLES_TOGETHER, hits);
            }
        }
        Touched.keep(sum);
    }

    private long find(int question, int radius, int fromTable, int toTable, PdqHits hits) {
        long w0 = hits.questionWord(question, 0);
        long w1 = hits.questionWord(question, 1);
        long w2 = hits.questionWord(question, 2);
        long w3 = hits.questionWord(question, 3);
        int[] radii = CUT.radii(radius);
        int[] starts = hits.starts();
        int[] ends = hits.ends();
        int bucket = 0;
        for (int table = fromTable; table < toTable && radii[table] >= 0; table++) {
            int[] directory = tables[table].starts();
            int[] flips = CUT.flips(table);
            int value = CUT.value(table, w0, w1, w2, w3);
            int probes = CUT.probes(table, radii[table]);
            for (int probe = 0; probe < probes; probe++, bucket++) {
                int neighbour = value ^ flips[probe];
                starts[bucket] = directory[neighbour];
                ends[bucket] = directory[neighbour + 1];
            }
        }
        long sum = 0;
        bucket = 0;
        for (int table = fromTable; table < toTable && radii[table] >= 0; table++) {
            long[] first = tables[table].firstTags();
            long[] second = tables[table].secondTags();
            int probes = CUT.probes(table, radii[table]);
            for (int probe = 0; probe < probes; probe++, bucket++) {
                int end = Math.min(ends[bucket], starts[bucket] + TOUCHED);
                for (int i = starts[bucket]; i < end; i += LINE) {
                    sum += first[i] + second[i];
                }
            }
        }
        bucket = 0;
        for (int table = fromTable; table < toTable && radii[table] >= 0; table++) {
            long[] first = tables[table].firstTags();
            long[] second = tables[table].secondTags();
            long x = CUT.isOfFront(table) ? w2 : w0;
            long y = CUT.isOfFront(table) ? w3 : w1;
            int probes = CUT.probes(table, radii[table]);
            for (int probe = 0; probe < probes; probe++, bucket++) {
                int end = ends[bucket];
                if (kernel.least(first, second, starts[bucket], end, x, y) > radius) {
                    continue;
                }
                for (int i = starts[bucket]; i < end; i++) {
                    if (Long.bitCount(first[i] ^ x) + Long.bitCount(second[i] ^ y) <= radius) {
                        int entry = tables[table].entries()[i];
                        int distance = distance(entry, w0, w1, w2, w3);
                        if (distance <= radius && !foundBefore(CUT, table, radii, entry, w0, w1, w2, w3)) {
                            hits.add(question, entry, distance);
                        }
                    }
                }
            }
        }
        return sum;
    }

    @Override
    public long bytes() {
        return super.bytes() + Buckets.bytes(tables);
    }
}
