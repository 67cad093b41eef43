// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/** In plain Java, in the form that C2 turns into vector instructions: one minimum over plain indexes, no branch. */
final class PlainScanKernel implements ScanKernel {
    @Override
    public String description() {
        return "plain";
    }

    @Override
    public int least(long[] first, long[] second, int from, int to, long questionFirst, long questionSecond) {
        int least = Integer.MAX_VALUE;
        for (int i = from; i < to; i++) {
            least = Math.min(
                    least, Long.bitCount(first[i] ^ questionFirst) + Long.bitCount(second[i] ^ questionSecond));
        }
        return least;
    }
}
