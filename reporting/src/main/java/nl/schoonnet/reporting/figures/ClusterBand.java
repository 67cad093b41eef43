// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.util.List;
import java.util.function.Function;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.CurveEstimate;
import org.jspecify.annotations.Nullable;

/**
 * Percentile intervals over resampled clusters for several numbers at once. Items of a page go together, so an interval that
 * takes items for independent would promise too much. Without intervals where fewer than {@value #FEWEST} replicates were
 * asked for, all items are one cluster, or calibration admits no cluster bootstrap of Kaplan-Meier for these looks and items.
 */
final class ClusterBand {
    /** With fewer replicates the 2.5% quantile is not to be had. */
    static final int FEWEST = 39;

    /** Per number its replicates; "not reached" is +∞. */
    private final List<double[]> replicates;

    private ClusterBand(List<double[]> replicates) {
        this.replicates = replicates;
    }

    /**
     * The band of some numbers.
     *
     * @param statistic the numbers from the weights of a replicate, always as many; safe for use by many threads
     */
    static ClusterBand of(CensoredSample sample, FigureSettings settings, Function<double[], double[]> statistic) {
        if (settings.bootstrap() < FEWEST || !Admitted.kaplanMeierBootstrap(sample, settings)) {
            return new ClusterBand(List.of());
        }
        ClusterBootstrap bootstrap = ClusterBootstrap.of(sample, settings.seed());
        if (bootstrap.clusters() < 2) {
            return new ClusterBand(List.of());
        }
        List<double[]> replicates = bootstrap.replicate(settings.bootstrap(), statistic);
        int numbers = replicates.getFirst().length;
        double[][] byNumber = new double[numbers][replicates.size()];
        for (int r = 0; r < replicates.size(); r++) {
            for (int k = 0; k < numbers; k++) {
                byNumber[k][r] = replicates.get(r)[k];
            }
        }
        return new ClusterBand(List.of(byNumber));
    }

    /** The estimate of number {@code k} with its interval. */
    Estimate estimate(double value, int k) {
        return replicates.isEmpty()
                ? new Estimate(finite(value), null, null)
                : of(CurveEstimate.percentile(value, replicates.get(k)));
    }

    /** As a figure: what isn't known or reached is null. */
    static Estimate of(CurveEstimate e) {
        return new Estimate(finite(e.value()), finite(e.low()), finite(e.high()));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
