// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight sums in one vector of 256 bits: a lane is a row. Squares of eight by eight samples are turned on their way in, so that a
 * vector holds one column, and back on their way out.
 *
 * <p>Needs the module {@code jdk.incubator.vector}; nothing but {@link RowSums#fastest} may name this class.
 */
final class VectorRowSums implements RowSums {
    private static final VectorSpecies<Float> ROW = FloatVector.SPECIES_256;

    // Lanes change places with the one whose number differs in one bit; a mask has the lanes that have that bit.
    private static final VectorShuffle<Float> SWAP_1 = swap(1);
    private static final VectorShuffle<Float> SWAP_2 = swap(2);
    private static final VectorShuffle<Float> SWAP_4 = swap(4);
    private static final VectorMask<Float> ODD_1 = odd(1);
    private static final VectorMask<Float> ODD_2 = odd(2);
    private static final VectorMask<Float> ODD_4 = odd(4);

    /** Whether this processor does these vectors in one instruction; else they are far slower than plain Java. */
    static boolean isWorthIt() {
        return FloatVector.SPECIES_PREFERRED.length() >= ROWS;
    }

    @Override
    public String name() {
        return "Vector API, " + ROW.vectorBitSize() + " bits";
    }

    @Override
    public void averages(Box box, float[][] in, float[] counts, float[][] out) {
        float[] columns = new float[(box.window() + box.steps() + SLACK) * ROWS];
        FloatVector sum = FloatVector.zero(ROW);
        for (int t = 0; t < box.steps(); t += ROWS) {
            turnIn(in, box.window() + t, columns);
            sum = average(columns, box.window(), t, counts, sum, out);
        }
    }

    @Override
    public void sumsAt(Box box, float[][] in, int[] points, float[][] out) {
        float[] columns = new float[(box.window() + box.steps() + SLACK) * ROWS];
        float[] sums = new float[(box.steps() + SLACK) * ROWS];
        FloatVector sum = FloatVector.zero(ROW);
        for (int t = 0; t < box.steps(); t += ROWS) {
            turnIn(in, box.window() + t, columns);
            for (int step = t; step < t + ROWS; step++) {
                sum = next(sum, columns, box.window(), step);
                sum.intoArray(sums, step * ROWS);
            }
        }
        for (int r = 0; r < ROWS; r++) {
            for (int p = 0; p < points.length; p++) {
                out[r][p] = sums[points[p] * ROWS + r];
            }
        }
    }

    private static FloatVector next(FloatVector sum, float[] columns, int window, int step) {
        return sum.add(FloatVector.fromArray(ROW, columns, (window + step) * ROWS))
                .sub(FloatVector.fromArray(ROW, columns, step * ROWS));
    }

    /** Eight samples of each row from a place on become eight columns. */
    private static void turnIn(float[][] in, int place, float[] columns) {
        FloatVector a = FloatVector.fromArray(ROW, in[0], place);
        FloatVector b = FloatVector.fromArray(ROW, in[1], place);
        FloatVector c = FloatVector.fromArray(ROW, in[2], place);
        FloatVector d = FloatVector.fromArray(ROW, in[3], place);
        FloatVector e = FloatVector.fromArray(ROW, in[4], place);
        FloatVector f = FloatVector.fromArray(ROW, in[5], place);
        FloatVector g = FloatVector.fromArray(ROW, in[6], place);
        FloatVector h = FloatVector.fromArray(ROW, in[7], place);

        FloatVector a4 = a.blend(e.rearrange(SWAP_4), ODD_4);
        FloatVector b4 = b.blend(f.rearrange(SWAP_4), ODD_4);
        FloatVector c4 = c.blend(g.rearrange(SWAP_4), ODD_4);
        FloatVector d4 = d.blend(h.rearrange(SWAP_4), ODD_4);
        FloatVector e4 = a.rearrange(SWAP_4).blend(e, ODD_4);
        FloatVector f4 = b.rearrange(SWAP_4).blend(f, ODD_4);
        FloatVector g4 = c.rearrange(SWAP_4).blend(g, ODD_4);
        FloatVector h4 = d.rearrange(SWAP_4).blend(h, ODD_4);

        FloatVector a2 = a4.blend(c4.rearrange(SWAP_2), ODD_2);
        FloatVector b2 = b4.blend(d4.rearrange(SWAP_2), ODD_2);
        FloatVector c2 = a4.rearrange(SWAP_2).blend(c4, ODD_2);
        FloatVector d2 = b4.rearrange(SWAP_2).blend(d4, ODD_2);
        FloatVector e2 = e4.blend(g4.rearrange(SWAP_2), ODD_2);
        FloatVector f2 = f4.blend(h4.rearrange(SWAP_2), ODD_2);
        FloatVector g2 = e4.rearrange(SWAP_2).blend(g4, ODD_2);
        FloatVector h2 = f4.rearrange(SWAP_2).blend(h4, ODD_2);

        int to = place * ROWS;
        a2.blend(b2.rearrange(SWAP_1), ODD_1).intoArray(columns, to);
        a2.rearrange(SWAP_1).blend(b2, ODD_1).intoArray(columns, to + ROWS);
        c2.blend(d2.rearrange(SWAP_1), ODD_1).intoArray(columns, to + 2 * ROWS);
        c2.rearrange(SWAP_1).blend(d2, ODD_1).intoArray(columns, to + 3 * ROWS);
        e2.blend(f2.rearrange(SWAP_1), ODD_1).intoArray(columns, to + 4 * ROWS);
        e2.rearrange(SWAP_1).blend(f2, ODD_1).intoArray(columns, to + 5 * ROWS);
        g2.blend(h2.rearrange(SWAP_1), ODD_1).intoArray(columns, to + 6 * ROWS);
        g2.rearrange(SWAP_1).blend(h2, ODD_1).intoArray(columns, to + 7 * ROWS);
    }

    /** Eight steps from {@code t} on, their averages turned back into eight rows; the sum after the last. */
    private static FloatVector average(
            float[] columns, int window, int t, float[] counts, FloatVector before, float[][] out) {
        FloatVector sumA = next(before, columns, window, t);
        FloatVector sumB = next(sumA, columns, window, t + 1);
        FloatVector sumC = next(sumB, columns, window, t + 2);
        FloatVector sumD = next(sumC, columns, window, t + 3);
        FloatVector sumE = next(sumD, columns, window, t + 4);
        FloatVector sumF = next(sumE, columns, window, t + 5);
        FloatVector sumG = next(sumF, columns, window, t + 6);
        FloatVector sumH = next(sumG, columns, window, t + 7);
        FloatVector a = sumA.div(counts[t]);
        FloatVector b = sumB.div(counts[t + 1]);
        FloatVector c = sumC.div(counts[t + 2]);
        FloatVector d = sumD.div(counts[t + 3]);
        FloatVector e = sumE.div(counts[t + 4]);
        FloatVector f = sumF.div(counts[t + 5]);
        FloatVector g = sumG.div(counts[t + 6]);
        FloatVector h = sumH.div(counts[t + 7]);

        FloatVector a4 = a.blend(e.rearrange(SWAP_4), ODD_4);
        FloatVector b4 = b.blend(f.rearrange(SWAP_4), ODD_4);
        FloatVector c4 = c.blend(g.rearrange(SWAP_4), ODD_4);
        FloatVector d4 = d.blend(h.rearrange(SWAP_4), ODD_4);
        FloatVector e4 = a.rearrange(SWAP_4).blend(e, ODD_4);
        FloatVector f4 = b.rearrange(SWAP_4).blend(f, ODD_4);
        FloatVector g4 = c.rearrange(SWAP_4).blend(g, ODD_4);
        FloatVector h4 = d.rearrange(SWAP_4).blend(h, ODD_4);

        FloatVector a2 = a4.blend(c4.rearrange(SWAP_2), ODD_2);
        FloatVector b2 = b4.blend(d4.rearrange(SWAP_2), ODD_2);
        FloatVector c2 = a4.rearrange(SWAP_2).blend(c4, ODD_2);
        FloatVector d2 = b4.rearrange(SWAP_2).blend(d4, ODD_2);
        FloatVector e2 = e4.blend(g4.rearrange(SWAP_2), ODD_2);
        FloatVector f2 = f4.blend(h4.rearrange(SWAP_2), ODD_2);
        FloatVector g2 = e4.rearrange(SWAP_2).blend(g4, ODD_2);
        FloatVector h2 = f4.rearrange(SWAP_2).blend(h4, ODD_2);

        a2.blend(b2.rearrange(SWAP_1), ODD_1).intoArray(out[0], t);
        a2.rearrange(SWAP_1).blend(b2, ODD_1).intoArray(out[1], t);
        c2.blend(d2.rearrange(SWAP_1), ODD_1).intoArray(out[2], t);
        c2.rearrange(SWAP_1).blend(d2, ODD_1).intoArray(out[3], t);
        e2.blend(f2.rearrange(SWAP_1), ODD_1).intoArray(out[4], t);
        e2.rearrange(SWAP_1).blend(f2, ODD_1).intoArray(out[5], t);
        g2.blend(h2.rearrange(SWAP_1), ODD_1).intoArray(out[6], t);
        g2.rearrange(SWAP_1).blend(h2, ODD_1).intoArray(out[7], t);
        return sumH;
    }

    private static VectorShuffle<Float> swap(int bit) {
        return VectorShuffle.fromOp(ROW, lane -> lane ^ bit);
    }

    private static VectorMask<Float> odd(int bit) {
        boolean[] lanes = new boolean[ROWS];
        for (int lane = 0; lane < ROWS; lane++) {
            lanes[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(ROW, lanes, 0);
    }
}
