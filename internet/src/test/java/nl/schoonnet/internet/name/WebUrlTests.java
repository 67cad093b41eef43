// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.name;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nl.schoonnet.internet.network.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTests {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|([tnr])(?![a-z]{2,}\\\\))");

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void a_url_is_parsed_as_the_standard_says(String kind, String input, String href) {
        assertThat(WebUrl.parse(input).map(WebUrl::href).orElse("failure")).isEqualTo(href);
    }

    static Stream<Arguments> cases() throws IOException {
        try (InputStream in = Objects.requireNonNull(WebUrlTests.class.getResourceAsStream("url-cases.csv"));
                CsvReader<CsvRecord> csv = CsvReader.builder()
                        .commentStrategy(CommentStrategy.SKIP)
                        .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<CsvRecord> records = csv.stream().skip(1).toList();
            return records.stream()
                    .map(record -> Arguments.of(record.getField(0), unescaped(record.getField(1)), record.getField(2)));
        }
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) != null
                                ? Character.toString((char) Integer.parseInt(escape.group(1), 16))
                                : switch (escape.group(2)) {
                                    case "t" -> "\t";
                                    case "n" -> "\n";
                                    default -> "\r";
                                }));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://U:P@A.Example.:80/x/../%7euser/%4a%2f%c3%a9?#top, http://a.example/~user/J%2F%C3%A9",
        "https://a.example, https://a.example/",
        "https://a.example:8443/?b=2&a=%31, https://a.example:8443/?b=2&a=1",
        "http://0x7f.1/, http://127.0.0.1/",
        "http://[2001:DB8:0::1]/a%zz, http://[2001:db8::1]/a%25zz",
        "http://a.example/%%34%31, http://a.example/%2541",
        "http://[::ffff:192.0.2.1]/, http://192.0.2.1/",
        "http://a.example/a%2Fb, http://a.example/a%2Fb",
        "http://a.example/%252e, http://a.example/%252e",
    })
    void doubles_have_one_canonical_form(String input, String canonical) {
        assertThat(parse(input).canonical()).isEqualTo(canonical);
        assertThat(parse(input)).isEqualTo(parse(canonical)).hasSameHashCodeAs(parse(canonical));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/x, https://a.example/x",
        "http://a.example/x, http://a.example/x/",
        "http://a.example/x, http://a.example/X",
        "http://a.example/?a=1&b=2, http://a.example/?b=2&a=1",
        "http://a.example/, http://a.example:81/",
        "http://a.example/, http://www.a.example/",
        "http://a.example/a/b, http://a.example/a%2Fb",
        "http://a.example/?x=+, http://a.example/?x=%2B",
    })
    void what_can_lead_elsewhere_stays_different(String one, String other) {
        assertThat(parse(one)).isNotEqualTo(parse(other));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_canonical_form_of_a_canonical_form_is_itself(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String alphabet = "ab./%2eE4\u00e9:?#&= @\\;\u0430+~";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder("http://h.example/");
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            WebUrl url = parse(text.toString());
            assertThat(parse(url.canonical()).canonical()).isEqualTo(url.canonical());
            assertThat(parse(url.href()).href()).isEqualTo(url.href());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void any_text_is_parsed_or_refused_but_never_fails(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder("http://");
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append((char) (random.nextInt(4) == 0 ? random.nextInt(1 << 16) : random.nextInt(128)));
            }
            WebUrl.parse(text.toString())
                    .ifPresent(url -> assertThat(WebUrl.parse(url.canonical())).contains(url));
        }
    }

    @Test
    void a_host_that_is_an_address_is_one_in_whatever_form_it_was_written() {
        assertThat(parse("http://0xC0000201/").host())
                .isEqualTo(new Host.Address(IpAddress.parse("192.0.2.1").orElseThrow()));
        assertThat(parse("http://[2001:db8::1]/").host().text()).isEqualTo("2001:db8::1");
    }

    @Test
    void letters_that_look_alike_are_different_hosts() {
        assertThat(parse("http://\u0430pple.example/").host().text()).isEqualTo("xn--pple-43d.example");
    }

    @Test
    void a_host_has_no_dot_at_its_end() {
        assertThat(parse("http://A.Example./").host()).isEqualTo(new Host.Domain("a.example"));
    }

    @Test
    void the_port_is_the_one_that_is_connected_to() {
        assertThat(parse("https://a.example/").port()).isEqualTo(443);
        assertThat(parse("http://a.example:8080/").port()).isEqualTo(8080);
    }

    @Test
    void a_giant_text_is_refused_at_once() {
        assertThat(WebUrl.parse("http://a.example/" + "x".repeat(WebUrl.MAX_LENGTH)))
                .isEmpty();
        assertThat(WebUrl.parse("http://" + "a.".repeat(30_000) + "example/")).isEmpty();
    }

    @Test
    void nothing_of_a_url_is_in_what_logs_would_show() {
        WebUrl url = parse("http://user:password@a.example/path?query");
        assertThat(url + " " + url.host()).doesNotContain("example", "path", "query", "user");
        assertThat(parse("http://192.0.2.1/").host().toString()).doesNotContain("192");
    }

    private static WebUrl parse(String text) {
        return WebUrl.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/x/y?q#f, z, http://a.example/x/z",
        "http://a.example/x/y?q#f, ?p, http://a.example/x/y?p",
        "http://a.example/x/y, /z, http://a.example/z",
        "https://a.example/x, //b.example/y, https://b.example/y",
        "https://a.example/x, http://0x7f.1/, http://127.0.0.1/",
        "http://a.example/x, ftp://b.example/, failure",
        "http://a.example/x, http://b..example/, failure",
    })
    void a_reference_is_read_against_its_url(String base, String reference, String href) {
        assertThat(parse(base).resolve(reference).map(WebUrl::href).orElse("failure"))
                .isEqualTo(href);
    }

    @ParameterizedTest
    @CsvSource({
        "http://A.example.:80, /, a.example, false",
        "https://u:p@a.example:8443/x y?q=1 2#f, /x%20y?q=1%202, a.example:8443, true",
        "http://u@[2001:DB8::1]:8080/?, /?, [2001:db8::1]:8080, true",
    })
    void a_server_is_asked_for_path_and_query_under_its_authority(
            String input, String target, String authority, boolean credentials) {
        assertThat(parse(input).requestTarget()).isEqualTo(target);
        assertThat(parse(input).authority()).isEqualTo(authority);
        assertThat(parse(input).hasCredentials()).isEqualTo(credentials);
    }
}
