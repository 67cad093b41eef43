// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.request.Proxy;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyLookTests {
    private final SmallInternet internet = new SmallInternet();

    @AfterEach
    void stop() {
        internet.close();
    }

    private Site proxy(Site.Behaviour behaviour, Optional<String> credentials) {
        Site proxy = internet.with(new Site("127.0.0.1", 0, behaviour));
        internet.proxy(new Proxy(IpAddress.parse("127.0.0.1").orElseThrow(), proxy.port(), credentials));
        return proxy;
    }

    @Test
    void a_look_goes_through_the_tunnel_to_the_vetted_address() {
        Site site = internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        Site proxy = proxy(
                (connection, head) -> {
                    try (Socket onward = new Socket(InetAddress.ofLiteral("127.77.0.1"), site.port())) {
                        Site.write(connection, "HTTP/1.1 200 Connected\r\n\r\n");
                        Thread back = Thread.ofVirtual().start(() -> pour(onward, connection));
                        Thread.ofVirtual().start(() -> pour(connection, onward));
                        back.join();
                    }
                },
                Optional.of("observer:secret"));

        Look look = internet.look(internet.url("a.example", "/x"), Level.HEADERS);

        assertThat(look.judgement().observed()).contains(Reason.GONE_410);
        String literal = "127.77.0.1:" + site.port();
        // The credentials in Base64, as coreutils' base64 writes them.
        assertThat(proxy.heads())
                .containsExactly("CONNECT " + literal + " HTTP/1.1\r\nHost: " + literal
                        + "\r\nProxy-Authorization: Basic b2JzZXJ2ZXI6c2VjcmV0\r\n\r\n");
        assertThat(site.heads())
                .singleElement()
                .asString()
                .startsWith("HEAD /x")
                .doesNotContain("Proxy");
        assertThat(internet.connections().tried())
                .isEqualTo(List.of(IpAddress.parse("127.0.0.1").orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({"407 Authenticate, VANTAGE_DOWN", "403 No, VANTAGE_DOWN", "502 Bad, TIMEOUT", "504 Late, TIMEOUT"})
    void a_proxy_that_refuses_says_nothing_about_the_item(String status, Reason reason) {
        internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        proxy(Site.saying("HTTP/1.1 " + status + "\r\n\r\n"), Optional.empty());

        Look look = internet.look(internet.url("a.example", "/x"), Level.HEADERS);

        assertThat(look.judgement().observed()).contains(reason);
    }

    @Test
    void a_proxy_that_answers_in_the_name_of_the_site_is_not_believed() {
        internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        proxy(Site.saying("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n"), Optional.empty());

        Look look = internet.look(internet.url("a.example", "/x"), Level.HEADERS);

        assertThat(look.judgement().observed()).contains(Reason.VANTAGE_DOWN);
    }

    @Test
    void a_proxy_that_is_away_is_our_own_fault() {
        Site site = internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        proxy(Site.saying(""), Optional.empty()).close();

        Look look = internet.look(internet.url("a.example", "/x"), Level.HEADERS);

        assertThat(look.judgement().observed()).contains(Reason.VANTAGE_DOWN);
        assertThat(site.connections()).isZero();
    }

    private static void pour(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // Either side had enough.
        }
    }
}
