// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * F(t) from intervals under delayed entry: a hazard that is constant within cells, fitted by maximum likelihood
 * (MEASUREMENT.md section 3; the method of sieves, Grenander 1981).
 *
 * <p>Where the cells come from:
 *
 * <ol>
 *   <li>norm/12 wide up to twice the norm, then each twice as wide as the one before, to the end of the data.
 *   <li>A first fit on these gives, per cell, the expected number at risk at its start (entered by then, not ended) and the
 *       expected number of ends in it, both given each item's interval.
 *   <li>{@code a} is the start of the first cell with {@link #MIN_AT_RISK} at risk. From there cells are merged, left to
 *       right, until each has {@link #MIN_ENDS} expected ends and enough at risk; a remainder joins the last.
 *   <li>The fit is repeated on the merged cells, once. The rule isn't applied again to that fit: cells that are merged until
 *       none is at fault are too wide to follow a steep hazard.
 * </ol>
 *
 * <p>What is before {@code a} isn't cut off: it is one more cell whose hazard is fitted and not reported. So an item that
 * entered before a counts from its entry on, and an interval that straddles a is shared between before and after as the
 * hazards say. Dropping such items, or treating them as seen at a, would bias F: with daily looks it is every item that
 * informs about the first day. Cells aren't made to end at the norm: a jump of the hazard just there is confounded with the
 * daily rhythm of the looks.
 *
 * <p>Numbers at risk and ends are sums of weights: sampling weights should add up to the number of items.
 */
public final class Sieve {
    /** The least expected number at risk at the start of a reported cell. */
    public static final double MIN_AT_RISK = 30;

    /** The least expected number of ends in a reported cell. */
    public static final double MIN_ENDS = 20;

    private Sieve() {}

    /**
     * Fits the sieve with a hazard that is constant in each cell.
     *
     * @param normHours the norm, finite and above 0, that sets the width of the cells
     * @return empty where no cell has 30 at risk and 20 expected ends
     */
    public static Optional<SieveFit> fit(CensoredSample sample, double normHours) {
        return fit(sample, normHours, false);
    }

    /**
     * The same on the sample's own clock: a Weibull curve is fitted first, and within a cell the hazard follows its shape. It
     * mends what {@link #fit} can't follow: few ends in the norm's time with a steep hazard, and very many items.
     *
     * @param normHours the norm, finite and above 0, that sets the width of the cells
     * @return empty where no cell has 30 at risk and 20 expected ends
     */
    public static Optional<SieveFit> fitOnOwnClock(CensoredSample sample, double normHours) {
        return fit(sample, normHours, true);
    }

    private static Optional<SieveFit> fit(CensoredSample sample, double normHours, boolean ownClock) {
        if (!(normHours > 0 && normHours < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("A norm is a finite number of hours above 0.");
        }
        double end = end(sample);
        if (end == 0 || sample.totalWeight() < MIN_AT_RISK) {
            return Optional.empty();
        }
        SieveProblem plain = new SieveProblem(sample, nominalEdges(normHours, end));
        SieveProblem problem = ownClock ? plain.over(plain.edges, SieveClock.fitted(plain)) : plain;
        double[] weights = problem.ownWeights();
        SieveProblem.Solution first = problem.maximise(weights, problem.start(weights), SieveProblem.GAP);
        double[] ends = problem.expectedEnds(weights, first.increments());
        double[] atRisk = problem.expectedAtRisk(weights, first.increments());
        List<Double> edges = merge(problem.edges, atRisk, ends);
        if (edges.size() < 2) {
            return Optional.empty();
        }
        SieveProblem merged = problem.over(allEdges(edges));
        SieveProblem.Solution solution = merged.maximise(weights, merged.start(weights), SieveProblem.GAP);
        return Optional.of(new SieveFit(
                merged,
                weights,
                solution,
                edges.getFirst() > 0 ? 1 : 0,
                merged.expectedAtRisk(weights, solution.increments()),
                merged.expectedEnds(weights, solution.increments())));
    }

    /** The end of the data: the last hour at which anything is known. */
    private static double end(CensoredSample sample) {
        double end = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.weight(i) > 0) {
                end = Math.max(end, sample.rightCensored(i) ? sample.left(i) : sample.right(i));
            }
        }
        return end;
    }

    private static double[] nominalEdges(double normHours, double end) {
        List<Double> edges = new ArrayList<>();
        double edge = 0;
        double width = normHours / 12;
        for (int k = 0; edge < end; k++) {
            edges.add(edge);
            // Multiples, so that 2 x norm is met exactly; from there on doubling.
            width = k < 24 ? width : width * 2;
            edge = k < 24 ? normHours * (k + 1) / 12 : edge + width;
        }
        edges.add(end);
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Edges of the reported cells: the first is a. Fewer than two if there are none. */
    private static List<Double> merge(double[] nominal, double[] atRisk, double[] ends) {
        List<Double> edges = new ArrayList<>();
        double collected = 0;
        for (int k = 0; k < ends.length; k++) {
            if (edges.isEmpty()) {
                if (atRisk[k] < MIN_AT_RISK) {
                    continue;
                }
                edges.add(nominal[k]);
            }
            collected += ends[k];
            boolean nextHasRisk = k + 1 < ends.length && atRisk[k + 1] >= MIN_AT_RISK;
            if (collected >= MIN_ENDS && nextHasRisk) {
                edges.add(nominal[k + 1]);
                collected = 0;
            }
        }
        if (edges.isEmpty()) {
            return edges;
        }
        double end = nominal[nominal.length - 1];
        if (collected >= MIN_ENDS) {
            edges.add(end);
        } else if (edges.size() > 1) {
            edges.set(edges.size() - 1, end);
        }
        return edges;
    }

    private static double[] allEdges(List<Double> reported) {
        List<Double> all = new ArrayList<>(reported);
        if (all.getFirst() > 0) {
            all.addFirst(0.0);
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
