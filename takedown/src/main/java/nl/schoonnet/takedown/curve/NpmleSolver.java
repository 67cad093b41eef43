// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * Finds the hazards that maximise the likelihood: constrained Newton on a support that grows and shrinks (Wang 2007 and
 * 2008). Each round widens the support by the steepest candidate between any two of its members, takes a Newton step in
 * which hazards may fall to 0, and drops those that did.
 *
 * <p>It ends when the Kuhn-Tucker gap is reached or when no step raises the likelihood any more, as far as double
 * precision can tell; then the gap that was reached says how far it came.
 */
final class NpmleSolver {
    /** Rounds without a higher likelihood or half the gap after which it ends. */
    private static final int PATIENCE = 10;

    private static final double ROUNDING = 1e-13;
    private static final int WARM_UPS = 10;

    /** Less mass than this, of a total of 1, is rounding: it is left out if the gap holds without it. */
    private static final double NEGLIGIBLE_MASS = 1e-12;

    private final NpmleProblem problem;
    private final double[] gradient;

    /** The candidates that carry hazard, ascending, and their hazards. */
    private int[] support = {};

    private double[] hazard = {};

    NpmleSolver(NpmleProblem problem) {
        this.problem = problem;
        this.gradient = new double[problem.candidates];
    }

    NpmleFit solve(double gap) {
        start();
        NpmleModel model = new NpmleModel(problem, support);
        double reached = kuhnTuckerGap(model);
        double smallest = reached;
        double highest = model.logLikelihood(hazard);
        int rounds = 0;
        int idle = 0;
        while (reached > gap && idle < PATIENCE) {
            extend();
            keep(new NpmleModel(problem, support).newton(hazard), 0);
            model = new NpmleModel(problem, support);
            reached = kuhnTuckerGap(model);
            double here = model.logLikelihood(hazard);
            boolean better = here > highest + ROUNDING * Math.abs(highest) || reached < smallest / 2;
            idle = better ? 0 : idle + 1;
            highest = Math.max(highest, here);
            smallest = Math.min(smallest, reached);
            rounds++;
        }
        return withoutRounding(model, reached, gap, rounds);
    }

    private NpmleFit withoutRounding(NpmleModel model, double reached, double gap, int rounds) {
        int[] members = support;
        double[] hazards = hazard;
        keep(hazard.clone(), NEGLIGIBLE_MASS);
        if (support.length < members.length) {
            NpmleModel smaller = new NpmleModel(problem, support);
            double without = smaller.logLikelihood(hazard) > Double.NEGATIVE_INFINITY
                    ? kuhnTuckerGap(smaller)
                    : Double.POSITIVE_INFINITY;
            if (without <= Math.max(gap, reached)) {
                return NpmleFit.of(problem, support, hazard, smaller.logLikelihood(hazard), without, rounds);
            }
        }
        return NpmleFit.of(problem, members, hazards, model.logLikelihood(hazards), reached, rounds);
    }

    /**
     * A support that gives every row some hazard: what was given, and where a row has none of it, the last candidate that
     * serves it. Without a given start, the hazards are then brought to scale by multiplying each with the number of ends
     * it explains over the number it predicts, which is what expectation-maximisation does with small hazards.
     */
    private void start() {
        int candidates = problem.candidates;
        int[] reach = new int[candidates];
        Arrays.fill(reach, -1);
        double[] ended = new double[candidates];
        for (int i = 0; i < problem.rows; i++) {
            int last = problem.last[i];
            reach[last] = Math.max(reach[last], problem.first[i]);
            ended[last] += problem.weight[i];
        }
        int[] members = new int[candidates];
        double[] hazards = new double[candidates];
        int size = 0;
        int latest = -1;
        double waiting = 0;
        boolean given = false;
        for (int j = 0; j < candidates; j++) {
            waiting += ended[j];
            boolean known = problem.given[j] > 0;
            given |= known;
            if (known || reach[j] > latest) {
                members[size] = j;
                hazards[size++] = known ? problem.given[j] : Math.log1p(waiting / problem.survived[j]);
                latest = j;
                waiting = 0;
            }
        }
        support = Arrays.copyOf(members, size);
        hazard = Arrays.copyOf(hazards, size);
        if (!given) {
            NpmleModel model = new NpmleModel(problem, support);
            for (int k = 0; k < WARM_UPS; k++) {
                model.gradient(hazard, gradient);
                for (int s = 0; s < size; s++) {
                    hazard[s] *= 1 + gradient[support[s]] / problem.survived[support[s]];
                }
            }
        }
    }

    /**
     * The largest derivative of the likelihood by the mass in a candidate, per unit of weight, over all candidates and the
     * mass that stays beyond the last time. With S the survival before each candidate and g the derivatives by hazard, the
     * derivative by the mass in candidate j is the sum over k <= j of {@code (g[k] - g[k - 1]) / S[k]}.
     */
    private double kuhnTuckerGap(NpmleModel model) {
        model.gradient(hazard, gradient);
        double largest = 0;
        double byMass = 0;
        double survival = 1;
        double previous = 0;
        int s = 0;
        for (int j = 0; j < gradient.length; j++) {
            if (problem.certain[j]) {
                largest = Math.max(largest, byMass - previous / survival);
                byMass = 0;
                survival = 1;
                previous = 0;
                continue;
            }
            byMass += (gradient[j] - previous) / survival;
            previous = gradient[j];
            largest = Math.max(largest, byMass);
            if (s < support.length && support[s] == j) {
                survival *= Math.exp(-hazard[s++]);
            }
        }
        largest = Math.max(largest, byMass - previous / survival);
        return largest > 0 ? largest / problem.totalWeight : 0;
    }

    /** Adds, with no hazard yet, the candidate with the largest positive derivative between any two neighbours. */
    private void extend() {
        int[] members = new int[2 * support.length + 1];
        double[] hazards = new double[members.length];
        int size = 0;
        int j = 0;
        for (int s = 0; s <= support.length; s++) {
            int end = s < support.length ? support[s] : gradient.length;
            int steepest = -1;
            for (; j < end; j++) {
                if (gradient[j] > 0 && !problem.certain[j] && (steepest < 0 || gradient[j] > gradient[steepest])) {
                    steepest = j;
                }
            }
            if (steepest >= 0) {
                members[size++] = steepest;
            }
            if (s < support.length) {
                hazards[size] = hazard[s];
                members[size++] = end;
                j = end + 1;
            }
        }
        support = Arrays.copyOf(members, size);
        hazard = Arrays.copyOf(hazards, size);
    }

    /** Takes over the hazards, dropping members with none, or with no more than a mass. */
    private void keep(double[] hazards, double mass) {
        int[] members = new int[support.length];
        int size = 0;
        double survival = 1;
        for (int s = 0; s < support.length; s++) {
            double here = hazards[s];
            boolean worth = here > 0 && -survival * Math.expm1(-here) > mass;
            survival *= Math.exp(-here);
            if (worth) {
                members[size] = support[s];
                hazards[size++] = here;
            }
        }
        support = Arrays.copyOf(members, size);
        hazard = Arrays.copyOf(hazards, size);
    }
}
