// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Hop;
import nl.schoonnet.observing.verdict.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that could be printed by accident holds a URL, a name, a digest, a cookie or content. */
class SecrecyTests {
    private static final String MARK = "zebra";

    private final SmallInternet internet = new SmallInternet();

    @AfterEach
    void stop() {
        internet.close();
    }

    @Test
    void no_fact_of_a_look_shows_what_was_looked_at() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Order order;
        Look look;
        try (PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            internet.site(
                    "zebra.example",
                    "127.77.0.1",
                    (connection, head) -> Site.write(
                            connection,
                            head.contains("/zebra-first")
                                    ? "HTTP/1.1 302 Found\r\nLocation: /zebra-second\r\nSet-Cookie: zebra=1\r\n\r\n"
                                    : "HTTP/1.1 200 OK\r\nETag: \"zebra\"\r\nX-Zebra: zebra\r\n\r\nzebra"));
            order = Order.of(internet.url("zebra.example", "/zebra-first?zebra"), Level.BODY)
                    .withCookie("zebra=2")
                    .embedding("https://zebra.example/zebra.jpg")
                    .withReferer(WebUrl.parse("https://zebra.example/zebra").orElseThrow());
            look = internet.look(order);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(look.facts().hops()).hasSize(2);
        assertThat(look.facts().control()).isPresent();
        String digest = look.facts().body().orElseThrow().sha256();
        for (Object shown : new Object[] {
            order,
            look,
            look.facts(),
            look.facts().hops(),
            look.facts().hops().stream().map(Hop::exchange).toList(),
            look.facts().asked(),
            look.facts().control(),
            look.facts().body(),
            look.facts().body().orElseThrow().sketch(),
            look.facts().ending(),
            look.asExpected(),
            look.judgement()
        }) {
            assertThat(shown.toString()).doesNotContainIgnoringCase(MARK).doesNotContain(digest, "127.77");
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void a_bad_order_is_refused_without_quoting_it() {
        assertThatThrownBy(() -> Order.of("http://a.example/", Level.HEADERS).withCookie("zebra\r\nX: y"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContainIgnoringCase(MARK);
    }

    @Test
    void a_cookie_can_put_no_field_into_a_request() {
        for (String cookie : new String[] {"a=1\nX: y", "a=1\rX: y", "a=\u0000", "a=\u010a", "a".repeat(8193)}) {
            assertThatThrownBy(
                            () -> Order.of("http://a.example/", Level.HEADERS).withCookie(cookie))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_url_can_put_no_field_into_a_request() {
        Site site = internet.site("a.example", "127.77.0.1", Site.saying("HTTP/1.1 410 Gone\r\n\r\n"));
        internet.look(
                internet.url("a.example", "/x HTTP/1.1\r\nX-Evil: 1\r\n\r\n\u010a\u010d?\u0000 y"), Level.HEADERS);
        assertThat(site.heads())
                .singleElement()
                .asString()
                .startsWith("HEAD /x%20HTTP/1.1X-Evil:%201%C4%8A%C4%8D?%00%20y HTTP/1.1\r\n")
                .doesNotContain("\r\nX-Evil");
    }
}
