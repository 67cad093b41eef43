// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Compares every hash with every question, a tile of hashes that stays in the first cache with all questions before the next.
 * Most tiles are done with after the least distance of their first 128 bits, which is never more than that of all 256.
 */
final class Scan {
    private static final int TILE = 1_024;

    /** Beyond this the first 128 bits of random hashes are near too often for a first look to pay. */
    private static final int MAX_FIRST_LOOK = 44;

    private final ScanKernel kernel;

    Scan(ScanKernel kernel) {
        this.kernel = kernel;
    }

    ScanKernel kernel() {
        return kernel;
    }

    /**
     * Adds what is near to the hits.
     *
     * @param words hashes in columns
     * @param size how many of them
     * @param radius 0 to 256
     */
    void find(long[][] words, int size, int radius, PdqHits hits) {
        for (int from = 0; from < size; from += TILE) {
            int to = Math.min(size, from + TILE);
            for (int question = 0; question < hits.questions(); question++) {
                long w0 = hits.questionWord(question, 0);
                long w1 = hits.questionWord(question, 1);
                if (radius > MAX_FIRST_LOOK || kernel.least(words[0], words[1], from, to, w0, w1) <= radius) {
                    compareAll(words, from, to, question, radius, hits);
                }
            }
        }
    }

    private static void compareAll(long[][] words, int from, int to, int question, int radius, PdqHits hits) {
        long w0 = hits.questionWord(question, 0);
        long w1 = hits.questionWord(question, 1);
        long w2 = hits.questionWord(question, 2);
        long w3 = hits.questionWord(question, 3);
        for (int i = from; i < to; i++) {
            int distance = Long.bitCount(words[0][i] ^ w0) + Long.bitCount(words[1][i] ^ w1);
            if (distance <= radius) {
                distance += Long.bitCount(words[2][i] ^ w2) + Long.bitCount(words[3][i] ^ w3);
                if (distance <= radius) {
                    hits.add(question, i, distance);
                }
            }
        }
    }
}
