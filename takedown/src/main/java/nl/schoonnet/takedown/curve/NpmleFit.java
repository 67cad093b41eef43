// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A non-parametric maximum-likelihood estimate of F (see {@link Npmle}).
 *
 * <p>The data say how much mass lies in an interval but not where in it; here it counts at the interval's right end. How
 * much that choice matters at a time is {@link #straddle}. In a truncated sample everything is given T > {@link
 * Npmle#start()}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class NpmleFit {
    private static final double COLLAPSED_SURVIVAL = 0.001;

    /** What a cumulated share may fall short of a round value by rounding alone. */
    private static final double ROUNDING = 1e-9;

    private final double[] left;
    private final double[] right;
    private final double[] mass;
    /** F at and after each jump. */
    private final double[] reached;

    private final double[] hazardRight;
    private final double[] hazard;
    private final double logLikelihood;
    private final double kuhnTuckerGap;
    private final int iterations;

    /**
     * Mass of F in {@code (left, right]}.
     *
     * @param left hours
     * @param right hours
     * @param mass 0 to 1
     */
    public record Jump(double left, double right, double mass) {}

    private NpmleFit(
            double[][] jumps,
            double[] hazardRight,
            double[] hazard,
            double logLikelihood,
            double kuhnTuckerGap,
            int iterations) {
        left = jumps[0];
        right = jumps[1];
        mass = jumps[2];
        reached = jumps[3];
        this.hazardRight = hazardRight;
        this.hazard = hazard;
        this.logLikelihood = logLikelihood;
        this.kuhnTuckerGap = kuhnTuckerGap;
        this.iterations = iterations;
    }

    static NpmleFit of(
            NpmleProblem problem,
            int[] support,
            double[] hazard,
            double logLikelihood,
            double kuhnTuckerGap,
            int iterations) {
        double[][] jumps = new double[4][support.length + 1];
        int count = 0;
        double height = 0;
        int s = 0;
        for (int j = 0; j < problem.candidates && height < Double.POSITIVE_INFINITY; j++) {
            boolean carries = s < support.length && support[s] == j;
            if (carries || problem.certain[j]) {
                double here = carries ? hazard[s++] : Double.POSITIVE_INFINITY;
                jumps[0][count] = problem.left[j];
                jumps[1][count] = problem.right[j];
                jumps[2][count] = -Math.exp(-height) * Math.expm1(-here);
                height += here;
                jumps[3][count++] = -Math.expm1(-height);
            }
        }
        for (int k = 0; k < jumps.length; k++) {
            jumps[k] = Arrays.copyOf(jumps[k], count);
        }
        double[] hazardRight = new double[support.length];
        Arrays.setAll(hazardRight, k -> problem.right[support[k]]);
        return new NpmleFit(jumps, hazardRight, hazard, logLikelihood, kuhnTuckerGap, iterations);
    }

    /** F: the share ended at or before {@code hours}, 0 to 1. */
    public double cdf(double hours) {
        int k = lastJump(hours);
        return k < 0 ? 0 : reached[k];
    }

    /** 1 - F: the share that lasted longer than {@code hours}, 0 to 1. */
    public double survival(double hours) {
        return 1 - cdf(hours);
    }

    /** The mass of which the data don't say whether it lies before or after {@code hours}: F may be higher by this. */
    public double straddle(double hours) {
        int next = lastJump(hours) + 1;
        return next < mass.length && left[next] < hours ? mass[next] : 0;
    }

    /** The intervals that carry mass, ascending; masses sum to less than 1 if the curve doesn't reach 1. */
    public List<Jump> jumps() {
        return IntStream.range(0, mass.length)
                .mapToObj(k -> new Jump(left[k], right[k], mass[k]))
                .toList();
    }

    /** The first hours at which F reaches {@code p} (above 0, at most 1), empty if it doesn't. */
    public OptionalDouble quantile(double p) {
        if (!(p > 0 && p <= 1)) {
            throw new IllegalArgumentException("A quantile is asked for at a share above 0 and at most 1.");
        }
        for (int k = 0; k < mass.length; k++) {
            if (reached[k] >= p - ROUNDING) {
                return OptionalDouble.of(right[k]);
            }
        }
        return OptionalDouble.empty();
    }

    /** The mean number of hours an item lasted, counting at most {@code hours} of each (finite, not negative). */
    public double restrictedMean(double hours) {
        if (!(hours >= 0 && hours < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The mean is restricted to a finite time that is not negative.");
        }
        double mean = hours;
        for (int k = 0; k < mass.length && right[k] < hours; k++) {
            mean -= mass[k] * (hours - right[k]);
        }
        return mean;
    }

    /**
     * Whether less than 0.001 is left before {@code norm} hours. In a truncated sample that is how a few early entries
     * overthrow the curve (Pan & Chappell 1998): if the first to enter is gone at its next look while nobody else is
     * there, all mass goes to it.
     */
    public boolean collapsed(double norm) {
        return survival(Math.nextDown(norm)) < COLLAPSED_SURVIVAL;
    }

    /** Sum of weight times ln of each item's probability, given that it was there when it entered. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * How far from the maximum: the largest gain in {@link #logLikelihood}, per unit of mass moved and of weight, that
     * moving mass into any candidate interval would bring at first; 0 at the maximum. After a collapse (F = 1) the
     * candidates behind are judged given that an item lasted so long. Above the gap asked for only if double precision can
     * do no better.
     */
    public double kuhnTuckerGap() {
        return kuhnTuckerGap;
    }

    /** Newton steps taken. */
    public int iterations() {
        return iterations;
    }

    int hazards() {
        return hazard.length;
    }

    double hazard(int k) {
        return hazard[k];
    }

    double hazardRight(int k) {
        return hazardRight[k];
    }

    private int lastJump(double hours) {
        int k = Arrays.binarySearch(right, hours);
        return k >= 0 ? k : -k - 2;
    }
}
