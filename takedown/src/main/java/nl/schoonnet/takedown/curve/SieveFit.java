// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fitted sieve: F given T &gt; a, and two kinds of 95% interval. Every figure belongs beside {@code a}
 * ({@link #start()}). Immutable and safe for use by many threads.
 */
public final class SieveFit {
    private static final double CHI_SQUARE_95 = CurveEstimate.Z95 * CurveEstimate.Z95;

    /** Far below what an interval shows. */
    private static final double REFIT_GAP = 1e-7;

    private final SieveProblem problem;
    private final double[] weights;
    private final SieveProblem.Solution solution;
    private final int firstReported;
    private final List<Cell> cells;
    private final SieveCurve curve;

    SieveFit(
            SieveProblem problem,
            double[] weights,
            SieveProblem.Solution solution,
            int firstReported,
            double[] atRisk,
            double[] ends) {
        this.problem = problem;
        this.weights = weights;
        this.solution = solution;
        this.firstReported = firstReported;
        this.curve = curve(solution.increments());
        List<Cell> reported = new ArrayList<>();
        for (int k = firstReported; k < problem.cells; k++) {
            double from = problem.edges[k];
            double to = problem.edges[k + 1];
            reported.add(new Cell(from, to, solution.increments()[k] / (to - from), atRisk[k], ends[k]));
        }
        this.cells = List.copyOf(reported);
    }

    private SieveCurve curve(double[] increments) {
        return new SieveCurve(
                Arrays.copyOfRange(problem.edges, firstReported, problem.edges.length),
                Arrays.copyOfRange(increments, firstReported, increments.length),
                problem.clock);
    }

    /** Hours a: all figures are given T &gt; a. 0 where items were there from the start. */
    public double start() {
        return curve.start();
    }

    /** Hours until which anything is known; no figure beyond. */
    public double end() {
        return curve.end();
    }

    /** The power of hours by which hazards run within a cell: 1 for {@link Sieve#fit}, where they are constant. */
    public double clockPower() {
        return problem.clock.power();
    }

    /** The cells from {@link #start()} to {@link #end()}. */
    public List<Cell> cells() {
        return cells;
    }

    /** The smallest expected number at risk at the start of a cell; about {@link Sieve#MIN_AT_RISK} or more. */
    public double smallestRiskSet() {
        return cells.stream().mapToDouble(Cell::atRisk).min().orElseThrow();
    }

    /** F(t) given T &gt; a: 0 up to a, {@code NaN} beyond {@link #end()}. */
    public double cdf(double hours) {
        return curve.cdf(hours);
    }

    /** 1 - F(t). */
    public double survival(double hours) {
        return 1 - curve.cdf(hours);
    }

    /**
     * Hours since the clock origin until the share {@code p} has ended, given T &gt; a; {@code NaN} if not reached.
     *
     * @param p between 0 and 1, both excluded
     */
    public double quantile(double p) {
        double hours = curve.quantile(p);
        return hours == Double.POSITIVE_INFINITY ? Double.NaN : hours;
    }

    /** The mean of min(T, horizon) given T &gt; a, in hours; {@code NaN} for a horizon beyond {@link #end()}. */
    public double restrictedMean(double horizonHours) {
        return curve.restrictedMean(horizonHours);
    }

    /** The log-likelihood at the maximum, the part before a included. */
    public double logLikelihood() {
        return solution.logLikelihood();
    }

    /**
     * How far from the maximum: the largest move that a step along the gradient of (log-likelihood / total weight), cut off at
     * 0, would make in any cell's cumulative hazard. 0 at the maximum and nowhere else.
     */
    public double gap() {
        return solution.gap();
    }

    /**
     * The design effect of F(t): variance between clusters over the variance if items were independent (sandwich over model),
     * at least 1. Exactly 1 where every item has weight 1 and its own cluster; {@code NaN} with one cluster.
     */
    public double designEffect(double hours) {
        if (problem.plain) {
            return 1;
        }
        double effect = problem.designEffect(weights, solution.increments(), slope(hours));
        return Double.isNaN(effect) ? Double.NaN : Math.max(1, effect);
    }

    private double[] slope(double hours) {
        double[] slope = problem.fractions(start(), hours);
        // Before a nothing is reported.
        Arrays.fill(slope, 0, firstReported, 0);
        return slope;
    }

    /**
     * F(t) with the 95% interval of the profile likelihood: all values whose likelihood ratio stays under 3.841 times
     * {@link #designEffect} (the adjustment of Chandler and Bate 2007 for clusters). No interval at or before a, beyond the
     * end, and with one cluster.
     */
    public CurveEstimate likelihoodInterval(double hours) {
        double value = cdf(hours);
        double effect = hours > start() && hours <= end() ? designEffect(hours) : Double.NaN;
        if (Double.isNaN(effect)) {
            return CurveEstimate.withoutBand(value);
        }
        Profile profile = new Profile(slope(hours));
        double level = Math.sqrt(CHI_SQUARE_95 * effect);
        return new CurveEstimate(value, -Math.expm1(-profile.limit(level, -1)), -Math.expm1(-profile.limit(level, 1)));
    }

    /**
     * Refits, on the same cells, for resampled clusters: percentile intervals of everything that is read from the curve.
     *
     * @param bootstrap over the items of the fitted sample, in its order
     */
    public SieveBootstrap bootstrap(ClusterBootstrap bootstrap, int replicates) {
        List<SieveCurve> curves =
                bootstrap.clusters() < 2 ? List.of() : bootstrap.replicate(replicates, drawn -> refit(drawn));
        return new SieveBootstrap(curve, curves);
    }

    /** The curve for other weights of the same items on the same cells, in the items' order in the sample. */
    public SieveCurve refit(double[] otherWeights) {
        double[] inOrder = problem.inOrder(otherWeights);
        return curve(problem.maximise(inOrder, warmStart(), REFIT_GAP).increments());
    }

    /** The solution, lifted off 0 a little so that no interval starts without hazard. */
    private double[] warmStart() {
        double[] start = solution.increments().clone();
        for (int k = 0; k < start.length; k++) {
            start[k] = Math.max(start[k], 1e-6);
        }
        return start;
    }

    /**
     * One cell.
     *
     * @param fromHours start, excluded
     * @param toHours end, included
     * @param hazard ends per hour and item at risk, on average over the cell
     * @param atRisk expected number at risk at its start
     * @param ends expected number of ends in it
     */
    public record Cell(double fromHours, double toHours, double hazard, double atRisk, double ends) {}

    /**
     * The profile of the likelihood over H(t) - H(a) = slope . m. The maximum of l + tilt * H is the best fit for the H that
     * it has; the tilt that makes the likelihood ratio meet its level is found by secants and bisection.
     */
    private final class Profile {
        private final double[] slope;
        private final double[] outlived;
        private double[] latest;

        Profile(double[] slope) {
            this.slope = slope;
            this.outlived = problem.outlived(weights);
            this.latest = warmStart();
        }

        /** The limit of H on one side; 0 or infinity where the likelihood never falls that far. */
        double limit(double level, int side) {
            latest = warmStart();
            // Above this tilt some cell that nobody outlives, or few do, makes l grow without bound.
            double wall = Double.POSITIVE_INFINITY;
            for (int k = 0; side > 0 && k < slope.length; k++) {
                if (slope[k] > 0) {
                    wall = Math.min(wall, outlived[k] / slope[k]);
                }
            }
            if (wall == 0) {
                return Double.POSITIVE_INFINITY;
            }
            double inner = 0;
            double innerExcess = -level;
            double outer = Math.min(level * Math.sqrt(outlivedOnSlope()), wall / 2);
            double outerExcess = excess(side * outer, level);
            for (int doubling = 0; outerExcess < 0; doubling++) {
                if (doubling == 60 || hazard() < 1e-12) {
                    return side > 0 ? Double.POSITIVE_INFINITY : 0;
                }
                inner = outer;
                innerExcess = outerExcess;
                outer = Math.min(outer * 2, (outer + wall) / 2);
                outerExcess = excess(side * outer, level);
            }
            for (int step = 0; step < 60 && Math.abs(outer - inner) > 1e-9 * outer; step++) {
                double share = innerExcess / (innerExcess - outerExcess);
                double tilt = inner + (outer - inner) * Math.clamp(share, 0.02, 0.98);
                double found = excess(side * tilt, level);
                if (Math.abs(found) < 1e-7 * level) {
                    break;
                }
                if (found < 0) {
                    inner = tilt;
                    innerExcess = found;
                } else {
                    outer = tilt;
                    outerExcess = found;
                }
            }
            return hazard();
        }

        /** A scale for the tilt: the number of items that the slope rests on. */
        private double outlivedOnSlope() {
            double most = 1;
            for (int k = 0; k < slope.length; k++) {
                most = Math.max(most, slope[k] * outlived[k]);
            }
            return most;
        }

        private double excess(double tilt, double level) {
            SieveProblem.Solution tilted = problem.maximise(weights, outlived, latest, slope, tilt, REFIT_GAP);
            latest = tilted.increments();
            return Math.sqrt(2 * Math.max(0, solution.logLikelihood() - tilted.logLikelihood())) - level;
        }

        private double hazard() {
            double sum = 0;
            for (int k = 0; k < slope.length; k++) {
                sum += slope[k] * latest[k];
            }
            return sum;
        }
    }
}
