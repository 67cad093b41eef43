// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nl.schoonnet.observing.politeness.PolitenessSettings;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliteLookTests {
    private static final PolitenessSettings.Pace SLOW = new PolitenessSettings.Pace(1, 2, 2);
    private static final PolitenessSettings.Pace QUICK = new PolitenessSettings.Pace(1000, 1000, 1000);

    private final SmallInternet internet = new SmallInternet();

    @AfterEach
    void stop() {
        internet.close();
    }

    private LookResult result() {
        return internet.looker().look(Order.of(internet.url("a.example", "/x"), Level.HEADERS));
    }

    @Test
    void a_look_that_would_be_too_soon_is_put_off_before_anything_is_asked() {
        internet.politeness(PolitenessSettings.of(SLOW, QUICK));
        Site site = internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        assertThat(result()).isInstanceOf(Look.class);
        assertThat(result()).isInstanceOf(Look.class);
        int questions = internet.names().questions("a.example");
        assertThat(result()).isEqualTo(new Deferred(internet.clock().instant().plusSeconds(1)));
        assertThat(internet.names().questions("a.example")).isEqualTo(questions);
        assertThat(site.connections()).isEqualTo(2);
        internet.clock().pass(Duration.ofSeconds(1));
        assertThat(result()).isInstanceOf(Look.class);
    }

    @Test
    void a_network_has_a_pace_of_its_own() {
        internet.politeness(PolitenessSettings.of(QUICK, SLOW));
        Site site = internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        internet.names().address("b.example", "127.77.0.1");
        result();
        result();
        assertThat(internet.looker().look(Order.of(internet.url("b.example", "/"), Level.HEADERS)))
                .isInstanceOf(Deferred.class);
        assertThat(site.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "429 Too Many, Retry-After: 120, 120",
        "503 Busy, 'Retry-After: Mon, 02 Mar 2026 10:05:00 GMT', 300",
        "503 Busy, Retry-After: 999999999, 3600",
        "429 Too Many, Retry-After: soon, 60",
        "429 Too Many, X: y, 60"
    })
    void a_host_that_asks_for_rest_is_left_alone(String status, String field, long seconds) {
        internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 " + status + "\r\n" + field + "\r\n\r\n"));
        assertThat(result()).isInstanceOf(Look.class);
        assertThat(result()).isEqualTo(new Deferred(internet.clock().instant().plusSeconds(seconds)));
    }

    @Test
    void places_are_free_again_after_a_look_however_it_ended() {
        internet.politeness(PolitenessSettings.of(
                new PolitenessSettings.Pace(1000, 1000, 1), new PolitenessSettings.Pace(1000, 1000, 1)));
        internet.site("a.example", "127.77.0.1", (connection, head) -> {});
        for (int look = 0; look < 5; look++) {
            assertThat(result()).isInstanceOf(Look.class);
        }
    }
}
