// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelapseTests {
    private static final int[] CLUSTER = {1, 2, 3, 4};

    @Test
    void returns_have_a_share_and_a_median_time() {
        boolean[] returned = {true, false, true, false};
        Relapse relapse = Relapse.of(CLUSTER, returned, List.of(Duration.ofDays(30), Duration.ofDays(9)));
        assertThat(relapse.share().range()).isEqualTo(new Interval(0.5, 0.5));
        assertThat(relapse.share().interval()).contains(Wilson.interval(0.5, 4, 0.95));
        assertThat(relapse.medianTimeToReturn()).contains(Duration.ofHours(468));
        boolean[] three = {true, true, true, false};
        assertThat(Relapse.of(CLUSTER, three, List.of(Duration.ofDays(30), Duration.ofDays(9), Duration.ofDays(10)))
                        .medianTimeToReturn())
                .contains(Duration.ofDays(10));
    }

    @Test
    void no_return_has_no_time() {
        assertThat(Relapse.of(CLUSTER, new boolean[4], List.of()).medianTimeToReturn())
                .isEmpty();
    }

    @Test
    void every_return_needs_its_time() {
        assertThatThrownBy(() -> Relapse.of(CLUSTER, new boolean[4], List.of(Duration.ofDays(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
