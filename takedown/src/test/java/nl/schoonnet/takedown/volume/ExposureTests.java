// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    void nothing_of_nowhere_is_refused() {
        assertThatThrownBy(() -> Exposure.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exposure.of(-1, 5)).isInstanceOf(IllegalArgumentException.class);
    }
}
