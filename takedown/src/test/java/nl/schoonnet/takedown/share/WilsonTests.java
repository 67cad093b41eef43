// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTests {

    /** Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void the_published_intervals_come_back(int within, int items, double low, double high) {
        Interval interval = Wilson.interval(within / (double) items, items, 0.95);
        assertThat(interval.low()).isEqualTo(low, within(0.00005));
        assertThat(interval.high()).isEqualTo(high, within(0.00005));
    }

    /** Method 5 of the same table: the exact interval (R: {@code binom.test}). */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2527, 0.3676", "15, 148, 0.0578, 0.1617", "0, 20, 0.0000, 0.1684", "1, 29, 0.0009, 0.1776"})
    void the_exact_interval_is_the_published_one(int within, int items, double low, double high) {
        Interval interval = ClopperPearson.interval(within, items, 0.95);
        assertThat(interval.low()).isEqualTo(low, within(0.00005));
        assertThat(interval.high()).isEqualTo(high, within(0.00005));
    }

    @Test
    void each_limit_is_the_share_at_which_the_score_test_just_rejects() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double size = 1 + 500 * random.nextDouble();
            double share = random.nextDouble();
            Interval interval = Wilson.interval(share, size, 0.95);
            for (double limit : new double[] {interval.low(), interval.high()}) {
                double score = Math.abs(share - limit) / Math.sqrt(limit * (1 - limit) / size);
                assertThat(score).isEqualTo(1.959963985, within(1e-6));
            }
        }
    }

    @Test
    void none_and_all_touch_the_border_and_mirror_each_other() {
        Interval none = Wilson.interval(0, 7.5, 0.95);
        Interval all = Wilson.interval(1, 7.5, 0.95);
        assertThat(none.low()).isZero();
        assertThat(all.high()).isEqualTo(1);
        assertThat(none.high()).isEqualTo(1 - all.low(), within(1e-12));
    }

    @Test
    void an_infinite_size_leaves_the_share_alone() {
        assertThat(Wilson.interval(0.3, Double.POSITIVE_INFINITY, 0.95)).isEqualTo(new Interval(0.3, 0.3));
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> Wilson.interval(1.1, 10, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wilson.interval(0.5, 0, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClopperPearson.interval(3, 2, 0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
