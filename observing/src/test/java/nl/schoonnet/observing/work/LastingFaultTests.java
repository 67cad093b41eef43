// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastingFaultTests {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final LastingFault fault = new LastingFault();

    private List<Long> minutesTold(Duration lasts) {
        List<Long> told = new ArrayList<>();
        for (Duration at = Duration.ZERO; at.compareTo(lasts) < 0; at = at.plusSeconds(1)) {
            if (fault.isToTell(BEGIN.plus(at))) {
                told.add(at.toMinutes());
            }
        }
        return told;
    }

    @Test
    void a_fault_once_a_second_is_told_at_intervals_that_grow_up_to_an_hour() {
        assertThat(minutesTold(Duration.ofHours(4))).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
    }

    @Test
    void a_fault_that_comes_back_after_it_was_over_is_told_at_once() {
        assertThat(minutesTold(Duration.ofMinutes(20))).hasSize(5);
        assertThat(fault.isToTell(BEGIN.plus(Duration.ofMinutes(25)))).isFalse();
        assertThat(fault.isToTell(BEGIN.plus(Duration.ofMinutes(36)))).isTrue();
        assertThat(fault.isToTell(BEGIN.plus(Duration.ofMinutes(36)).plusSeconds(59)))
                .isFalse();
        assertThat(fault.isToTell(BEGIN.plus(Duration.ofMinutes(37)))).isTrue();
    }

    @Test
    void a_clock_that_goes_back_hides_no_fault() {
        assertThat(fault.isToTell(BEGIN)).isTrue();
        assertThat(fault.isToTell(BEGIN.minus(Duration.ofHours(2)))).isTrue();
    }
}
