// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTests {

    /** Garwood 1936, as R's {@code poisson.test} and the usual tables print it. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 3.68887945411",
        "1, 0.0253178079843, 5.57164339094",
        "10, 4.79538869613, 18.390356042",
        "25, 16.1786818478, 36.9049316975",
        "100, 81.3639912509, 121.626793792"
    })
    void the_tabled_poisson_limits_come_back(long items, double low, double high) {
        Exposure exposure = Exposure.of(items, 10_000);
        assertThat(exposure.rate()).isEqualTo((double) items);
        assertThat(exposure.interval().low()).isEqualTo(low, within(1e-6));
        assertThat(exposure.interval().high()).isEqualTo(high, within(1e-6));
    }

    @Test
    void the_rate_is_per_ten_thousand_and_holds_itself() {
        Exposure exposure = Exposure.of(37, 262_144);
        assertThat(exposure.rate()).isEqualTo(1.4114, within(1e-4));
        assertThat(exposure.interval().contains(exposure.rate())).isTrue();
        assertThat(Exposure.of(1_000_000, 2).interval().contains(5e9)).isTrue();
    }

    @Test
    void weights_that_are_equal_stretch_the_interval_of_the_number_of_items() {
        double[] fours = new double[25];
        Arrays.fill(fours, 4);
        Exposure exposure = Exposure.ofWeighted(fours, 10_000);
        assertThat(exposure.rate()).isEqualTo(100, within(1e-12));
        assertThat(exposure.interval().low()).isEqualTo(4 * 16.1786818478, within(1e-6));
        assertThat(exposure.interval().high()).isEqualTo(4 * 36.9049316975, within(1e-6));
        assertThat(Exposure.ofWeighted(new double[0], 10_000).interval())
                .isEqualTo(Exposure.of(0, 10_000).interval());
    }

    /** Drawn with probability 1/8 or whole: 10 items of weight 8 and 20 of weight 1 expected, 100 items in truth. */
    @Test
    void the_interval_of_drawn_items_holds_the_truth_at_least_as_often_as_promised() {
        SplittableRandom random = new SplittableRandom(3);
        int held = 0;
        int rounded = 0;
        int replications = 2_000;
        for (int r = 0; r < replications; r++) {
            int drawn = poisson(10, random);
            int whole = poisson(20, random);
            double[] weights = new double[drawn + whole];
            Arrays.fill(weights, 1);
            Arrays.fill(weights, 0, drawn, 8);
            held += Exposure.ofWeighted(weights, 10_000).interval().contains(100) ? 1 : 0;
            rounded += Exposure.of(8L * drawn + whole, 10_000).interval().contains(100) ? 1 : 0;
        }
        assertThat((double) held / replications).isBetween(0.94, 1.0);
        assertThat((double) rounded / replications)
                .as("taking a weight for so many items promises too much")
                .isLessThan(0.75);
    }

    private static int poisson(double mean, SplittableRandom random) {
        int count = 0;
        for (double left = Math.exp(-mean), product = random.nextDouble();
                product > left;
                product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    @Test
    void nothing_of_nowhere_is_refused() {
        assertThatThrownBy(() -> Exposure.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exposure.of(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
