// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

/**
 * The time on which a sieve's cumulative hazard runs straight within a cell: hours to a power. At power 1 the hazard itself
 * is constant in a cell; else it follows, within a cell, that of a Weibull distribution with this shape.
 */
record SieveClock(double power) {
    static final SieveClock PLAIN = new SieveClock(1);

    private static final double LEAST = 0.2;
    private static final double MOST = 2;

    double at(double hours) {
        return power == 1 ? hours : Math.pow(hours, power);
    }

    double hoursAt(double reading) {
        return power == 1 ? reading : Math.pow(reading, 1 / power);
    }

    /** The time between two hours, precise also where they are close. */
    double between(double from, double to) {
        if (power == 1 || to == 0) {
            return to - from;
        }
        return at(to) * -Math.expm1(power * Math.log1p(-(to - from) / to));
    }

    /**
     * The power at which one straight line fits best: the shape of the Weibull maximum-likelihood fit, between 0.2 and 2, by
     * golden section on its logarithm.
     */
    static SieveClock fitted(SieveProblem problem) {
        double golden = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        double left = high - golden * (high - low);
        double right = low + golden * (high - low);
        double atLeft = logLikelihood(problem, left);
        double atRight = logLikelihood(problem, right);
        while (high - low > 1e-3) {
            if (atLeft > atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - golden * (high - low);
                atLeft = logLikelihood(problem, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + golden * (high - low);
                atRight = logLikelihood(problem, right);
            }
        }
        return new SieveClock(Math.exp((low + high) / 2));
    }

    private static double logLikelihood(SieveProblem problem, double logPower) {
        double[] oneCell = {0, problem.edges[problem.cells]};
        SieveProblem weibull = problem.over(oneCell, new SieveClock(Math.exp(logPower)));
        double[] weights = weibull.ownWeights();
        return weibull.maximise(weights, weibull.start(weights), 1e-7).logLikelihood();
    }
}
