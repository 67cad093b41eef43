// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** With the Vector API. Loaded only where {@code jdk.incubator.vector} is. */
final class VectorScanKernel implements ScanKernel {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;

    @Override
    public String description() {
        return "vectors of " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public int least(long[] first, long[] second, int from, int to, long questionFirst, long questionSecond) {
        LongVector x = LongVector.broadcast(SPECIES, questionFirst);
        LongVector y = LongVector.broadcast(SPECIES, questionSecond);
        LongVector vectorLeast = LongVector.broadcast(SPECIES, Integer.MAX_VALUE);
        int bound = from + SPECIES.loopBound(to - from);
        int i = from;
        for (; i < bound; i += SPECIES.length()) {
            LongVector a = LongVector.fromArray(SPECIES, first, i)
                    .lanewise(VectorOperators.XOR, x)
                    .lanewise(VectorOperators.BIT_COUNT);
            LongVector b = LongVector.fromArray(SPECIES, second, i)
                    .lanewise(VectorOperators.XOR, y)
                    .lanewise(VectorOperators.BIT_COUNT);
            vectorLeast = vectorLeast.min(a.add(b));
        }
        int least = (int) vectorLeast.reduceLanes(VectorOperators.MIN);
        for (; i < to; i++) {
            least = Math.min(
                    least, Long.bitCount(first[i] ^ questionFirst) + Long.bitCount(second[i] ^ questionSecond));
        }
        return least;
    }
}
