// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import nl.schoonnet.observing.request.TlsFacts;
import nl.schoonnet.observing.request.Trust;
import nl.schoonnet.observing.testbench.Keys;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsLookTests {
    @TempDir
    private static Path folder;

    @org.jspecify.annotations.Nullable
    private static Keys keys;

    private final SmallInternet internet = new SmallInternet();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = Keys.make(folder, "dns:a.example,dns:*.b.example,ip:127.77.0.1");
    }

    @BeforeEach
    void listen() throws Exception {
        Site site = internet.with(new Site(made().listen("127.77.0.1"), (connection, head) -> {
            ((ExtendedSSLSession) ((SSLSocket) connection).getSession())
                    .getRequestedServerNames()
                    .forEach(name ->
                            said.add(new String(name.getEncoded(), java.nio.charset.StandardCharsets.US_ASCII)));
            Site.write(connection, "HTTP/1.1 410 Gone\r\n\r\n");
        }));
        assertThat(site.port()).isPositive();
        for (String name : List.of("a.example", "x.b.example", "b.example", "c.example")) {
            internet.names().address(name, "127.77.0.1");
        }
    }

    @AfterEach
    void stop() {
        internet.close();
    }

    private static Keys made() {
        if (keys == null) {
            throw new IllegalStateException("keys are made before all tests");
        }
        return keys;
    }

    private Look look(String host) {
        return internet.look("https://" + host + ":" + internet.port() + "/x", Level.HEADERS);
    }

    private TlsFacts facts(String host) {
        return look(host).facts().hops().getFirst().exchange().tls().orElseThrow();
    }

    @Test
    void a_good_certificate_is_valid_and_its_facts_are_kept() throws Exception {
        internet.trust(Trust.of(made().certificate(), Trust.Rule.REQUIRE));
        Look look = look("a.example");
        assertThat(look.judgement().observed()).contains(Reason.GONE_410);
        TlsFacts facts = look.facts().hops().getFirst().exchange().tls().orElseThrow();
        assertThat(facts.valid()).isTrue();
        assertThat(facts.protocol()).isEqualTo("TLSv1.3");
        assertThat(facts.notBefore()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(facts.notAfter()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(facts.fingerprint()).matches("[0-9a-f]{64}");
        assertThat(look.facts().hops().getFirst().exchange().timings().tls()).isPositive();
    }

    @Test
    void the_name_is_said_and_an_address_is_not() {
        look("a.example");
        assertThat(said).containsExactly("a.example");
        look("127.77.0.1");
        assertThat(said).containsExactly("a.example");
    }

    @Test
    void names_match_as_the_certificate_says() throws Exception {
        internet.trust(Trust.of(made().certificate(), Trust.Rule.RECORD));
        assertThat(facts("a.example").nameMatches()).isTrue();
        assertThat(facts("x.b.example").nameMatches()).isTrue();
        assertThat(facts("127.77.0.1").nameMatches()).isTrue();
        assertThat(facts("b.example").nameMatches()).isFalse();
        assertThat(facts("c.example")).satisfies(facts -> {
            assertThat(facts.nameMatches()).isFalse();
            assertThat(facts.trusted()).isTrue();
        });
    }

    @Test
    void an_invalid_certificate_is_a_fact_and_the_look_goes_on() {
        Look look = look("c.example");
        assertThat(look.judgement().observed()).contains(Reason.GONE_410);
        assertThat(facts("c.example").valid()).isFalse();
        assertThat(facts("a.example").trusted()).isFalse();
    }

    @Test
    void a_certificate_is_judged_at_the_instant_of_the_look() throws Exception {
        internet.trust(Trust.of(made().certificate(), Trust.Rule.RECORD));
        assertThat(facts("a.example").trusted()).isTrue();
        internet.clock().pass(Duration.ofDays(365));
        assertThat(facts("a.example").trusted()).isFalse();
    }

    @Test
    void where_certificates_must_be_valid_an_invalid_one_says_nothing_about_the_item() throws Exception {
        internet.trust(Trust.of(made().certificate(), Trust.Rule.REQUIRE));
        Look look = look("c.example");
        assertThat(look.judgement().observed()).contains(Reason.TLS);
        assertThat(look.facts().hops().getFirst().exchange().tls()).isPresent();
    }
}
