// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals, over resampled clusters, of what is read from a {@link SieveFit}. Cells and a are those of the fit:
 * the estimand is the same in each replicate. Without an interval where there were fewer than 39 replicates or one cluster.
 * Immutable.
 */
public final class SieveBootstrap {
    private final SieveCurve estimate;
    private final List<SieveCurve> replicates;

    SieveBootstrap(SieveCurve estimate, List<SieveCurve> replicates) {
        this.estimate = estimate;
        this.replicates = List.copyOf(replicates);
    }

    /** The number of replicates. */
    public int size() {
        return replicates.size();
    }

    /** The curves, in replicate order. */
    public List<SieveCurve> replicates() {
        return replicates;
    }

    /** F(t) given T &gt; a with its interval; none at or before a, {@code NaN} beyond the end. */
    public CurveEstimate cdf(double hours) {
        return hours > estimate.start()
                ? interval(curve -> curve.cdf(hours))
                : CurveEstimate.withoutBand(estimate.cdf(hours));
    }

    /** Hours until the share p has ended; {@code NaN} for what isn't reached. */
    public CurveEstimate quantile(double p) {
        CurveEstimate hours = interval(curve -> curve.quantile(p));
        return new CurveEstimate(reached(hours.value()), reached(hours.low()), reached(hours.high()));
    }

    private static double reached(double hours) {
        return hours == Double.POSITIVE_INFINITY ? Double.NaN : hours;
    }

    /** The mean of min(T, horizon) given T &gt; a, in hours. */
    public CurveEstimate restrictedMean(double horizonHours) {
        return interval(curve -> curve.restrictedMean(horizonHours));
    }

    private CurveEstimate interval(ToDoubleFunction<SieveCurve> figure) {
        return CurveEstimate.percentile(
                figure.applyAsDouble(estimate),
                replicates.stream().mapToDouble(figure).toArray());
    }
}
