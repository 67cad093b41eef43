// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.pdq;

/**
 * A picture as 64 x 64 samples: averaged along rows, down columns, along rows and down columns again, and then one sample taken
 * for each of 64 x 64 points. A picture that has that size already is taken as it is.
 *
 * <p>A picture is never held as floats: eight rows at a time pass through all four averages, which keep no more rows than a
 * window is high. The third runs along whole rows but divides at the 64 points only; the fourth sees these 64 columns only.
 * Each sum takes the same steps in the same order as if the whole plane were averaged four times.
 */
final class Downscaled {
    /** Columns and rows. */
    static final int SIDE = 64;

    private final Luma luma;
    private final Box row;
    private final Box column;
    private final float[] rowCounts;
    private final int[] columnPoints;
    private final int[] rowPoints;

    private Downscaled(Luma luma) {
        this.luma = luma;
        this.row = Box.over(luma.width());
        this.column = Box.over(luma.height());
        this.rowCounts = row.counts();
        this.columnPoints = row.points();
        this.rowPoints = column.points();
    }

    /** The samples by row and column. */
    static float[][] of(Luma luma) {
        if (luma.width() == SIDE && luma.height() == SIDE) {
            float[][] samples = new float[SIDE][SIDE];
            for (int y = 0; y < SIDE; y++) {
                luma.row(y, samples[y]);
            }
            return samples;
        }
        return new Downscaled(luma).samples();
    }

    private float[][] samples() {
        int width = row.steps();
        float[][] block = new float[RowSums.ROWS][row.window() + width];
        float[][] narrow = new float[RowSums.ROWS][SIDE];
        float[] scratch = new float[width];
        Sink last = new Sink();
        Columns first = new Columns(column, width);
        // Rows averaged once wait here until they have left the window; the rows of a block come at once.
        float[][] waiting = new float[column.window() + RowSums.ROWS][width];
        float[][] fresh = new float[RowSums.ROWS][];
        float[][] twice = new float[RowSums.ROWS][row.window() + width];
        int filled = 0;
        for (int t = 0; t < column.steps(); t++) {
            if (t < column.length() && t % RowSums.ROWS == 0) {
                for (int r = 0; r < RowSums.ROWS; r++) {
                    fresh[r] = waiting[(t + r) % waiting.length];
                    if (t + r < column.length()) {
                        luma.row(t + r, scratch);
                        System.arraycopy(scratch, 0, block[r], row.window(), luma.width());
                    }
                }
                RowSums.averages(row, block, rowCounts, fresh);
            }
            first.step(t, waiting, scratch);
            if (t >= column.lag()) {
                System.arraycopy(scratch, row.lag(), twice[filled++], row.window(), luma.width());
                if (filled == RowSums.ROWS || t == column.steps() - 1) {
                    RowSums.sumsAt(row, twice, columnPoints, narrow);
                    for (int r = 0; r < filled; r++) {
                        last.take(narrow[r]);
                    }
                    filled = 0;
                }
            }
        }
        return last.end();
    }

    /** Running sums down all columns at once. */
    private static final class Columns {
        private final Box box;
        private final float[] sums;
        private final float[] none;

        Columns(Box box, int width) {
            this.box = box;
            this.sums = new float[width];
            this.none = new float[width];
        }

        /** Takes step {@code t}, of which the row lies in {@code rows} at its number, round and round. */
        void step(int t, float[][] rows, float[] averages) {
            float[] entering = t < box.length() ? rows[t % rows.length] : none;
            float[] leaving = t >= box.window() ? rows[(t - box.window()) % rows.length] : none;
            add(sums, entering, leaving, box.count(t), averages);
        }

        private static void add(float[] sums, float[] entering, float[] leaving, float count, float[] averages) {
            for (int x = 0; x < sums.length; x++) {
                float sum = sums[x] + entering[x] - leaving[x];
                sums[x] = sum;
                averages[x] = sum / count;
            }
        }
    }

    /** The fourth average: rows of 64 in, those rows out that are points. */
    private final class Sink {
        private final float[][] samples = new float[SIDE][];
        private final float[][] rows = new float[column.window() + 1][SIDE];
        private final Columns columns = new Columns(column, SIDE);
        private int t;
        private int point;

        void take(float[] sums) {
            float[] averages = rows[t % rows.length];
            for (int p = 0; p < SIDE; p++) {
                averages[p] = sums[p] / rowCounts[columnPoints[p]];
            }
            step();
        }

        float[][] end() {
            while (t < column.steps()) {
                step();
            }
            return samples;
        }

        private void step() {
            float[] averages = new float[SIDE];
            columns.step(t, rows, averages);
            while (point < SIDE && rowPoints[point] == t) {
                samples[point++] = averages;
            }
            t++;
        }
    }
}
