// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Expected;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.observing.verdict.Level;
import nl.schoonnet.takedown.episode.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Rcode;

/** The table of MEASUREMENT.md section 1, reason by reason, against real servers on loopback. */
class LookVerdictTests {
    private static final String OK = "200 OK\r\nContent-Type: text/html\r\n";
    private static final String IMAGE = "200 OK\r\nContent-Type: image/jpeg\r\n";
    private static final String MISSING = "404 Not Found\r\n";
    private static final String ITEM = "/album/picture.html";

    private final SmallInternet internet = new SmallInternet();

    @AfterEach
    void stop() {
        internet.close();
    }

    /** A site that answers the item with one thing and any other path with another; bodies only to GET. */
    private Site site(String item, String other) {
        return internet.site("a.example", "127.77.0.1", answering(item, other));
    }

    private static Site.Behaviour answering(String item, String other) {
        return (connection, head) -> {
            String[] words = head.split(" ", 3);
            String answer = words[1].equals(ITEM) ? item : other;
            int blank = answer.indexOf("\r\n\r\n");
            boolean headOnly = words[0].equals("HEAD") && blank >= 0;
            String ended = blank < 0 ? answer + "\r\n" : answer;
            Site.write(connection, "HTTP/1.1 " + (headOnly ? answer.substring(0, blank + 4) : ended));
        };
    }

    private static String page(String head, String body) {
        return head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private Judgement look(Level level) {
        return internet.look(internet.url("a.example", ITEM), level).judgement();
    }

    private static Judgement decided(Reason reason) {
        return new Judgement.Decided(reason);
    }

    static Stream<Arguments> answers() {
        String page = page(OK, "<p>what was notified</p>");
        String sorry = page(OK, "<p>Sorry, there is nothing here. Try the search.</p>");
        return Stream.of(
                Arguments.of(Level.HEADERS, MISSING, MISSING, Reason.GONE_404),
                Arguments.of(Level.HEADERS, "410 Gone\r\n", MISSING, Reason.GONE_410),
                Arguments.of(Level.HEADERS, page, MISSING, Reason.SAME),
                Arguments.of(Level.BODY, page, MISSING, Reason.SAME),
                Arguments.of(Level.STATUS, page, MISSING, Reason.SAME),
                Arguments.of(Level.STATUS, MISSING, MISSING, Reason.GONE_404),
                // Nothing there.
                Arguments.of(Level.HEADERS, "204 No Content\r\n", MISSING, Reason.EMPTY),
                Arguments.of(Level.HEADERS, page(OK, ""), MISSING, Reason.EMPTY),
                Arguments.of(Level.BODY, page(OK, " \r\n "), MISSING, Reason.EMPTY),
                // The same answer to anything.
                Arguments.of(Level.HEADERS, sorry, sorry, Reason.GONE_404),
                Arguments.of(Level.BODY, sorry, sorry, Reason.GONE_404),
                Arguments.of(Level.BODY, OK + "\r\n<p>x</p>", OK + "\r\n<p>x</p>", Reason.GONE_404),
                Arguments.of(Level.HEADERS, page, sorry, Reason.SAME),
                Arguments.of(Level.HEADERS, page(IMAGE, "x"), page(OK, "x"), Reason.SAME),
                Arguments.of(Level.HEADERS, OK + "ETag: \"a\"\r\n\r\n", OK + "ETag: \"a\"\r\n\r\n", Reason.GONE_404),
                Arguments.of(Level.HEADERS, OK + "ETag: \"a\"\r\n\r\n", OK + "ETag: \"b\"\r\n\r\n", Reason.SAME),
                // Words.
                Arguments.of(Level.BODY, page(OK, "<h1>This image has been removed</h1>"), MISSING, Reason.PLACEHOLDER),
                Arguments.of(Level.BODY, page(OK, "Deze  pagina\nis verwijderd"), MISSING, Reason.PLACEHOLDER),
                Arguments.of(Level.BODY, page(OK, "Buy this domain!"), MISSING, Reason.PARKED),
                Arguments.of(Level.BODY, page(OK, "You must be logged in to view this"), MISSING, Reason.LOGIN),
                Arguments.of(Level.BODY, page(OK, "Not available in your country."), MISSING, Reason.GEO),
                Arguments.of(
                        Level.BODY,
                        page(OK, "This image has been removed " + "and much more text. ".repeat(400)),
                        MISSING,
                        Reason.SAME),
                // Refused.
                Arguments.of(Level.HEADERS, "403 Forbidden\r\n", MISSING, Reason.FORBIDDEN),
                Arguments.of(Level.HEADERS, "403 Forbidden\r\n", page, Reason.FORBIDDEN),
                Arguments.of(Level.HEADERS, "403 Forbidden\r\n", "403 Forbidden\r\n", Reason.BLOCKED_US),
                Arguments.of(Level.STATUS, "403 Forbidden\r\n", MISSING, Reason.FORBIDDEN),
                Arguments.of(Level.HEADERS, "403 Forbidden\r\ncf-mitigated: challenge\r\n", MISSING, Reason.BLOCKED_US),
                Arguments.of(Level.HEADERS, "451 No\r\n", MISSING, Reason.LEGAL_451),
                Arguments.of(Level.HEADERS, "451 No\r\n", "451 No\r\n", Reason.BLOCKED_US),
                Arguments.of(Level.HEADERS, "401 Unauthorized\r\n", MISSING, Reason.LOGIN),
                Arguments.of(Level.HEADERS, "401 Unauthorized\r\n", "401 Unauthorized\r\n", Reason.LOGIN),
                // Nothing said.
                Arguments.of(Level.HEADERS, "429 Too Many Requests\r\n", MISSING, Reason.RATE_LIMITED),
                Arguments.of(Level.HEADERS, "503 Busy\r\nRetry-After: 30\r\n", MISSING, Reason.RATE_LIMITED),
                Arguments.of(Level.HEADERS, "503 Busy\r\n", MISSING, Reason.SERVER_ERROR),
                Arguments.of(Level.HEADERS, "500 Oops\r\n", MISSING, Reason.SERVER_ERROR),
                Arguments.of(Level.HEADERS, "400 Bad Request\r\n", MISSING, Reason.SERVER_ERROR),
                Arguments.of(Level.HEADERS, "304 Not Modified\r\n", MISSING, Reason.SERVER_ERROR));
    }

    @ParameterizedTest(name = "{index} {3}")
    @MethodSource("answers")
    void an_answer_has_its_reason(Level level, String item, String other, Reason reason) {
        site(item, other);
        assertThat(look(level)).isEqualTo(decided(reason));
    }

    static Stream<Arguments> redirects() {
        String found = "302 Found\r\nLocation: ";
        String page = page(OK, "something");
        return Stream.of(
                Arguments.of(found + "/\r\n", page, MISSING, Reason.TO_FRONT_PAGE),
                Arguments.of(found + "/index.html\r\n", page, MISSING, Reason.TO_FRONT_PAGE),
                Arguments.of(found + "http://other.example:{port}/\r\n", page, MISSING, Reason.TO_FRONT_PAGE),
                Arguments.of(found + "/login?next=x\r\n", page, MISSING, Reason.LOGIN),
                Arguments.of(found + "/static/removed.png\r\n", page, MISSING, Reason.PLACEHOLDER),
                Arguments.of(found + "/not-available-in-your-country\r\n", page, MISSING, Reason.GEO),
                Arguments.of(found + "/404.html\r\n", page, MISSING, Reason.GONE_404),
                Arguments.of(found + "/catch-all\r\n", page, found + "/catch-all\r\n", Reason.GONE_404),
                Arguments.of(found + "/new/place\r\n", page, MISSING, Reason.SAME),
                Arguments.of(found + "http://www.a.example:{port}" + ITEM + "\r\n", page, MISSING, Reason.SAME),
                Arguments.of(found + "http://other.example:{port}/there\r\n", page, MISSING, Reason.SAME),
                Arguments.of(
                        found + "http://other.example:{port}/there\r\n",
                        page,
                        found + "http://other.example:{port}/there\r\n",
                        Reason.GONE_404),
                Arguments.of(found + "http://lot.parking.example:{port}/x\r\n", page, MISSING, Reason.PARKED),
                Arguments.of(found + "http://gone.example:{port}/x\r\n", page, MISSING, Reason.NXDOMAIN),
                Arguments.of(found + "/missing\r\n", MISSING, MISSING, Reason.GONE_404));
    }

    @ParameterizedTest(name = "{index} {3}")
    @MethodSource("redirects")
    void a_redirect_has_its_reason(String item, String target, String control, Reason reason) {
        int[] port = new int[1];
        port[0] = internet.site("a.example", "127.77.0.1", (connection, head) -> {
                    String path = head.split(" ", 3)[1];
                    boolean asked = path.equals(ITEM) && head.contains("Host: a.example");
                    boolean random = path.matches("/[a-z]{24}(\\.[a-z]+)?");
                    String answer = asked ? item : random ? control : target;
                    String here = answer.replace("{port}", Integer.toString(port[0]));
                    answering(here, here).serve(connection, head);
                })
                .port();
        for (String name : List.of("www.a.example", "other.example", "lot.parking.example")) {
            internet.names().address(name, "127.77.0.1");
        }
        assertThat(look(Level.HEADERS)).isEqualTo(decided(reason));
    }

    private static Expected seenAt(String host) {
        return new Expected(
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(host));
    }

    /** Led to another site: where it was seen before tells whether it moved. */
    @ParameterizedTest
    @CsvSource({"a.example,OTHER_HOST", "third.example,OTHER_HOST", "other.example,SAME", "www.other.example,SAME"})
    void what_was_seen_at_one_site_and_now_leads_to_another_has_moved(String before, Reason reason) {
        int[] port = new int[1];
        port[0] = internet.site(
                        "a.example",
                        "127.77.0.1",
                        (connection, head) -> answering(
                                        head.contains("Host: a.example")
                                                ? "302 Found\r\nLocation: http://other.example:" + port[0]
                                                        + "/there\r\n"
                                                : page(OK, "something"),
                                        head.contains("Host: other.example") ? page(OK, "something") : MISSING)
                                .serve(connection, head))
                .port();
        internet.names().address("other.example", "127.77.0.1");
        Order order = Order.of(internet.url("a.example", ITEM), Level.HEADERS);
        Look first = internet.look(order);
        assertThat(first.judgement())
                .as("led there from the start: nothing moved")
                .isEqualTo(decided(Reason.SAME));
        assertThat(first.asExpected().seenAt()).contains("other.example");
        assertThat(internet.look(order.expecting(seenAt(before))).judgement()).isEqualTo(decided(reason));
    }

    @Test
    void a_redirect_at_level_1_is_undecided() {
        site("302 Found\r\nLocation: /\r\n", MISSING);
        assertThat(look(Level.STATUS)).isEqualTo(new Judgement.Undecided(Judgement.Cause.LEVEL_TOO_LOW));
    }

    @Test
    void a_page_without_length_on_a_host_that_answers_anything_is_undecided_at_level_2() {
        site(OK + "\r\nsomething", OK + "\r\nanything");
        assertThat(look(Level.HEADERS)).isEqualTo(new Judgement.Undecided(Judgement.Cause.ANSWERS_TO_ANYTHING));
        internet.clock().pass(Duration.ofHours(1));
        assertThat(look(Level.BODY)).isEqualTo(decided(Reason.SAME));
    }

    @Test
    void a_page_that_only_repeats_its_path_is_seen_through_at_level_3() {
        internet.site("a.example", "127.77.0.1", (connection, head) -> {
            String path = head.split(" ", 3)[1];
            String body = "<p>Sorry, " + path + " is not here. Have a look at our other offers, or search.</p>";
            boolean headOnly = head.startsWith("HEAD");
            Site.write(
                    connection,
                    "HTTP/1.1 " + OK + "Content-Length: " + body.length() + "\r\n\r\n" + (headOnly ? "" : body));
        });
        String url = internet.url("a.example", "/an/item/with/a/longer/path/than/the/control/path.html");
        assertThat(internet.look(url, Level.HEADERS).judgement())
                .isEqualTo(new Judgement.Undecided(Judgement.Cause.ANSWERS_TO_ANYTHING));
        internet.clock().pass(Duration.ofHours(1));
        assertThat(internet.look(url, Level.BODY).judgement()).isEqualTo(decided(Reason.GONE_404));
    }

    @Test
    void level_0_connects_to_nothing() {
        Site site = site(page(OK, "x"), MISSING);
        Look look = internet.look(internet.url("a.example", ITEM), Level.ROUTE);
        assertThat(look.judgement()).isEqualTo(new Judgement.Undecided(Judgement.Cause.LEVEL_TOO_LOW));
        assertThat(look.addresses()).map(Object::toString).containsExactly("127.77.0.1");
        assertThat(site.connections()).isZero();
    }

    @Test
    void names_have_their_reasons() {
        site(MISSING, MISSING);
        internet.names().empty("empty.example");
        internet.names().code("broken.example", Rcode.SERVFAIL).address("broken.example", "127.77.0.1");
        internet.names().silent("silent.example");
        internet.names().address("withheld.example", "127.77.0.1");
        internet.names().extendedError("withheld.example", ExtendedErrorCodeOption.CENSORED);
        internet.names().address("sunk.example", "0.0.0.0");
        internet.names().address("home.example", "127.0.0.1");

        assertThat(ofName("nowhere.example")).isEqualTo(decided(Reason.NXDOMAIN));
        assertThat(ofName("empty.example")).isEqualTo(decided(Reason.NO_ADDRESS));
        assertThat(ofName("broken.example")).isEqualTo(decided(Reason.TIMEOUT));
        assertThat(ofName("silent.example")).isEqualTo(decided(Reason.TIMEOUT));
        assertThat(ofName("withheld.example")).isEqualTo(decided(Reason.BLOCKED_US));
        assertThat(ofName("sunk.example")).isEqualTo(decided(Reason.BLOCKED_US));
        assertThat(ofName("home.example")).isEqualTo(decided(Reason.NO_ADDRESS));
    }

    private Judgement ofName(String name) {
        return internet.look(internet.url(name, ITEM), Level.ROUTE).judgement();
    }

    @Test
    void nobody_listening_is_a_timeout() {
        site(MISSING, MISSING);
        internet.names().address("down.example", "127.77.0.99");
        assertThat(internet.look(internet.url("down.example", ITEM), Level.HEADERS)
                        .judgement())
                .isEqualTo(decided(Reason.TIMEOUT));
    }

    @Test
    void a_domain_on_parking_name_servers_is_parked() {
        site(page(OK, "welcome"), MISSING);
        internet.names().nameServer("a.example", "ns1.parking.example");
        Order order = Order.of(internet.url("a.example", ITEM), Level.HEADERS);
        assertThat(internet.look(order.withNameServers()).judgement()).isEqualTo(decided(Reason.PARKED));
        assertThat(internet.look(order).judgement()).isEqualTo(decided(Reason.SAME));
    }

    @Test
    void a_name_that_is_an_alias_of_a_parking_service_is_parked() {
        site(page(OK, "welcome"), MISSING);
        internet.names().address("lot.parking.example", "127.77.0.1");
        internet.names().alias("b.example", "lot.parking.example");
        Look look = internet.look(internet.url("b.example", ITEM), Level.HEADERS);
        assertThat(look.judgement()).isEqualTo(decided(Reason.PARKED));
        assertThat(look.facts().aliases()).containsExactly("lot.parking.example");
    }

    @ParameterizedTest
    @CsvSource({"abc, SAME", "other, CHANGED"})
    void the_digest_tells_same_from_changed(String body, Reason reason) throws Exception {
        site(page(OK, "abc"), MISSING);
        // SHA-256 of "abc" is an example of FIPS 180-4.
        String digest = HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        Order order = Order.of(internet.url("a.example", ITEM), Level.BODY)
                .expecting(new Expected(
                        Optional.of(digest),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Look look = internet.look(order);
        assertThat(look.judgement()).isEqualTo(decided(reason));
        assertThat(look.facts().body().orElseThrow().sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void the_notified_content_is_the_same_even_if_its_words_sound_like_a_removal() {
        site(page(OK, "This image has been removed"), page(OK, "This image has been removed"));
        String url = internet.url("a.example", ITEM);
        Look first = internet.look(url, Level.BODY);
        assertThat(first.judgement()).isEqualTo(decided(Reason.PLACEHOLDER));
        Look second = internet.look(Order.of(url, Level.BODY).expecting(first.asExpected()));
        assertThat(second.judgement()).isEqualTo(decided(Reason.SAME));
    }

    @Test
    void header_fields_tell_changed_at_level_2() {
        site(page(OK, "abc"), MISSING);
        Expected longer = new Expected(
                Optional.empty(),
                OptionalLong.of(4),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Order order = Order.of(internet.url("a.example", ITEM), Level.HEADERS);
        assertThat(internet.look(order.expecting(longer)).judgement()).isEqualTo(decided(Reason.CHANGED));
        assertThat(internet.look(order.expecting(internet.look(order).asExpected()))
                        .judgement())
                .isEqualTo(decided(Reason.SAME));
    }

    @ParameterizedTest
    @CsvSource({"https://pictures.example/1.jpg, STILL_EMBEDDED", "https://pictures.example/2.jpg, CHANGED"})
    void a_page_still_embeds_what_it_did_or_not(String embedded, Reason reason) {
        site(page(OK, "<img src='//pictures.example/1.jpg'>"), MISSING);
        Order order = Order.of(internet.url("a.example", ITEM), Level.BODY).embedding(embedded);
        assertThat(internet.look(order).judgement()).isEqualTo(decided(reason));
    }

    @Test
    void a_server_that_dislikes_head_is_asked_with_get_and_its_body_not_read() {
        Site site = internet.site(
                "a.example",
                "127.77.0.1",
                (connection, head) -> Site.write(
                        connection,
                        head.startsWith("GET " + ITEM)
                                ? "HTTP/1.1 " + page(OK, "abc")
                                : "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"));
        Look look = internet.look(internet.url("a.example", ITEM), Level.HEADERS);
        assertThat(look.judgement()).isEqualTo(decided(Reason.SAME));
        assertThat(look.facts().body()).isEmpty();
        assertThat(site.heads()).map(head -> head.split(" ", 2)[0]).startsWith("HEAD", "GET");
    }

    @Test
    void no_body_is_asked_for_below_level_3_nor_read_where_the_status_decides() {
        Site site = site(page(MISSING, "a long sorry"), MISSING);
        Look look = internet.look(internet.url("a.example", ITEM), Level.BODY);
        assertThat(look.judgement()).isEqualTo(decided(Reason.GONE_404));
        assertThat(look.facts().body()).isEmpty();
        assertThat(site.connections()).isEqualTo(1);
    }

    @Test
    void a_control_path_is_asked_once_per_host_and_hour() {
        List<String> controls = new ArrayList<>();
        internet.site("a.example", "127.77.0.1", (connection, head) -> {
            String path = head.split(" ", 3)[1];
            if (!path.startsWith("/album")) {
                synchronized (controls) {
                    controls.add(path);
                }
            }
            answering("403 No\r\n", MISSING).serve(connection, head);
        });
        for (int look = 0; look < 5; look++) {
            assertThat(look(Level.HEADERS)).isEqualTo(decided(Reason.FORBIDDEN));
        }
        assertThat(controls).singleElement().asString().matches("/[a-z]{24}\\.html");
        internet.clock().pass(Duration.ofMinutes(59));
        look(Level.HEADERS);
        assertThat(controls).hasSize(1);
        internet.clock().pass(Duration.ofMinutes(1));
        look(Level.HEADERS);
        assertThat(controls).hasSize(2);
        assertThat(controls.getFirst()).isNotEqualTo(controls.getLast());
    }

    @Test
    void the_referer_and_cookie_of_the_notice_are_sent_to_the_asked_host_only() {
        String[] target = new String[1];
        Site site = internet.site(
                "a.example",
                "127.77.0.1",
                (connection, head) -> Site.write(
                        connection,
                        head.contains("Host: a.example")
                                ? "HTTP/1.1 302 Found\r\nSet-Cookie: own=1; Path=/\r\nLocation: " + target[0]
                                        + "\r\n\r\n"
                                : "HTTP/1.1 404 Not Found\r\n\r\n"));
        internet.names().address("other.example", "127.77.0.1");
        target[0] = internet.url("other.example", "/x");
        internet.look(Order.of(internet.url("a.example", ITEM), Level.HEADERS)
                .withReferer(WebUrl.parse("https://forum.example/thread/7").orElseThrow())
                .withCookie("age=18"));
        assertThat(site.heads().getFirst())
                .contains("\r\nReferer: https://forum.example/thread/7\r\n")
                .contains("\r\nCookie: age=18\r\n")
                .contains("\r\nUser-Agent: Schoonnet-Tests (+https://schoonnet.example)\r\n")
                .contains("\r\nAccept-Encoding: identity\r\n");
        assertThat(site.heads().get(1)).contains("Host: other.example").doesNotContain("Cookie", "Referer");
    }

    @Test
    void a_host_that_sends_back_with_a_cookie_is_followed() {
        internet.site(
                "a.example",
                "127.77.0.1",
                (connection, head) -> Site.write(
                        connection,
                        head.contains("\r\nCookie: seen=1\r\n")
                                ? "HTTP/1.1 410 Gone\r\n\r\n"
                                : "HTTP/1.1 302 Found\r\nSet-Cookie: seen=1; HttpOnly\r\nLocation: " + ITEM
                                        + "\r\n\r\n"));
        assertThat(look(Level.HEADERS)).isEqualTo(decided(Reason.GONE_410));
    }

    @ParameterizedTest
    @CsvSource({"998, true", "999, false", "20000, false"})
    void an_entity_tag_is_kept_up_to_a_thousand_characters(int letters, boolean kept) {
        String tag = "\"" + "\u00e9".repeat(letters) + "\"";
        site("200 OK\r\nETag: " + tag + "\r\nContent-Length: 7\r\n\r\n", MISSING);
        Expected known =
                internet.look(internet.url("a.example", ITEM), Level.HEADERS).asExpected();
        assertThat(known.entityTag().isPresent()).isEqualTo(kept);
        assertThat(known.length()).isEqualTo(OptionalLong.of(7));
    }

    @Test
    void a_removal_that_only_head_was_told_is_none_where_get_fails() {
        internet.site("a.example", "127.77.0.1", (connection, head) -> {
            if (head.startsWith("HEAD")) {
                Site.write(connection, "HTTP/1.1 " + MISSING + "\r\n");
            }
        });
        assertThat(look(Level.HEADERS)).isEqualTo(decided(Reason.SERVER_ERROR));
    }

    @Test
    void a_stopped_looker_connects_to_nothing_and_ends_what_is_open() throws Exception {
        Site site = internet.site("a.example", "127.77.0.1", (connection, head) -> Thread.sleep(20_000));
        Thread stopping = Thread.ofVirtual().start(() -> {
            while (site.heads().isEmpty()) {
                Thread.onSpinWait();
            }
            internet.stopSwitch().engage();
        });
        Look look = internet.look(internet.url("a.example", ITEM), Level.HEADERS);
        stopping.join();
        assertThat(look.judgement()).isEqualTo(new Judgement.Undecided(Judgement.Cause.STOPPED));
        assertThat(look.total()).isLessThan(Duration.ofMillis(1900));

        int before = site.connections();
        assertThat(look(Level.HEADERS)).isEqualTo(new Judgement.Undecided(Judgement.Cause.STOPPED));
        assertThat(site.connections()).isEqualTo(before);
    }
}
