// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The difference of one figure, such as F(24 h), between two groups or periods, with a percentile bootstrap interval. Whole
 * clusters are drawn from both groups together, so a cluster with items on both sides stays whole.
 */
public final class GroupDifference {
    private GroupDifference() {}

    /**
     * Figure of the second group less that of the first.
     *
     * @param second per item whether it belongs to the second group
     * @param bootstrap over the clusters of all items
     * @param replicates {@code 0} gives no interval, as do fewer than 39
     * @param figureOfFirst the figure from the weights of the first group's items, in their order; safe for many threads,
     *     {@code NaN} where it can't be had
     * @param figureOfSecond the same for the second group
     */
    public static CurveEstimate of(
            boolean[] second,
            double[] weight,
            ClusterBootstrap bootstrap,
            int replicates,
            ToDoubleFunction<double[]> figureOfFirst,
            ToDoubleFunction<double[]> figureOfSecond) {
        if (weight.length != second.length) {
            throw new IllegalArgumentException("The columns of a sample must have the same length.");
        }
        int[] inFirst =
                IntStream.range(0, second.length).filter(i -> !second[i]).toArray();
        int[] inSecond =
                IntStream.range(0, second.length).filter(i -> second[i]).toArray();
        ToDoubleFunction<double[]> difference = weights -> figureOfSecond.applyAsDouble(pick(weights, inSecond))
                - figureOfFirst.applyAsDouble(pick(weights, inFirst));
        double value = difference.applyAsDouble(weight);
        double[] drawn = bootstrap.replicate(replicates, difference::applyAsDouble).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return bootstrap.clusters() < 2 ? CurveEstimate.withoutBand(value) : CurveEstimate.percentile(value, drawn);
    }

    private static double[] pick(double[] weights, int[] items) {
        return Arrays.stream(items).mapToDouble(i -> weights[i]).toArray();
    }
}
