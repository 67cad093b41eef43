// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.politeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.testbench.HandClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolitenessTests {
    private static final PolitenessSettings SETTINGS = new PolitenessSettings(
            new PolitenessSettings.Pace(0.5, 3, 2),
            new PolitenessSettings.Pace(10, 4, 100),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            10);

    private final HandClock clock = new HandClock();
    private final Politeness politeness = new Politeness(SETTINGS, clock);

    @Test
    void after_a_burst_looks_come_at_the_pace() {
        for (int look = 0; look < 3; look++) {
            permit("a.example").close();
        }
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plusSeconds(2));
        clock.pass(Duration.ofSeconds(2));
        permit("a.example").close();
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plusSeconds(2));
    }

    @Test
    void only_so_many_look_at_once() {
        Admission.Permit first = permit("a.example");
        permit("a.example");
        assertThat(notBefore("a.example")).isAfter(clock.instant());
        first.close();
        first.close();
        permit("a.example");
        assertThat(politeness.host("a.example")).isInstanceOf(Admission.NotBefore.class);
    }

    @Test
    void hosts_do_not_wait_for_each_other() {
        for (int look = 0; look < 3; look++) {
            permit("a.example").close();
        }
        permit("b.example").close();
    }

    @Test
    void what_was_given_back_was_never_taken() {
        for (int look = 0; look < 10; look++) {
            permit("a.example").giveBack();
        }
        permit("a.example").close();
    }

    @Test
    void more_requests_of_a_look_are_paid_for_by_later_ones() {
        try (Admission.Permit permit = permit("a.example")) {
            for (int redirect = 0; redirect < 4; redirect++) {
                permit.oneMore();
            }
        }
        // Three tokens, five taken: three are to come, two seconds each.
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plusSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.254, true",
        "192.0.2.1, 192.0.3.1, false",
        "2001:db8:1::1, 2001:db8:1:ffff::9, true",
        "2001:db8:1::1, 2001:db8:2::1, false"
    })
    void addresses_of_one_network_share_a_pace(String one, String other, boolean shared) {
        for (int look = 0; look < 4; look++) {
            assertThat(politeness.network(IpAddress.parse(one).orElseThrow())).isInstanceOf(Admission.Permit.class);
        }
        assertThat(politeness.network(IpAddress.parse(other).orElseThrow()) instanceof Admission.NotBefore)
                .isEqualTo(shared);
    }

    @Test
    void a_host_that_asks_for_rest_gets_it_within_bounds() {
        politeness.rest("a.example", Optional.of(Duration.ofMinutes(5)));
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
        politeness.rest("b.example", Optional.of(Duration.ofDays(3650)));
        assertThat(notBefore("b.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
        politeness.rest("c.example", Optional.of(Duration.ofSeconds(-5)));
        assertThat(notBefore("c.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void without_a_time_rests_double_until_the_host_answers() {
        politeness.rest("a.example", Optional.empty());
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        politeness.rest("a.example", Optional.empty());
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
        for (int more = 0; more < 70; more++) {
            politeness.rest("a.example", Optional.empty());
        }
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
        politeness.rested("a.example");
        politeness.rest("a.example", Optional.empty());
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
    }

    @Test
    void forgetting_hosts_never_forgets_a_debt() {
        for (int look = 0; look < 3; look++) {
            permit("busy.example").close();
        }
        for (int host = 0; host < 1000; host++) {
            permit("host" + host + ".example").close();
        }
        assertThat(politeness.host("busy.example")).isInstanceOf(Admission.NotBefore.class);
    }

    @Test
    void a_clock_set_back_stops_nobody_for_long() {
        permit("a.example").close();
        clock.pass(Duration.ofHours(-2));
        permit("a.example").close();
        permit("a.example").close();
        assertThat(notBefore("a.example")).isEqualTo(clock.instant().plusSeconds(2));
    }

    private Admission.Permit permit(String host) {
        return (Admission.Permit) politeness.host(host);
    }

    private Instant notBefore(String host) {
        return ((Admission.NotBefore) politeness.host(host)).instant();
    }
}
