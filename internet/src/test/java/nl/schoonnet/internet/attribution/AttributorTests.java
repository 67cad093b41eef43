// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import nl.schoonnet.internet.edition.Editions;
import nl.schoonnet.internet.name.PublicSuffixList;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Networks;
import nl.schoonnet.internet.party.Part;
import nl.schoonnet.internet.party.Provider;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.internet.party.Validity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributorTests {
    private static final Instant JANUARY = Instant.parse("2024-01-15T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2024-02-01T00:00:00Z");

    @TempDir
    Path folder;

    private Attributor attributor = new Attributor(Networks.none(), ProviderRegistry.none());

    @BeforeEach
    void build() {
        Networks networks = Networks.read(
                List.of(
                        file("dump-20240115", """
                                64500\t192.0.2.0/24\t9
                                64501\t198.51.100.0/24\t9
                                64501\t198.51.100.128/25\t9
                                64502\t198.51.100.128/25\t9
                                64503\t203.0.113.0/24\t9
                                64510\t2001:db8::/32\t9
                                """),
                        file("asnames-20240115.txt", "64501 ZUID-AS Zuid Net, BE\n"),
                        file("ripe.db.20240115", """
                                inetnum: 192.0.2.0 - 192.0.2.127
                                netname: NOORD-NET
                                country: NL
                                org: ORG-NH1

                                inetnum: 198.51.100.0 - 198.51.100.127
                                netname: ZUID-NET
                                org: ORG-Z

                                inetnum: 192.0.2.128 - 192.0.2.255
                                netname: BARE-NET

                                organisation: ORG-Z
                                org-name: Zuid Hosting
                                country: DE
                                """),
                        file("delegated-20240115", """
                                2|ripencc|1|1|19830705|20240115|+0100
                                ripencc|NL|ipv4|192.0.2.0|256|20100101|allocated|x
                                ripencc|BE|ipv4|198.51.100.0|256|20100101|allocated|y
                                """),
                        file("edgeward-20240115.txt", "203.0.113.0/24\n"),
                        file("geo-20240115.csv", "cidr,country\n192.0.2.0/24,FI\n"),
                        file("whois-20240115.csv", "domain,registrar\nsite.example,Names Ltd\n")),
                rejection -> {
                    throw new AssertionError(rejection);
                });
        attributor = new Attributor(networks, registry());
    }

    private static ProviderRegistry registry() {
        return ProviderRegistry.of(
                List.of(
                        new Provider(
                                "noordhost",
                                "Noordhost",
                                "NL",
                                false,
                                null,
                                List.of(
                                        new Part.Handle("ORG-NH1", Validity.ALWAYS, ""),
                                        new Part.As(64500, Validity.ALWAYS, ""))),
                        new Provider(
                                "imagehill",
                                "Image Hill",
                                "US",
                                false,
                                null,
                                List.of(new Part.Domain("imagehill.example", Validity.ALWAYS, ""))),
                        new Provider(
                                "frontline",
                                "Frontline",
                                "US",
                                true,
                                null,
                                List.of(new Part.As(64510, Validity.ALWAYS, "")))),
                List.of());
    }

    @Test
    void a_host_of_a_known_provider_has_all_roles() {
        Attribution found = attribute("http://www.site.example/", "192.0.2.1");
        assertThat(found.registrableDomain()).isEqualTo("site.example");
        assertThat(key(found, Role.PLATFORM)).isEqualTo("domain:site.example");
        assertThat(key(found, Role.WEB_HOST)).isEqualTo("noordhost");
        assertThat(key(found, Role.NETWORK)).isEqualTo("noordhost");
        assertThat(key(found, Role.REGISTRAR)).isEqualTo("registrar:Names Ltd");
        assertThat(found.role(Role.PROXY)).containsExactly(new Finding.Unknown(Finding.Reason.NO_PROXY, 1));
        assertThat(found.addresses()).isEqualTo(1);
    }

    @Test
    void a_finding_names_its_source_its_date_and_how_sure_it_is() {
        Attribution found = attribute("http://site.example/", "198.51.100.1");
        Finding.Known host = known(found, Role.WEB_HOST);
        assertThat(host.party()).isEqualTo(new Party("org:ORG-Z", "Zuid Hosting", null));
        assertThat(host.evidence()).isEqualTo(new Evidence("ripe.db.20240115", JANUARY, Confidence.RECORDED));
        Finding.Known network = known(found, Role.NETWORK);
        assertThat(network.party()).isEqualTo(new Party("as:64501", "ZUID-AS Zuid Net", null));
        assertThat(network.evidence()).isEqualTo(new Evidence("dump-20240115", JANUARY, Confidence.RECORDED));
        assertThat(known(attribute("http://site.example/", "192.0.2.1"), Role.WEB_HOST)
                        .evidence()
                        .confidence())
                .isEqualTo(Confidence.CURATED);
    }

    @Test
    void a_table_that_is_later_than_the_moment_is_said_to_be() {
        Attribution found =
                attributor.attribute(url("http://site.example/"), addresses("198.51.100.1"), JANUARY.minusSeconds(1));
        assertThat(known(found, Role.NETWORK).evidence().confidence()).isEqualTo(Confidence.LATER);
        assertThat(known(found, Role.WEB_HOST).evidence().confidence()).isEqualTo(Confidence.LATER);
    }

    @Test
    void a_range_without_an_organisation_is_known_by_its_name() {
        Attribution found = attribute("http://site.example/", "192.0.2.200");
        assertThat(key(found, Role.WEB_HOST)).isEqualTo("net:BARE-NET");
        assertThat(key(found, Role.NETWORK)).isEqualTo("noordhost");
    }

    @Test
    void the_platform_is_the_provider_of_the_domain() {
        Attribution found = attribute("http://i.imagehill.example/", "192.0.2.1");
        assertThat(key(found, Role.PLATFORM)).isEqualTo("imagehill");
        assertThat(known(found, Role.PLATFORM).evidence().confidence()).isEqualTo(Confidence.CURATED);
    }

    @Test
    void customers_of_a_free_host_are_separate() {
        Attribution one = attribute("http://one.github.io/", "192.0.2.1");
        Attribution two = attribute("http://two.github.io/", "192.0.2.1");
        assertThat(key(one, Role.PLATFORM)).isEqualTo("domain:one.github.io");
        assertThat(key(two, Role.PLATFORM)).isEqualTo("domain:two.github.io");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.1", "2001:db8::1"})
    void a_proxy_is_never_the_host_of_what_it_fronts(String address) {
        Attribution found = attribute("http://site.example/", address);
        assertThat(found.role(Role.PROXY).getFirst()).isInstanceOf(Finding.Known.class);
        Finding behind = new Finding.Unknown(Finding.Reason.BEHIND_PROXY, 1);
        assertThat(found.role(Role.WEB_HOST)).containsExactly(behind);
        assertThat(found.role(Role.NETWORK)).containsExactly(behind);
        assertThat(found.ranked()).containsExactly(new Attribution.Ranked(behind, false));
        assertThat(found.country(CountryFinding.Kind.SEAT))
                .containsExactly(new CountryFinding(CountryFinding.Kind.SEAT, null, 1, null));
    }

    @Test
    void a_proxy_is_known_by_a_list_of_ranges_or_by_the_registry() {
        assertThat(key(attribute("http://site.example/", "203.0.113.1"), Role.PROXY))
                .isEqualTo("proxy:edgeward");
        assertThat(key(attribute("http://site.example/", "2001:db8::1"), Role.PROXY))
                .isEqualTo("frontline");
    }

    @Test
    void addresses_on_several_parties_count_with_a_share_each() {
        Attribution found =
                attribute("http://site.example/", "192.0.2.1", "192.0.2.2", "192.0.2.2", "198.51.100.1", "203.0.113.9");
        assertThat(found.addresses()).isEqualTo(4);
        assertThat(shares(found.role(Role.WEB_HOST)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("noordhost", 0.5, "org:ORG-Z", 0.25, "BEHIND_PROXY", 0.25));
        assertThat(found.role(Role.WEB_HOST).getFirst().share()).isEqualTo(0.5);
        assertThat(shares(found.role(Role.PROXY)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("NO_PROXY", 0.75, "proxy:edgeward", 0.25));
    }

    @Test
    void several_origins_of_one_prefix_share_it_and_are_disputed() {
        Attribution found = attribute("http://site.example/", "198.51.100.200");
        assertThat(shares(found.role(Role.NETWORK)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("as:64501", 0.5, "as:64502", 0.5));
        assertThat(known(found, Role.NETWORK).evidence().confidence()).isEqualTo(Confidence.DISPUTED);
    }

    @Test
    void a_ranking_falls_back_from_web_host_to_network_and_says_so() {
        Attribution found = attribute("http://site.example/", "198.51.100.200", "192.0.2.1");
        assertThat(found.role(Role.WEB_HOST)).contains(new Finding.Unknown(Finding.Reason.NOT_IN_TABLE, 0.5));
        assertThat(found.ranked())
                .extracting(ranked -> ((Finding.Known) ranked.finding()).party().key() + " " + ranked.fallback())
                .containsExactlyInAnyOrder("noordhost false", "as:64501 true", "as:64502 true");
    }

    @Test
    void without_an_address_only_the_domain_says_something() {
        Attribution found = attribute("http://i.imagehill.example/");
        assertThat(found.addresses()).isZero();
        assertThat(key(found, Role.PLATFORM)).isEqualTo("imagehill");
        for (Role role : List.of(Role.PROXY, Role.WEB_HOST, Role.NETWORK)) {
            assertThat(found.role(role)).containsExactly(new Finding.Unknown(Finding.Reason.NO_ADDRESS, 1));
        }
        assertThat(found.ranked()).hasSize(1);
    }

    @Test
    void a_url_with_an_address_has_no_domain_and_needs_no_other_address() {
        Attribution found = attribute("http://0xC0000201/", "198.51.100.1");
        assertThat(found.registrableDomain()).isNull();
        assertThat(found.role(Role.PLATFORM)).containsExactly(new Finding.Unknown(Finding.Reason.NO_DOMAIN, 1));
        assertThat(key(found, Role.WEB_HOST)).isEqualTo("noordhost");
    }

    @Test
    void without_tables_the_roles_are_unknown_for_want_of_a_table() {
        Attributor bare = new Attributor(Networks.none(), ProviderRegistry.none());
        Attribution found = bare.attribute(url("http://site.example/"), addresses("192.0.2.1"), FEBRUARY);
        Finding none = new Finding.Unknown(Finding.Reason.NO_TABLE, 1);
        assertThat(found.role(Role.WEB_HOST)).containsExactly(none);
        assertThat(found.role(Role.NETWORK)).containsExactly(none);
        assertThat(found.role(Role.REGISTRAR)).containsExactly(none);
    }

    @Test
    void the_three_countries_may_differ_and_each_has_a_source() {
        Attribution found = attribute("http://site.example/", "198.51.100.1");
        assertThat(country(found, CountryFinding.Kind.REGISTRATION)).isEqualTo("BE");
        assertThat(country(found, CountryFinding.Kind.SEAT)).isEqualTo("DE");
        assertThat(found.country(CountryFinding.Kind.SERVER).getFirst().country())
                .isNull();
        Attribution other = attribute("http://site.example/", "192.0.2.1");
        assertThat(country(other, CountryFinding.Kind.REGISTRATION)).isEqualTo("NL");
        assertThat(country(other, CountryFinding.Kind.SERVER)).isEqualTo("FI");
        assertThat(country(other, CountryFinding.Kind.SEAT)).isEqualTo("NL");
        assertThat(other.country(CountryFinding.Kind.SERVER).getFirst().evidence())
                .isEqualTo(new Evidence("geo-20240115.csv", JANUARY, Confidence.RECORDED));
    }

    @Test
    void the_seat_is_the_networks_where_the_web_host_is_unknown() {
        Attribution found = attribute("http://site.example/", "198.51.100.200");
        assertThat(found.country(CountryFinding.Kind.SEAT))
                .extracting(CountryFinding::country)
                .containsExactlyInAnyOrder("BE", null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_shares_of_every_role_and_country_add_up_to_one(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < 500; i++) {
            List<IpAddress> addresses = new ArrayList<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                int base = List.of(0xC0000200, 0xC6336400, 0xCB007100).get(random.nextInt(3));
                addresses.add(
                        random.nextInt(5) == 0
                                ? new IpAddress(0x2001_0DB8_0000_0000L, random.nextLong())
                                : IpAddress.ofIpv4(base | random.nextInt(256)));
            }
            Attribution found = attributor.attribute(url("http://site.example/"), addresses, FEBRUARY);
            for (Role role : Role.values()) {
                assertThat(found.role(role).stream().mapToDouble(Finding::share).sum())
                        .isCloseTo(1, within(1e-12));
            }
            for (CountryFinding.Kind kind : CountryFinding.Kind.values()) {
                assertThat(found.country(kind).stream()
                                .mapToDouble(CountryFinding::share)
                                .sum())
                        .isCloseTo(1, within(1e-12));
            }
            assertThat(found.ranked().stream()
                            .mapToDouble(ranked -> ranked.finding().share())
                            .sum())
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void the_order_of_the_addresses_doesnt_matter() {
        assertThat(attribute("http://site.example/", "198.51.100.200", "192.0.2.1", "203.0.113.1"))
                .isEqualTo(attribute("http://site.example/", "203.0.113.1", "198.51.100.200", "192.0.2.1"));
    }

    @Test
    void a_suffix_list_is_needed() {
        assertThatThrownBy(() ->
                        new Attributor(Networks.none(), ProviderRegistry.none(), Editions.<PublicSuffixList>none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Attribution attribute(String url, String... addresses) {
        return attributor.attribute(url(url), addresses(addresses), FEBRUARY);
    }

    private static String key(Attribution attribution, Role role) {
        return known(attribution, role).party().key();
    }

    private static Finding.Known known(Attribution attribution, Role role) {
        return (Finding.Known) attribution.role(role).getFirst();
    }

    private static Map<String, Double> shares(List<Finding> findings) {
        Map<String, Double> shares = new HashMap<>();
        for (Finding finding : findings) {
            String key = switch (finding) {
                case Finding.Known known -> known.party().key();
                case Finding.Unknown unknown -> unknown.reason().name();
            };
            assertThat(shares.put(key, finding.share())).isNull();
        }
        return shares;
    }

    private static String country(Attribution attribution, CountryFinding.Kind kind) {
        return String.valueOf(attribution.country(kind).getFirst().country());
    }

    private static WebUrl url(String text) {
        return WebUrl.parse(text).orElseThrow();
    }

    private static List<IpAddress> addresses(String... texts) {
        return List.of(texts).stream()
                .map(text -> IpAddress.parse(text).orElseThrow())
                .toList();
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
