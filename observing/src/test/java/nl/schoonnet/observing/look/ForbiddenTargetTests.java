// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import nl.schoonnet.observing.address.Refusal;
import nl.schoonnet.observing.request.Proxy;
import nl.schoonnet.observing.testbench.Site;
import nl.schoonnet.observing.testbench.SmallInternet;
import nl.schoonnet.observing.verdict.Ending;
import nl.schoonnet.observing.verdict.Judgement;
import nl.schoonnet.observing.verdict.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attempts to make a look reach what it must not. Servers listen on forbidden loopback addresses, and every connection that
 * is opened is written down: none may be to anything but a permitted address.
 *
 * <p>{@code {port}} is the port on which everything listens.
 */
class ForbiddenTargetTests {
    private static final List<String> FORBIDDEN = List.of("127.0.0.1", "127.0.0.53", "127.1.2.3", "127.255.255.254");
    private static final Prefix PERMITTED =
            Prefix.parse(SmallInternet.PERMITTED).orElseThrow();

    private final SmallInternet internet = new SmallInternet();
    private final List<Site> forbidden = new ArrayList<>();

    @BeforeEach
    void listen() {
        Site start = internet.site("start.example", "127.77.0.1", (connection, head) -> {
            // The path is what to redirect to, in hexadecimal.
            String path = head.split(" ", 3)[1].substring(1);
            Site.write(
                    connection, "HTTP/1.1 302 Found\r\nLocation: " + unhexed(path) + "\r\nContent-Length: 0\r\n\r\n");
        });
        for (String address : FORBIDDEN) {
            forbidden.add(internet.with(new Site(address, start.port(), Site.saying("HTTP/1.1 200 OK\r\n\r\nx"))));
        }
    }

    @AfterEach
    void nothing_reached_a_forbidden_address() {
        try {
            assertThat(forbidden)
                    .allSatisfy(site -> assertThat(site.connections()).isZero());
            assertThat(internet.connections().tried()).allMatch(PERMITTED::contains);
        } finally {
            internet.close();
        }
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                // Plain.
                Arguments.of("http://127.0.0.1:{port}/", Refusal.LOOPBACK),
                Arguments.of("http://127.0.0.53:{port}/", Refusal.LOOPBACK),
                Arguments.of("http://127.255.255.254:{port}/", Refusal.LOOPBACK),
                Arguments.of("http://0.0.0.0:{port}/", Refusal.UNSPECIFIED),
                Arguments.of("http://0.1.2.3:{port}/", Refusal.UNSPECIFIED),
                Arguments.of("http://10.0.0.1:{port}/", Refusal.PRIVATE),
                Arguments.of("http://172.16.0.1:{port}/", Refusal.PRIVATE),
                Arguments.of("http://192.168.1.1:{port}/", Refusal.PRIVATE),
                Arguments.of("http://100.64.0.1:{port}/", Refusal.SHARED),
                Arguments.of("http://169.254.169.254:{port}/latest/", Refusal.LINK_LOCAL),
                Arguments.of("http://168.63.129.16:{port}/", Refusal.METADATA),
                Arguments.of("http://192.0.0.192:{port}/", Refusal.PROTOCOL),
                Arguments.of("http://198.18.0.1:{port}/", Refusal.BENCHMARKING),
                Arguments.of("http://203.0.113.7:{port}/", Refusal.DOCUMENTATION),
                Arguments.of("http://224.0.0.251:{port}/", Refusal.MULTICAST),
                Arguments.of("http://240.0.0.1:{port}/", Refusal.RESERVED),
                Arguments.of("http://255.255.255.255:{port}/", Refusal.BROADCAST),
                // Other forms of numbers.
                Arguments.of("http://2130706433:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://0x7f000001:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://0X7F.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://017700000001:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://0177.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://127.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://127.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://0x7f.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://0:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://127.0.0.1.:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://127.0.0.01:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://%31%32%37.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://\uFF11\uFF12\uFF17.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://127\u30020\u30020\u30021:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http://\u2460\u2461\u2466.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http:127.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http:/127.0.0.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("http:\\\\127.0.0.1:{port}\\", Refusal.LOOPBACK),
                Arguments.of("http://12\t7.0.0.1:{port}/", Refusal.LOOPBACK),
                Arguments.of("http://256.256.256.256:{port}/", Refusal.NOT_A_URL),
                // IPv6.
                Arguments.of("http://[::1]:{port}/", Refusal.LOOPBACK),
                Arguments.of("http://[0:0:0:0:0:0:0:1]:{port}/", Refusal.LOOPBACK),
                Arguments.of("http://[::]:{port}/", Refusal.UNSPECIFIED),
                Arguments.of("http://[::ffff:127.0.0.1]:{port}/", Refusal.IPV4_MAPPED),
                Arguments.of("http://[::ffff:7f00:1]:{port}/", Refusal.IPV4_MAPPED),
                Arguments.of("http://[::ffff:8.8.8.8]:{port}/", Refusal.IPV4_MAPPED),
                Arguments.of("http://[::127.0.0.1]:{port}/", Refusal.IPV4_COMPATIBLE),
                Arguments.of("http://[64:ff9b::127.0.0.1]:{port}/", Refusal.NAT64),
                Arguments.of("http://[64:ff9b:1::7f00:1]:{port}/", Refusal.NAT64),
                Arguments.of("http://[2002:7f00:1::]:{port}/", Refusal.SIX_TO_FOUR),
                Arguments.of("http://[2001:0:7f00:1::]:{port}/", Refusal.TEREDO),
                Arguments.of("http://[fe80::1]:{port}/", Refusal.LINK_LOCAL),
                Arguments.of("http://[fe80::1%25eth0]:{port}/", Refusal.ZONE_ID),
                Arguments.of("http://[fe80::1%eth0]:{port}/", Refusal.ZONE_ID),
                Arguments.of("http://[fd00:ec2::254]:{port}/", Refusal.UNIQUE_LOCAL),
                Arguments.of("http://[fec0::1]:{port}/", Refusal.SITE_LOCAL),
                Arguments.of("http://[ff02::1]:{port}/", Refusal.MULTICAST),
                Arguments.of("http://[100::1]:{port}/", Refusal.DISCARD),
                // Names.
                Arguments.of("http://localhost:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://LOCALHOST.:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://a.localhost:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://\uFF4C\u24DEcalhost:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://loc\u00ADalhost:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://metadata.google.internal:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://printer.local:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://router.home.arpa:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http://intranet-host:{port}/", Refusal.SINGLE_LABEL),
                Arguments.of("http://abcdefghij.onion:{port}/", Refusal.ONION),
                Arguments.of("http://abcdefghij.onion.:{port}/", Refusal.ONION),
                // The rest of the URL.
                Arguments.of("http://user@start.example:{port}/", Refusal.USER_INFO),
                Arguments.of("http://user:secret@start.example:{port}/", Refusal.USER_INFO),
                Arguments.of("http://@start.example:{port}/", Refusal.USER_INFO),
                Arguments.of("http://start.example@127.0.0.1:{port}/", Refusal.USER_INFO),
                Arguments.of("http://start.example\\@127.0.0.1:{port}/", Refusal.PORT),
                Arguments.of("http://start.example:22/", Refusal.PORT),
                Arguments.of("http://start.example:6379/", Refusal.PORT),
                Arguments.of("http://start.example:0/", Refusal.NOT_A_URL),
                Arguments.of("http://start.example:65536/", Refusal.NOT_A_URL),
                Arguments.of("ftp://start.example/", Refusal.SCHEME),
                Arguments.of("file:///etc/hostname", Refusal.SCHEME),
                Arguments.of("gopher://127.0.0.1:{port}/_x", Refusal.SCHEME),
                Arguments.of("jar:http://127.0.0.1:{port}/x!/", Refusal.SCHEME),
                Arguments.of("data:text/plain,x", Refusal.SCHEME),
                Arguments.of("//127.0.0.1:{port}/", Refusal.NOT_A_URL),
                Arguments.of("", Refusal.NOT_A_URL));
    }

    @ParameterizedTest(name = "{1} {index}")
    @MethodSource("texts")
    void a_forbidden_url_is_refused_with_its_reason(String text, Refusal reason) {
        assertThat(refusal(internet.look(withPort(text), Level.BODY))).contains(reason);
        assertThat(internet.connections().tried()).isEmpty();
    }

    /** As references some texts mean something else: a path, or the same place on this host. */
    static Stream<Arguments> absoluteTexts() {
        return texts().filter(arguments -> {
            String text = String.valueOf(arguments.get()[0]);
            boolean absolute = text.matches("(?s)[a-z]+://.*|[a-z]+:(?!/?127).*") || text.startsWith("http:\\");
            return absolute && !text.contains("\t");
        });
    }

    @ParameterizedTest(name = "{1} {index}")
    @MethodSource("absoluteTexts")
    void a_redirect_there_is_refused_too(String text, Refusal reason) {
        Look look = internet.look(internet.url("start.example", "/" + hexed(withPort(text))), Level.HEADERS);

        assertThat(refusal(look)).contains(reason);
        assertThat(look.judgement()).isEqualTo(new Judgement.Undecided(Judgement.Cause.REDIRECT_NOT_ALLOWED));
        assertThat(internet.connections().tried()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("references")
    void a_relative_redirect_there_is_refused(String reference, Refusal reason) {
        Look look = internet.look(internet.url("start.example", "/" + hexed(withPort(reference))), Level.HEADERS);
        assertThat(refusal(look)).contains(reason);
    }

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of("//127.0.0.1:{port}/", Refusal.LOOPBACK),
                Arguments.of("//0x7f.1:{port}/", Refusal.NUMBER_FORM),
                Arguments.of("\\\\127.0.0.1:{port}/", Refusal.LOOPBACK),
                Arguments.of("/\\127.0.0.1:{port}/", Refusal.LOOPBACK),
                Arguments.of("///127.0.0.1:{port}/", Refusal.LOOPBACK),
                Arguments.of("//a@127.0.0.1:{port}/", Refusal.USER_INFO),
                Arguments.of("//[::1]:{port}/", Refusal.LOOPBACK),
                Arguments.of("//[::ffff:7f00:1]:{port}/", Refusal.IPV4_MAPPED),
                Arguments.of("//localhost:{port}/", Refusal.LOCAL_NAME),
                Arguments.of("http:///127.0.0.1:{port}/", Refusal.LOOPBACK));
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
                Arguments.of("127.0.0.1", Refusal.LOOPBACK),
                Arguments.of("127.1.2.3", Refusal.LOOPBACK),
                Arguments.of("0.0.0.0", Refusal.UNSPECIFIED),
                Arguments.of("10.1.2.3", Refusal.PRIVATE),
                Arguments.of("192.168.0.10", Refusal.PRIVATE),
                Arguments.of("169.254.169.254", Refusal.LINK_LOCAL),
                Arguments.of("100.100.100.200", Refusal.SHARED),
                Arguments.of("00000000000000000000000000000001", Refusal.LOOPBACK),
                Arguments.of("00000000000000000000ffff7f000001", Refusal.IPV4_MAPPED),
                Arguments.of("00000000000000000000ffff7f4d0001", Refusal.IPV4_MAPPED),
                Arguments.of("0000000000000000000000007f000001", Refusal.IPV4_COMPATIBLE),
                Arguments.of("0064ff9b00000000000000007f000001", Refusal.NAT64),
                Arguments.of("20027f00000100000000000000000001", Refusal.SIX_TO_FOUR),
                Arguments.of("fd000ec2000000000000000000000254", Refusal.UNIQUE_LOCAL),
                Arguments.of("fe800000000000000000000000000001", Refusal.LINK_LOCAL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addresses")
    void a_name_that_leads_there_is_refused(String address, Refusal reason) {
        internet.names().address("bad.example", address);
        internet.names().alias("alias.example", "bad.example");

        assertThat(refusal(internet.look(internet.url("bad.example", "/"), Level.BODY)))
                .contains(reason);
        assertThat(refusal(internet.look(internet.url("bad.example.", "/"), Level.BODY)))
                .contains(reason);
        assertThat(refusal(internet.look(internet.url("alias.example", "/"), Level.BODY)))
                .contains(reason);
        assertThat(internet.connections().tried()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addresses")
    void a_redirect_to_a_name_that_leads_there_is_refused(String address, Refusal reason) {
        internet.names().address("bad.example", address);
        String target = internet.url("bad.example", "/");

        Look look = internet.look(internet.url("start.example", "/" + hexed(target)), Level.HEADERS);

        assertThat(refusal(look)).contains(reason);
        assertThat(internet.connections().tried()).hasSize(1);
    }

    @Test
    void a_name_that_changes_its_address_after_it_was_vetted_is_not_resolved_again() {
        Site good = internet.with(new Site("127.77.0.9", internet.port(), Site.saying("HTTP/1.1 410 Gone\r\n\r\n")));
        internet.names().inTurn("rebind.example", "127.77.0.9", "127.0.0.1", "127.0.0.1");

        internet.look(internet.url("rebind.example", "/"), Level.HEADERS);

        assertThat(good.connections()).isEqualTo(1);
        assertThat(internet.names().questions("rebind.example")).isEqualTo(2);
    }

    @Test
    void a_name_that_changed_its_address_by_the_next_look_is_refused_there() {
        internet.with(new Site("127.77.0.9", internet.port(), Site.saying("HTTP/1.1 410 Gone\r\n\r\n")));
        internet.names().inTurn("rebind.example", "127.77.0.9", "127.0.0.1");

        assertThat(refusal(internet.look(internet.url("rebind.example", "/"), Level.HEADERS)))
                .isEmpty();
        assertThat(refusal(internet.look(internet.url("rebind.example", "/"), Level.HEADERS)))
                .contains(Refusal.LOOPBACK);
    }

    @Test
    void a_name_that_redirects_to_itself_with_another_address_is_refused() {
        Site rebinding = internet.with(new Site(
                "127.77.0.9",
                internet.port(),
                (connection, head) -> Site.write(
                        connection,
                        "HTTP/1.1 302 Found\r\nLocation: " + internet.url("rebind.example", "/2") + "\r\n\r\n")));
        internet.names().inTurn("rebind.example", "127.77.0.9", "127.0.0.1");

        Look look = internet.look(internet.url("rebind.example", "/1"), Level.HEADERS);

        assertThat(refusal(look)).contains(Refusal.LOOPBACK);
        assertThat(rebinding.connections()).isEqualTo(1);
    }

    @Test
    void of_several_addresses_only_the_permitted_ones_are_tried() {
        Site good = internet.with(new Site("127.77.0.9", internet.port(), Site.saying("HTTP/1.1 410 Gone\r\n\r\n")));
        internet.names()
                .address("mixed.example", "127.0.0.1", "127.77.0.9", "10.0.0.1", "00000000000000000000ffff7f000001");

        internet.look(internet.url("mixed.example", "/"), Level.HEADERS);

        assertThat(good.connections()).isEqualTo(1);
        assertThat(internet.connections().tried()).hasSize(1);
    }

    @Test
    void when_the_permitted_address_refuses_the_forbidden_one_is_still_not_tried() {
        internet.names().address("mixed.example", "127.77.0.200", "127.0.0.1");

        internet.look(internet.url("mixed.example", "/"), Level.HEADERS);

        assertThat(internet.connections().tried()).map(IpAddress::toString).containsExactly("127.77.0.200");
    }

    @Test
    void the_control_path_is_vetted_like_any_other() {
        internet.with(new Site("127.77.0.9", internet.port(), Site.saying("HTTP/1.1 403 No\r\n\r\n")));
        internet.names().inTurn("rebind.example", "127.77.0.9", "127.0.0.1");

        Look look = internet.look(internet.url("rebind.example", "/"), Level.HEADERS);

        assertThat(look.facts().control()).isEmpty();
    }

    @Test
    void production_refuses_the_testbed_too() {
        Look look = (Look)
                internet.productionLooker(List.of()).look(Order.of(internet.url("start.example", "/"), Level.HEADERS));
        assertThat(refusal(look)).contains(Refusal.LOOPBACK);
        assertThat(internet.connections().tried()).isEmpty();
    }

    @Test
    void a_proxy_is_asked_for_the_vetted_address_and_never_for_the_name() {
        List<String> asked = new ArrayList<>();
        Site proxy = internet.with(new Site("127.77.0.50", 0, (connection, head) -> {
            asked.add(head);
            Site.write(connection, "HTTP/1.1 502 Bad Gateway\r\n\r\n");
        }));
        internet.proxy(new Proxy(IpAddress.parse("127.77.0.50").orElseThrow(), proxy.port(), Optional.empty()));
        internet.names().address("bad.example", "127.0.0.1");

        internet.look(internet.url("start.example", "/x"), Level.HEADERS);
        internet.look(internet.url("bad.example", "/x"), Level.HEADERS);

        String literal = "127.77.0.1:" + internet.port();
        assertThat(asked).containsExactly("CONNECT " + literal + " HTTP/1.1\r\nHost: " + literal + "\r\n\r\n");
    }

    private static Optional<Refusal> refusal(Look look) {
        return switch (look.facts().ending()) {
            case Ending.UrlRefused refused -> Optional.of(refused.reason());
            case Ending.AddressesRefused refused -> Optional.of(refused.reason());
            case Ending.Asked asked -> Optional.empty();
            case Ending.NotResolved resolution -> Optional.empty();
            case Ending.RouteOnly route -> Optional.empty();
            case Ending.TooManyRedirects redirects -> Optional.empty();
        };
    }

    private String withPort(String text) {
        return text.replace("{port}", Integer.toString(internet.port()));
    }

    private static String hexed(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** As Latin letters, one per byte: that is how they are written. */
    private static String unhexed(String text) {
        return new String(java.util.HexFormat.of().parseHex(text), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
