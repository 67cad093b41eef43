// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;

/**
 * Cumulative incidence of competing ends (Aalen and Johansen 1978) with delayed entry and weights: F_c(t), the share that
 * has ended by cause c at t while the other causes are at work. At every time the F_c and S add up to 1.
 *
 * <p>Variance: the delta-method (Greenwood type, multinomial increments) formula of Gaynor et al. 1993,
 *
 * <pre>
 * Var F_c(t) = sum over times u up to t of  [F_c(t) - F_c(u)]^2 d / (n (n - d))
 *              + S(u-)^2 d_c (n - d_c) / n^3  -  2 [F_c(t) - F_c(u)] S(u-) d_c / n^2
 * </pre>
 *
 * with d ends of any cause, d_c of cause c and n at risk. Band on the log(-log F_c) scale as R's {@code survfit} for
 * several states, so none where F_c is 0 or 1. Weights and clusters as in {@link KaplanMeier}. Immutable.
 */
public final class AalenJohansen {
    private final EndTable table;
    private final double[] survival;
    private final double[][] incidence;
    /** Per cause and step, sums over the steps so far of the terms of the variance in powers of F_c(t). */
    private final double[][] constantTerm;

    private final double[][] linearTerm;
    private final double[] squareTerm;

    private AalenJohansen(EndTable table) {
        this.table = table;
        int causes = table.causes.length;
        int n = table.time.length;
        survival = new double[n];
        incidence = new double[causes][n];
        constantTerm = new double[causes][n];
        linearTerm = new double[causes][n];
        squareTerm = new double[n];
        double before = 1;
        double square = 0;
        for (int k = 0; k < n; k++) {
            double atRisk = table.atRisk[k];
            double left = table.leftAfter(k);
            // Where the whole risk set ends nothing can follow, and this term meets F_c(t) - F_c(u) = 0.
            double greenwood = left > 0 ? table.endedAt(k) / (atRisk * left) : 0;
            square += greenwood;
            squareTerm[k] = square;
            for (int c = 0; c < causes; c++) {
                double ended = table.ended[c][k];
                double f = (k == 0 ? 0 : incidence[c][k - 1]) + before * ended / atRisk;
                double own = before * before * ended * Math.max(0, atRisk - ended) / (atRisk * atRisk * atRisk);
                double cross = before * ended / (atRisk * atRisk);
                incidence[c][k] = f;
                linearTerm[c][k] = (k == 0 ? 0 : linearTerm[c][k - 1]) - 2 * (f * greenwood + cross);
                constantTerm[c][k] = (k == 0 ? 0 : constantTerm[c][k - 1]) + f * f * greenwood + own + 2 * f * cross;
            }
            before *= left / atRisk;
            survival[k] = before;
        }
    }

    /** The cumulative incidence of every cause in the sample. */
    public static AalenJohansen fit(ExactSample sample) {
        return new AalenJohansen(new EndTable(sample));
    }

    /** The causes of which an end was seen, ascending. */
    public int[] causes() {
        return table.causes.clone();
    }

    /** The distinct hours at which items ended, ascending: where the curves step. */
    public double[] times() {
        return table.time.clone();
    }

    /**
     * F_c(t) with its pointwise 95% band; 0 without a band for a cause of which no end was seen.
     *
     * @param cause {@code >= 1}
     * @param hours t, {@code >= 0}; beyond the last time the curve keeps its last value
     */
    public CurveEstimate cdf(int cause, double hours) {
        int c = Arrays.binarySearch(table.causes, cause);
        int k = table.stepAt(hours);
        if (c < 0 || k < 0) {
            return CurveEstimate.withoutBand(0);
        }
        double f = incidence[c][k];
        double logError = standardError(cause, hours) / f;
        return new CurveEstimate(
                f,
                KaplanMeier.logLogLimit(f, logError, CurveEstimate.Z95),
                KaplanMeier.logLogLimit(f, logError, -CurveEstimate.Z95));
    }

    /** The standard error of F_c(t), by the formula above; 0 before the first end. */
    public double standardError(int cause, double hours) {
        int c = Arrays.binarySearch(table.causes, cause);
        int k = table.stepAt(hours);
        if (c < 0 || k < 0) {
            return 0;
        }
        double f = incidence[c][k];
        return Math.sqrt(Math.max(0, f * f * squareTerm[k] + f * linearTerm[c][k] + constantTerm[c][k]));
    }

    /** S(t), the share that hasn't ended in any way after {@code hours}. */
    public double survival(double hours) {
        int k = table.stepAt(hours);
        return k < 0 ? 1 : survival[k];
    }

    /** The weight of all ends by a cause. */
    public double ended(int cause) {
        int c = Arrays.binarySearch(table.causes, cause);
        return c < 0 ? 0 : Arrays.stream(table.ended[c]).sum();
    }

    /** The weight of the items at risk at {@code hours}: entered before, neither ended nor censored before. */
    public double atRisk(double hours) {
        return table.atRisk(hours);
    }
}
