// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksTests {
    private static final Instant JANUARY = Instant.parse("2024-01-15T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2024-03-15T00:00:00Z");

    private final List<Rejection> rejections = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void riswhoisdump_gives_origins_and_reports_bad_lines() {
        Networks networks = read("riswhoisdump.IPv4.20240115", """
                % RIS whois dump

                64500\t192.0.2.0/24\t300
                64501\t192.0.2.128/25\t299
                64502\t192.0.2.128/25\t200
                {64503,64504}\t198.51.100.0/24\t12
                nonsense
                64500\t192.0.2.1/24\t300
                4294967296\t203.0.113.0/24\t300
                64500\t203.0.113.0/24\tmany
                """);
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
        assertThat(origins(networks, "192.0.2.129")).containsExactly(64501L, 64502L);
        assertThat(origins(networks, "198.51.100.1")).containsExactly(64503L, 64504L);
        assertThat(networks.route(address("203.0.113.1"), JANUARY)).isEmpty();
        assertThat(rejections)
                .containsExactly(
                        new Rejection("riswhoisdump.IPv4.20240115", 7, "", "missing_field"),
                        new Rejection("riswhoisdump.IPv4.20240115", 8, "prefix", "bad_prefix"),
                        new Rejection("riswhoisdump.IPv4.20240115", 9, "origin", "bad_as_number"),
                        new Rejection("riswhoisdump.IPv4.20240115", 10, "peers", "bad_number"));
    }

    @Test
    void an_origin_that_hardly_any_peer_sees_is_left_out_where_another_is_seen_well() {
        Networks networks =
                read("ris-20240115", "64500\t192.0.2.0/24\t300\n64501\t192.0.2.0/24\t30\n64502\t198.51.100.0/24\t1\n");
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
        assertThat(origins(networks, "198.51.100.1")).containsExactly(64502L);
    }

    @Test
    void pfx2as_gives_several_origins_and_sets() {
        Networks networks = read(
                "routeviews-rv6-20240115-1200.pfx2as",
                "2001:db8::\t32\t64500\n2001:db8:1::\t48\t64501_64502\n2001:db8:2::\t48\t64503,64504_64505\n");
        assertThat(origins(networks, "2001:db8:9::1")).containsExactly(64500L);
        assertThat(origins(networks, "2001:db8:1::1")).containsExactly(64501L, 64502L);
        assertThat(origins(networks, "2001:db8:2::1")).containsExactly(64503L, 64504L, 64505L);
        assertThat(networks.tables())
                .containsExactly(new NetworkTable(
                        NetworkTable.Kind.ROUTES,
                        "routeviews-rv6-20240115-1200.pfx2as",
                        Instant.parse("2024-01-15T12:00:00Z"),
                        3));
    }

    @Test
    void pyasn_is_read_and_dated_by_its_comments() {
        Networks networks = read(
                "ipasn.dat",
                "; IP-ASN32-DAT file\n; Original file : rib.20240115.0000.bz2\n192.0.2.0/24\t64500\n2001:db8::/32\t65536\n");
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
        assertThat(origins(networks, "2001:db8::1")).containsExactly(65536L);
        assertThat(networks.tables().getFirst().trueAt()).isEqualTo(JANUARY);
    }

    @Test
    void ranges_in_csv_become_routes_and_organisations() {
        Networks networks = read("ip2asn-20240115.csv", """
                start,end,asn,org
                192.0.2.1,192.0.2.6,AS64500,"Noord, ""Host"" BV"
                2001:db8::,2001:db8::ffff,64501,Zuid
                198.51.100.0,198.51.100.255,0,Not routed
                192.0.2.9,192.0.2.8,64500,Backwards
                192.0.2.9,2001:db8::,64500,Mixed
                """);
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
        assertThat(origins(networks, "192.0.2.6")).containsExactly(64500L);
        assertThat(networks.route(address("192.0.2.7"), JANUARY)).isEmpty();
        assertThat(networks.route(address("198.51.100.1"), JANUARY)).isEmpty();
        assertThat(networks.asOrganisation(64500, JANUARY).orElseThrow().value().name())
                .isEqualTo("Noord, \"Host\" BV");
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_range", "bad_range");
    }

    @Test
    void ranges_without_a_header_are_recognised() {
        Networks networks = read("table-20240115.csv", "192.0.2.0,192.0.2.255,64500,Noord\n");
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
    }

    @Test
    void as_org2info_joins_as_numbers_to_organisations() {
        Networks networks = read("20240115.as-org2info.txt", """
                # format:org_id|changed|org_name|country|source
                ORG-NH1|20230101|Noord Host|NL|RIPE
                # format:aut|changed|aut_name|org_id|opaque_id|source
                64500|20230101|NOORD-AS|ORG-NH1|x|RIPE
                64501|20230101|LONE-AS|ORG-GONE||RIPE
                none|20230101|BAD|ORG-NH1||RIPE
                """);
        assertThat(networks.asOrganisation(64500, JANUARY).orElseThrow().value())
                .isEqualTo(new AsOrganisation(64500, "Noord Host", "ORG-NH1", "NL"));
        assertThat(networks.asOrganisation(64501, JANUARY).orElseThrow().value())
                .isEqualTo(new AsOrganisation(64501, "LONE-AS", "ORG-GONE", null));
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_as_number");
    }

    @Test
    void as_names_end_in_a_country() {
        Networks networks = read("asnames-20240115.txt", "64500 NOORD-AS Noord, Host B.V., NL\n64501 PLAIN-AS\n");
        assertThat(networks.asOrganisation(64500, JANUARY).orElseThrow().value())
                .isEqualTo(new AsOrganisation(64500, "NOORD-AS Noord, Host B.V.", null, "NL"));
        assertThat(networks.asOrganisation(64501, JANUARY).orElseThrow().value().name())
                .isEqualTo("PLAIN-AS");
    }

    @Test
    void organisations_of_as_numbers_are_read_from_csv() {
        Networks networks = read("orgs-20240115.csv", "asn,org,country\n64500,Noord,NL\n64501,Zuid,\n,None,NL\n");
        assertThat(networks.asOrganisation(64500, JANUARY).orElseThrow().value().country())
                .isEqualTo("NL");
        assertThat(networks.asOrganisation(64501, JANUARY).orElseThrow().value().country())
                .isNull();
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_as_number");
    }

    @Test
    void delegated_statistics_give_countries_and_are_dated_by_their_version_line() {
        Networks networks = read("delegated-ripencc-extended-latest", """
                2|ripencc|1705359599|5|19830705|20240115|+0100
                ripencc|*|ipv4|*|3|summary
                ripencc|NL|ipv4|192.0.2.0|192|20100101|allocated|opaque-1
                ripencc|DE|ipv6|2001:db8::|32|20100101|assigned|opaque-2
                ripencc|NL|asn|64500|3|20100101|allocated|opaque-1
                ripencc||ipv4|203.0.113.0|256||available|
                ripencc|NL|ipv4|255.255.255.255|2|20100101|allocated|opaque-1
                ripencc|ZZ|ipv4|198.51.100.0|256|20100101|allocated|opaque-1
                """);
        assertThat(networks.delegation(address("192.0.2.191"), JANUARY)
                        .orElseThrow()
                        .value())
                .isEqualTo(new Delegation("ripencc", "NL", "opaque-1"));
        assertThat(networks.delegation(address("192.0.2.192"), JANUARY)).isEmpty();
        assertThat(networks.delegation(address("2001:db8::1"), JANUARY)
                        .orElseThrow()
                        .value()
                        .country())
                .isEqualTo("DE");
        assertThat(networks.delegation(64502, JANUARY).orElseThrow().value().country())
                .isEqualTo("NL");
        assertThat(networks.delegation(64503, JANUARY)).isEmpty();
        assertThat(networks.delegation(64499, JANUARY)).isEmpty();
        assertThat(networks.tables()).allMatch(table -> table.trueAt().equals(JANUARY));
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_range", "bad_country");
    }

    @Test
    void rpsl_in_iso_8859_1_keeps_its_free_text_and_a_key_in_it_is_rejected() throws IOException {
        Path file = folder.resolve("ripe.db.20240115");
        Files.write(file, """
                inetnum:        192.0.2.0 - 192.0.2.255
                netname:        NOORD
                descr:          Zoölogische hosting
                +               Curaçao
                country:        NL
                org:            ORG-NH1

                inetnum:        198.51.100.0 - 198.51.100.255
                netname:        CAFÉ
                country:        NL

                organisation:   ORG-NH1
                org-name:       Jürgen Hosting
                country:        NL
                """.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        List<Rejection> faults = new ArrayList<>();
        Networks networks = Networks.read(List.of(file), faults::add);
        assertThat(networks.organisation("ORG-NH1", JANUARY)
                        .orElseThrow()
                        .value()
                        .name())
                .isEqualTo("Jürgen Hosting");
        assertThat(networks.registration(address("192.0.2.9"), JANUARY)
                        .orElseThrow()
                        .value())
                .isEqualTo(new Registration("NOORD", "ORG-NH1", "NL"));
        assertThat(faults).containsExactly(new Rejection("ripe.db.20240115", 9, "netname", "not_utf_8"));
        assertThat(networks.latin1Lines()).isEqualTo(4);
        assertThat(Networks.none().latin1Lines()).isZero();
    }

    @Test
    void rpsl_objects_give_ranges_organisations_and_as_numbers() {
        Networks networks = read("ripe.db.20240115", """
                # The contents of this file are synthetic.

                inetnum:        192.0.2.0 - 192.0.2.255
                netname:        WIDE
                country:        DE   # comment
                org:            ORG-WIDE

                inetnum:        192.0.2.8 - 192.0.2.99
                netname:        SMALL
                country:        NL
                country:        BE
                org:            org-nh1
                descr:          first line
                                second line
                +               third line

                inet6num:       2001:db8::/32
                netname:        SIX
                country:        nl

                inetnum:        0.0.0.0 - 255.255.255.255
                netname:        IANA-BLK

                inetnum:        192.0.2.99 - 192.0.2.8
                netname:        BACKWARDS

                organisation:   ORG-NH1
                org-name:       Noord
                                Host
                country:        NL

                aut-num:        AS64500
                as-name:        NOORD-AS
                org:            ORG-NH1

                person:         nobody
                """);
        Registration small = networks.registration(address("192.0.2.9"), JANUARY)
                .orElseThrow()
                .value();
        assertThat(small).isEqualTo(new Registration("SMALL", "ORG-NH1", "NL"));
        assertThat(networks.registration(address("192.0.2.7"), JANUARY)
                        .orElseThrow()
                        .value()
                        .name())
                .isEqualTo("WIDE");
        assertThat(networks.registration(address("192.0.2.100"), JANUARY)
                        .orElseThrow()
                        .value()
                        .country())
                .isEqualTo("DE");
        assertThat(networks.registration(address("2001:db8::1"), JANUARY)
                        .orElseThrow()
                        .value())
                .isEqualTo(new Registration("SIX", null, "NL"));
        assertThat(networks.registration(address("198.51.100.1"), JANUARY)).isEmpty();
        assertThat(networks.organisation("ORG-NH1", JANUARY).orElseThrow().value())
                .isEqualTo(new Organisation("ORG-NH1", "Noord Host", "NL"));
        assertThat(networks.asOrganisation(64500, JANUARY).orElseThrow().value().handle())
                .isEqualTo("ORG-NH1");
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_range");
    }

    @Test
    void of_nested_ranges_that_are_no_prefixes_the_smaller_one_answers_in_any_order() {
        String wide = "inetnum: 192.0.2.0 - 192.0.2.254\nnetname: WIDE\n\n";
        String small = "inetnum: 192.0.2.0 - 192.0.2.127\nnetname: SMALL\n\n";
        for (String text : List.of(wide + small, small + wide)) {
            Networks networks = read("ripe.db.inetnum.20240115", text);
            assertThat(networks.registration(address("192.0.2.5"), JANUARY)
                            .orElseThrow()
                            .value()
                            .name())
                    .isEqualTo("SMALL");
        }
    }

    @Test
    void cdn_ranges_are_read_from_json_on_one_line_and_clouds_are_no_proxies() {
        String filler = "198.51.100.0/24\",\"".repeat(80_000);
        Networks networks = read(
                "sources-20240115.json",
                "{\"cdn\":{\"edgeward\":[\"192.0.2.0/24\",\"" + filler
                        + "2001:db8::/32\",\"bad\"]},\"cloud\":{\"hill\":[\"203.0.113.0/24\"]},\"common\":[1,{\"a\":2}]}");
        assertThat(networks.proxy(address("192.0.2.1"), JANUARY).orElseThrow().value())
                .isEqualTo("edgeward");
        assertThat(networks.proxy(address("2001:db8::1"), JANUARY)).isPresent();
        assertThat(networks.proxy(address("203.0.113.1"), JANUARY)).isEmpty();
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_prefix");
    }

    @Test
    void a_list_of_prefixes_belongs_to_the_proxy_that_the_file_is_named_after() {
        Networks networks = read("Edgeward-20240115.txt", "# ranges\n192.0.2.0/24\n198.51.100.7\nbad\n");
        assertThat(networks.proxy(address("192.0.2.1"), JANUARY).orElseThrow().value())
                .isEqualTo("edgeward");
        assertThat(networks.proxy(address("198.51.100.7"), JANUARY)).isPresent();
        assertThat(rejections).extracting(Rejection::code).containsExactly("bad_prefix");
    }

    @Test
    void proxies_locations_and_registrars_are_read_from_csv() {
        Networks networks = Networks.builder()
                .add(file("cdn-20240115.csv", "cidr,name\n192.0.2.0/24,edgeward\n"), null, rejections::add)
                .add(file("geo-20240115.csv", "start,end,country\n192.0.2.0,192.0.2.9,NL\n"), null, rejections::add)
                .add(file("whois-20240115.csv", "domain,registrar\nNoord.Example,Names Ltd\n"), null, rejections::add)
                .build();
        assertThat(networks.proxy(address("192.0.2.1"), JANUARY).orElseThrow().value())
                .isEqualTo("edgeward");
        assertThat(networks.location(address("192.0.2.9"), JANUARY)
                        .orElseThrow()
                        .value())
                .isEqualTo("NL");
        assertThat(networks.registrar("noord.example", JANUARY).orElseThrow().value())
                .isEqualTo("Names Ltd");
    }

    @Test
    void a_moment_gets_the_edition_of_its_time_and_says_if_it_is_later() {
        Networks networks = Networks.read(
                List.of(
                        file("ipasn_20240315.dat", "192.0.2.0/24\t64501\n"),
                        file("ipasn_20240115.dat", "192.0.2.0/24\t64500\n")),
                rejections::add);
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
        assertThat(networks.route(address("192.0.2.1"), MARCH)
                        .orElseThrow()
                        .value()
                        .asns())
                .containsExactly(64501L);
        Found<Origins> early =
                networks.route(address("192.0.2.1"), JANUARY.minusSeconds(1)).orElseThrow();
        assertThat(early.later()).isTrue();
        assertThat(early.value().asns()).containsExactly(64500L);
        assertThat(early.source()).isEqualTo("ipasn_20240115.dat");
    }

    @Test
    void files_of_two_series_answer_together_and_the_longest_prefix_wins() {
        Networks networks = Networks.read(
                List.of(
                        file("dump.IPv4.20240115", "64500\t192.0.2.0/24\t9\n"),
                        file("dump.IPv6.20240115", "64501\t2001:db8::/32\t9\n"),
                        file("other_20240114.dat", "192.0.2.0/25\t64502\n")),
                rejections::add);
        assertThat(origins(networks, "2001:db8::1")).containsExactly(64501L);
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64502L);
        assertThat(origins(networks, "192.0.2.200")).containsExactly(64500L);
    }

    @Test
    void a_given_date_counts_before_the_one_in_the_name() {
        Networks networks = Networks.builder()
                .add(file("ipasn_20240115.dat", "192.0.2.0/24\t64500\n"), MARCH, rejections::add)
                .build();
        assertThat(networks.tables().getFirst().trueAt()).isEqualTo(MARCH);
    }

    @Test
    void a_table_without_a_date_is_refused_with_what_to_do() {
        assertThatThrownBy(() -> read("ipasn.dat", "192.0.2.0/24\t64500\n"))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("undated_table"))
                .hasMessageContaining("put the date in its name");
    }

    @Test
    void an_unknown_format_is_refused_without_quoting_it() {
        assertThatThrownBy(() -> read("x-20240115.txt", "secret words\nin lines\n"))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("unknown_format"))
                .hasMessageNotContaining("secret");
    }

    @Test
    void an_empty_file_is_of_no_known_format() {
        assertThatThrownBy(() -> read("x-20240115.txt", ""))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("unknown_format"));
    }

    @Test
    void a_table_with_only_bad_lines_is_refused() {
        assertThatThrownBy(() -> read("x-20240115.dat", "192.0.2.1/24\t64500\n"))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("no_usable_line"));
        assertThat(rejections).hasSize(1);
    }

    @Test
    void broken_json_is_refused() {
        assertThatThrownBy(() -> read("x-20240115.json", "{\"cdn\":{\"edgeward\":[\"192.0.2.0/24\""))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("bad_json"));
        assertThatThrownBy(() -> read("y-20240115.json", "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("bad_json"));
    }

    @Test
    void a_giant_line_and_a_truncated_gzip_cost_only_what_they_hold() throws IOException {
        Path file = folder.resolve("ipasn_20240115.dat.gz");
        byte[] giant = new byte[3 << 20];
        Arrays.fill(giant, (byte) '1');
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("192.0.2.0/24\t64500\n".getBytes(StandardCharsets.UTF_8));
            out.write(giant);
            out.write("\n198.51.100.0/24\t64501\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 8));
        Networks networks = Networks.read(List.of(file), rejections::add);
        assertThat(origins(networks, "192.0.2.1")).containsExactly(64500L);
        assertThat(rejections).extracting(Rejection::code).startsWith("line_too_long");
    }

    @Test
    void a_missing_file_is_refused() {
        assertThatThrownBy(() -> Networks.read(List.of(folder.resolve("none-20240115.dat")), rejections::add))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("missing_file"));
    }

    private List<Long> origins(Networks networks, String address) {
        return networks.route(address(address), JANUARY).orElseThrow().value().asns();
    }

    private Networks read(String name, String text) {
        return Networks.read(List.of(file(name, text)), rejections::add);
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
