// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import static nl.schoonnet.takedown.episode.Looks.hour;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeClockTests {
    @Test
    void the_norm_runs_from_delivery() {
        assertThat(NoticeClock.ofNorm(Map.of(ClockOrigin.SENT, hour(0), ClockOrigin.DELIVERED, hour(1)), false))
                .contains(new NoticeClock(ClockOrigin.DELIVERED, hour(1)));
    }

    @Test
    void a_delivery_is_not_flagged() {
        assertThat(new NoticeClock(ClockOrigin.DELIVERED, hour(1)).flagged()).isFalse();
    }

    @Test
    void if_only_sending_is_known_it_is_used_and_flagged() {
        NoticeClock clock = NoticeClock.ofNorm(Map.of(ClockOrigin.ASSESSED, hour(-1), ClockOrigin.SENT, hour(0)), false)
                .orElseThrow();
        assertThat(clock).isEqualTo(new NoticeClock(ClockOrigin.SENT, hour(0)));
        assertThat(clock.flagged()).isTrue();
    }

    @Test
    void where_the_contact_fails_the_clock_runs_from_the_first_documented_attempt() {
        assertThat(NoticeClock.ofNorm(
                        Map.of(
                                ClockOrigin.ATTEMPTED, hour(2),
                                ClockOrigin.SENT, hour(3),
                                ClockOrigin.DELIVERED, hour(40)),
                        true))
                .contains(new NoticeClock(ClockOrigin.ATTEMPTED, hour(2), true));
    }

    @Test
    void a_sending_is_an_attempt_too() {
        assertThat(NoticeClock.ofNorm(Map.of(ClockOrigin.ATTEMPTED, hour(2), ClockOrigin.SENT, hour(1)), true))
                .contains(new NoticeClock(ClockOrigin.ATTEMPTED, hour(1), true));
    }

    @Test
    void a_clock_is_never_guessed_from_other_events() {
        Map<ClockOrigin, java.time.Instant> others =
                Map.of(ClockOrigin.REPORTED, hour(0), ClockOrigin.ASSESSED, hour(1), ClockOrigin.ACKNOWLEDGED, hour(2));
        assertThat(NoticeClock.ofNorm(others, false)).isEmpty();
        assertThat(NoticeClock.ofNorm(others, true)).isEmpty();
    }

    @Test
    void a_provider_with_under_half_its_share_of_volume_in_the_speed_sample_is_under_represented() {
        assertThat(new Representation(9, 100, 200, 1000).underRepresented()).isTrue();
        assertThat(new Representation(10, 100, 200, 1000).underRepresented()).isFalse();
        assertThat(new Representation(0, 100, 1, 1000).underRepresented()).isTrue();
        assertThat(new Representation(0, 100, 0, 1000).underRepresented()).isFalse();
    }
}
