// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The product-limit curve (Kaplan and Meier 1958) with delayed entry, weights and right censoring; variance by Greenwood
 * 1926, band on the log(-log S) scale as in Kalbfleisch and Prentice 1980, section 1.3.
 *
 * <p>Conventions are those of R's {@code survfit(conf.type = "log-log")}: at risk in {@code (entry, time]}, ends before
 * censorings at the same time, no band where S is 1 or 0. A weight is a number of repetitions; clusters aren't looked at, so
 * clustered items need {@link ClusterBootstrap}. Times are tied only if they are equal to the bit.
 *
 * <p>Beyond the last time the curve keeps its last value. Immutable.
 */
public final class KaplanMeier {
    /** R's tolerance on probabilities when it looks for a quantile. */
    private static final double TOLERANCE = Math.sqrt(Math.ulp(1.0));

    private final EndTable table;
    private final double[] survival;
    private final double[] hazardVariance;

    private KaplanMeier(EndTable table) {
        this.table = table;
        int n = table.time.length;
        this.survival = new double[n];
        this.hazardVariance = new double[n];
        double s = 1;
        double variance = 0;
        for (int k = 0; k < n; k++) {
            double left = table.leftAfter(k);
            s *= left / table.atRisk[k];
            variance += table.endedAt(k) / (table.atRisk[k] * left);
            survival[k] = s;
            hazardVariance[k] = variance;
        }
    }

    /** The curve of ends of any cause. A sample without ends gives a curve that stays at S = 1. */
    public static KaplanMeier fit(ExactSample sample) {
        return new KaplanMeier(new EndTable(sample));
    }

    /**
     * The curve of one cause with all other ends taken for censorings: "if nothing else ended items".
     *
     * @param cause {@code >= 1}
     */
    public static KaplanMeier fit(ExactSample sample, int cause) {
        if (cause < 1) {
            throw new IllegalArgumentException("A cause is at least 1.");
        }
        return new KaplanMeier(new EndTable(sample).onlyCause(cause));
    }

    /**
     * F(t) = 1 - S(t) with its pointwise 95% band; no band where F is 0 or 1.
     *
     * @param hours t, {@code >= 0}
     */
    public CurveEstimate cdf(double hours) {
        int k = table.stepAt(hours);
        return k < 0 ? CurveEstimate.withoutBand(0) : cdfOfStep(k);
    }

    private CurveEstimate cdfOfStep(int k) {
        return new CurveEstimate(1 - survival[k], 1 - bandHigh(k), 1 - bandLow(k));
    }

    /** S(t), the share still there after {@code hours}. */
    public double survival(double hours) {
        int k = table.stepAt(hours);
        return k < 0 ? 1 : survival[k];
    }

    /** The Greenwood standard error of S(t); 0 before the first end and {@code NaN} where S is 0, as R. */
    public double standardError(double hours) {
        int k = table.stepAt(hours);
        if (k < 0) {
            return 0;
        }
        return survival[k] == 0 ? Double.NaN : survival[k] * Math.sqrt(hazardVariance[k]);
    }

    /**
     * Hours until the share {@code p} has ended, with limits found by inverting the band, as R's {@code quantile.survfit}
     * (where the curve runs level at p: the middle of the level stretch). {@code NaN} for what isn't reached. A band that
     * isn't monotone, as under delayed entry with few at risk, counts at its first crossing, as in {@code print.survfit}.
     *
     * @param p between 0 and 1, both excluded
     */
    public CurveEstimate quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("A quantile needs 0 < p < 1.");
        }
        int n = survival.length;
        double[] estimate =
                IntStream.range(0, n).mapToDouble(k -> 1 - survival[k]).toArray();
        double[] highest =
                IntStream.range(0, n).mapToDouble(k -> 1 - bandLow(k)).toArray();
        double[] lowest =
                IntStream.range(0, n).mapToDouble(k -> 1 - bandHigh(k)).toArray();
        return new CurveEstimate(crossing(estimate, p), crossing(highest, p), crossing(lowest, p));
    }

    /** Hours until half of the items have ended, with its limits. */
    public CurveEstimate median() {
        return quantile(0.5);
    }

    private double crossing(double[] cdf, double p) {
        int reaching = -1;
        for (int k = 0; k < cdf.length; k++) {
            if (reaching < 0 && cdf[k] + TOLERANCE >= p) {
                reaching = k;
            }
            if (cdf[k] - TOLERANCE >= p) {
                return (table.time[reaching] + table.time[k]) / 2;
            }
        }
        boolean levelToTheEnd = reaching >= 0 && Math.abs(p - cdf[cdf.length - 1]) < TOLERANCE;
        return levelToTheEnd ? (table.time[reaching] + table.lastTime) / 2 : Double.NaN;
    }

    /**
     * The mean of min(T, horizon), the area under S up to the horizon, with its standard error (Greenwood type, as R's
     * {@code print.survfit(rmean=)}).
     *
     * @param horizonHours finite and above 0
     */
    public RestrictedMean restrictedMean(double horizonHours) {
        if (!(horizonHours > 0 && horizonHours < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("A restricted mean needs a finite horizon above 0.");
        }
        double area = 0;
        double variance = 0;
        double until = horizonHours;
        for (int k = table.stepAt(horizonHours); k >= 0; k--) {
            area += survival[k] * (until - table.time[k]);
            double left = table.leftAfter(k);
            variance += left > 0 ? area * area * table.endedAt(k) / (table.atRisk[k] * left) : 0;
            until = table.time[k];
        }
        return new RestrictedMean(area + until, Math.sqrt(variance));
    }

    /** The weight of the items at risk at {@code hours}: entered before, neither ended nor censored before. */
    public double atRisk(double hours) {
        return table.atRisk(hours);
    }

    /** The weight of all ends. */
    public double ended() {
        return IntStream.range(0, table.time.length).mapToDouble(table::endedAt).sum();
    }

    /** The last hour at which any item was followed, 0 without items. */
    public double lastTime() {
        return table.lastTime;
    }

    /** The steps of the curve, one per distinct time of an end. */
    public List<Step> steps() {
        return IntStream.range(0, survival.length)
                .mapToObj(k -> new Step(table.time[k], table.atRisk[k], table.endedAt(k), cdfOfStep(k)))
                .toList();
    }

    private double bandLow(int k) {
        return logLogLimit(survival[k], Math.sqrt(hazardVariance[k]), CurveEstimate.Z95);
    }

    private double bandHigh(int k) {
        return logLogLimit(survival[k], Math.sqrt(hazardVariance[k]), -CurveEstimate.Z95);
    }

    /**
     * A limit of a probability on the log(-log p) scale.
     *
     * @param logError the standard error of log p
     * @param z above 0 for the lower limit, below for the upper
     */
    static double logLogLimit(double p, double logError, double z) {
        if (!(p > 0 && p < 1)) {
            return Double.NaN;
        }
        double log = Math.log(p);
        return Math.exp(-Math.exp(Math.log(-log) - z * logError / log));
    }

    /**
     * One step of the curve.
     *
     * @param hours when
     * @param atRisk weight of the items at risk there
     * @param ended weight of the items that ended there
     * @param cdf F from here on, with its band
     */
    public record Step(double hours, double atRisk, double ended, CurveEstimate cdf) {}

    /**
     * A mean time.
     *
     * @param hours the mean of min(T, horizon)
     * @param standardError of it, in hours
     */
    public record RestrictedMean(double hours, double standardError) {}
}
