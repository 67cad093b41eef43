// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/**
 * The inner loops of {@link Downscaled} that run along rows, of several rows at once, since a running sum by itself waits for
 * each addition to end. Two forms give the same bits: {@link PlainRowSums} and {@link VectorRowSums}.
 *
 * <p>A row that goes in has {@code box.window()} zeros, the samples, and at least {@link #SLACK} zeros plus the box's lag. Rows
 * that come out have a place for each step and {@link #SLACK} more, of which the content means nothing.
 */
interface RowSums {
    /** Rows at once. */
    int ROWS = 8;

    /** Room behind a row, so that the last step may be taken with others. */
    int SLACK = 8;

    /**
     * Averages.
     *
     * @param in {@link #ROWS} rows
     * @param counts of the box, and {@link #SLACK} numbers other than zero
     * @param out {@link #ROWS} rows, by step
     */
    void averages(Box box, float[][] in, float[] counts, float[][] out);

    /**
     * Sums at some steps only.
     *
     * @param in {@link #ROWS} rows
     * @param points steps, in order
     * @param out {@link #ROWS} rows, by point
     */
    void sumsAt(Box box, float[][] in, int[] points, float[][] out);

    /** For {@code --version}. */
    String name();

    /** The faster form of those that this Java and this processor have. */
    static RowSums fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors && VectorRowSums.isWorthIt() ? new VectorRowSums() : new PlainRowSums();
    }
}
