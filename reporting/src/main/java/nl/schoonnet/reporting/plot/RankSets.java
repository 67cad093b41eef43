// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.plot;

import java.util.List;
import java.util.function.UnaryOperator;
import nl.schoonnet.reporting.text.CleanText;

/**
 * Which ranks the data allow for each party.
 *
 * @param x the rank, 1 is best
 * @param parties number of parties that were ranked: right end of the axis
 * @param rows from top to bottom
 */
public record RankSets(Axis x, int parties, List<Row> rows) implements PlotSpec {
    public RankSets {
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.best() < 1 || row.best() > row.worst() || row.worst() > parties) {
                throw new IllegalArgumentException("a rank set lies between 1 and the number of parties");
            }
        }
    }

    @Override
    public RankSets relabelled(UnaryOperator<String> label) {
        List<Row> relabelled = rows.stream()
                .map(r -> new Row(label.apply(r.label), r.n, r.atLeast, r.best, r.worst, r.observed))
                .toList();
        return new RankSets(x, parties, relabelled);
    }

    /**
     * One party.
     *
     * @param label its name or label
     * @param n number of items
     * @param atLeast whether there may be more than so many
     * @param best best rank that isn't ruled out, from 1
     * @param worst worst rank that isn't ruled out
     * @param observed rank of the point estimate; 0 if not given
     */
    public record Row(String label, long n, boolean atLeast, int best, int worst, int observed) {
        public Row {
            label = CleanText.line(label);
        }

        /** A row whose number of items is exact. */
        public Row(String label, long n, int best, int worst, int observed) {
            this(label, n, false, best, worst, observed);
        }
    }
}
