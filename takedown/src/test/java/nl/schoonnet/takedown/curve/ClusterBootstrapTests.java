// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterBootstrapTests {
    private static final int CLUSTERS = 200;
    private static final int REPLICATES = 400;

    @Test
    void items_of_a_cluster_are_drawn_together() {
        double[] weights = ClusterBootstrap.of(new int[] {7, 7, 3, 7}, new double[] {1, 1, 1, 1}, 5)
                .weights(0);
        assertThat(weights[0]).isEqualTo(weights[1]).isEqualTo(weights[3]);
        assertThat(weights[0] + weights[2]).isEqualTo(2);
    }

    @Test
    void a_replicate_depends_on_the_seed_and_its_number_only() {
        ClusterBootstrap bootstrap = bootstrap(1);
        double[] alone = bootstrap.weights(17);
        assertThat(bootstrap.replicate(20, w -> w).get(17)).isEqualTo(alone);
        assertThat(bootstrap(2).weights(17)).isNotEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -1, 20260101})
    void replicates_are_uncorrelated_also_for_small_seeds(long seed) {
        ClusterBootstrap bootstrap = bootstrap(seed);
        double[][] drawn =
                IntStream.range(0, REPLICATES).mapToObj(bootstrap::weights).toArray(double[][]::new);
        for (int a = 0; a < REPLICATES; a++) {
            for (int b = a + 1; b < REPLICATES; b++) {
                assertThat(correlation(drawn[a], drawn[b])).isLessThan(0.5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void the_spread_of_a_sum_is_that_of_drawing_with_replacement(long seed) {
        double[] sums = bootstrap(seed)
                .replicate(4000, w -> {
                    double sum = 0;
                    for (int i = 0; i < CLUSTERS / 2; i++) {
                        sum += w[i];
                    }
                    return sum;
                })
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double mean = Arrays.stream(sums).average().orElseThrow();
        double variance = Arrays.stream(sums).map(s -> (s - mean) * (s - mean)).sum() / sums.length;
        // Half of the clusters: a binomial count with variance n/4; its own standard error here is 2.2%.
        assertThat(variance).isBetween(50 * 0.9, 50 * 1.1);
    }

    private static ClusterBootstrap bootstrap(long seed) {
        int[] cluster = IntStream.range(0, CLUSTERS).toArray();
        double[] ones = new double[CLUSTERS];
        Arrays.fill(ones, 1);
        return ClusterBootstrap.of(cluster, ones, seed);
    }

    private static double correlation(double[] a, double[] b) {
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - 1) * (b[i] - 1);
            squareA += (a[i] - 1) * (a[i] - 1);
            squareB += (b[i] - 1) * (b[i] - 1);
        }
        return product / Math.sqrt(squareA * squareB);
    }
}
