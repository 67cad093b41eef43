// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Few wide substrings with the numbers of the entries only: 84 bytes a hash (32 the hash, 8 the reference, 4 in each of 11
 * tables) and 604 MB of directories, however many hashes.
 *
 * <p>A question goes through the tables one by one, in four steps: it reads where its buckets lie, touches them, gathers
 * their entries and touches their hashes, and compares. So the waits for memory overlap.
 */
final class WidePdqIndex extends PdqIndex {
    private final Substrings cut;
    private final Buckets[] tables;

    WidePdqIndex(Entries entries, Scan scan, Substrings cut) {
        super(entries, scan);
        if (cut.mostProbes() > PdqHits.BUCKETS) {
            throw new IllegalArgumentException("a substring has too many neighbours");
        }
        this.cut = cut;
        tables = Buckets.ofAll(cut, entries.words(), false);
    }

    @Override
    void findNear(int radius, PdqHits hits) {
        long sum = 0;
        for (int question = 0; question < hits.questions(); question++) {
            for (int table = 0; table < tables.length; table++) {
                if (cut.radii(radius)[table] >= 0) {
                    sum += find(question, radius, table, hits);
                }
            }
        }
        Touched.keep(sum);
    }

    private long find(int question, int radius, int table, PdqHits hits) {
        long w0 = hits.questionWord(question, 0);
        long w1 = hits.questionWord(question, 1);
        long w2 = hits.questionWord(question, 2);
        long w3 = hits.questionWord(question, 3);
        int[] radii = cut.radii(radius);
        int[] starts = hits.starts();
        int[] ends = hits.ends();
        int[] directory = tables[table].starts();
        int[] flips = cut.flips(table);
        int value = cut.value(table, w0, w1, w2, w3);
        int probes = cut.probes(table, radii[table]);
        for (int probe = 0; probe < probes; probe++) {
            int neighbour = value ^ flips[probe];
            starts[probe] = directory[neighbour];
            ends[probe] = directory[neighbour + 1];
        }
        int[] bucketed = tables[table].entries();
        long sum = 0;
        int count = 0;
        for (int probe = 0; probe < probes; probe++) {
            if (starts[probe] < ends[probe]) {
                sum += bucketed[starts[probe]];
                count += ends[probe] - starts[probe];
            }
        }
        int[] candidates = hits.candidates(count);
        long[][] words = entries().words();
        long[] first = words[0];
        long[] second = words[1];
        int gathered = 0;
        for (int probe = 0; probe < probes; probe++) {
            for (int i = starts[probe]; i < ends[probe]; i++) {
                int entry = bucketed[i];
                candidates[gathered++] = entry;
                sum += first[entry] + second[entry];
            }
        }
        for (int i = 0; i < gathered; i++) {
            int entry = candidates[i];
            if (Long.bitCount(first[entry] ^ w0) + Long.bitCount(second[entry] ^ w1) <= radius) {
                int distance = distance(entry, w0, w1, w2, w3);
                if (distance <= radius && !foundBefore(cut, table, radii, entry, w0, w1, w2, w3)) {
                    hits.add(question, entry, distance);
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
