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

    private static final String GONE = "HTTP/1.1 410 Gone\r\n\r\n";
    private static final String TIRED = "HTTP/1.1 429 Too Many\r\nRetry-After: 120\r\n\r\n";

    private final SmallInternet internet = new SmallInternet();

    @AfterEach
    void stop() {
        internet.close();
    }

    private LookResult result() {
        return result("a.example");
    }

    @Test
    void a_look_that_would_be_too_soon_is_put_off_before_anything_is_asked() {
        internet.politeness(PolitenessSettings.of(SLOW, QUICK));
        Site site = internet.site("a.example", "127.77.0.1", Site.saying(GONE));
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
        Site site = internet.site("a.example", "127.77.0.1", Site.saying(GONE));
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

    private void redirect(String name, String address, String to) {
        internet.site(
                name, address, Site.saying("HTTP/1.1 302 Found\r\nLocation: " + internet.url(to, "/x") + "\r\n\r\n"));
    }

    private LookResult result(String name) {
        return internet.looker().look(Order.of(internet.url(name, "/x"), Level.HEADERS));
    }

    private Deferred later(Duration time) {
        return new Deferred(internet.clock().instant().plus(time));
    }

    @Test
    void a_redirect_to_a_host_that_rests_puts_the_look_off() {
        Site site = internet.site("b.example", "127.77.0.2", Site.saying(TIRED));
        redirect("a.example", "127.77.0.1", "b.example");
        assertThat(result("b.example")).isInstanceOf(Look.class);
        int connections = site.connections();
        assertThat(result("a.example")).isEqualTo(later(Duration.ofMinutes(2)));
        assertThat(site.connections()).isEqualTo(connections);
    }

    @Test
    void a_host_to_which_others_redirect_keeps_its_pace() {
        internet.politeness(PolitenessSettings.of(SLOW, QUICK));
        Site site = internet.site("b.example", "127.77.0.9", Site.saying(GONE));
        for (int host = 1; host <= 3; host++) {
            redirect("a" + host + ".example", "127.77.0." + host, "b.example");
        }
        assertThat(result("a1.example")).isInstanceOf(Look.class);
        assertThat(result("a2.example")).isInstanceOf(Look.class);
        assertThat(result("a3.example")).isEqualTo(later(Duration.ofSeconds(1)));
        assertThat(site.connections()).isEqualTo(2);
    }

    @Test
    void a_network_to_which_others_redirect_keeps_its_pace() {
        internet.politeness(PolitenessSettings.of(QUICK, SLOW));
        Site site = internet.site("b.example", "127.77.9.9", Site.saying(GONE));
        for (int host = 1; host <= 3; host++) {
            redirect("a" + host + ".example", "127.77." + host + ".1", "b.example");
        }
        assertThat(result("a1.example")).isInstanceOf(Look.class);
        assertThat(result("a2.example")).isInstanceOf(Look.class);
        assertThat(result("a3.example")).isEqualTo(later(Duration.ofSeconds(1)));
        assertThat(site.connections()).isEqualTo(2);
    }

    @Test
    void a_host_to_which_a_look_was_led_gets_the_rest_that_it_asks_for() {
        internet.site("b.example", "127.77.0.2", Site.saying(TIRED));
        redirect("a.example", "127.77.0.1", "b.example");
        assertThat(result("a.example")).isInstanceOf(Look.class);
        assertThat(result("b.example")).isEqualTo(later(Duration.ofMinutes(2)));
    }

    @Test
    void a_host_that_a_look_meets_again_is_paid_and_not_asked_again() {
        internet.politeness(PolitenessSettings.of(new PolitenessSettings.Pace(1, 2, 1), QUICK));
        Site site = internet.site("b.example", "127.77.0.2", (connection, head) -> {
            boolean end = head.contains("/end ");
            Site.write(connection, end ? GONE : "HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n");
        });
        redirect("a.example", "127.77.0.1", "b.example");
        assertThat(result("a.example")).isInstanceOf(Look.class);
        assertThat(site.connections()).isEqualTo(2);
        assertThat(result("b.example")).isEqualTo(later(Duration.ofSeconds(1)));
    }

    @Test
    void places_are_free_again_after_redirects_within_a_network_of_one_place() {
        internet.politeness(PolitenessSettings.of(
                new PolitenessSettings.Pace(1000, 1000, 1), new PolitenessSettings.Pace(1000, 1000, 1)));
        internet.site("b.example", "127.77.0.2", Site.saying(GONE));
        redirect("a.example", "127.77.0.1", "b.example");
        for (int look = 0; look < 3; look++) {
            assertThat(result("a.example")).isInstanceOf(Look.class);
        }
        assertThat(result("b.example")).isInstanceOf(Look.class);
    }

    @Test
    void places_are_free_again_after_looks_that_a_redirect_put_off() {
        internet.politeness(PolitenessSettings.of(
                new PolitenessSettings.Pace(1000, 1000, 1), new PolitenessSettings.Pace(1000, 1000, 1)));
        internet.site("b.example", "127.77.1.2", Site.saying(TIRED));
        redirect("a.example", "127.77.0.1", "b.example");
        result("b.example");
        for (int look = 0; look < 3; look++) {
            assertThat(result("a.example")).isEqualTo(later(Duration.ofMinutes(2)));
        }
        internet.clock().pass(Duration.ofMinutes(2));
        assertThat(result("a.example")).isInstanceOf(Look.class);
    }
}
