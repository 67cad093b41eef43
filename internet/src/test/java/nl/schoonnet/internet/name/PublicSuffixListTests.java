// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import nl.schoonnet.internet.edition.Edition;
import nl.schoonnet.internet.edition.Editions;
import nl.schoonnet.internet.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSuffixListTests {
    private static final String RULES = """
            // VERSION: 2024-01-15_14-20-03_UTC
            // ===BEGIN ICANN DOMAINS===
            example
            co.example
            *.ck
            !www.ck
            cn
            \u516c\u53f8.cn
            // ===END ICANN DOMAINS===
            // ===BEGIN PRIVATE DOMAINS===
            free.example
            *.cloud.example
            // ===END PRIVATE DOMAINS===
            """;

    @TempDir
    Path folder;

    /** The kinds of cases that publicsuffix.org gives: plain, wildcard, exception, unlisted, internationalised. */
    @ParameterizedTest
    @CsvSource({
        "a.example, a.example, a.example",
        "x.y.a.example, a.example, a.example",
        "a.co.example, a.co.example, a.co.example",
        "x.a.co.example, a.co.example, a.co.example",
        "customer.free.example, customer.free.example, free.example",
        "www.customer.free.example, customer.free.example, free.example",
        "m.eu.cloud.example, m.eu.cloud.example, cloud.example",
        "b.a.ck, b.a.ck, b.a.ck",
        "www.ck, www.ck, www.ck",
        "x.www.ck, www.ck, www.ck",
        "a.unlisted, a.unlisted, a.unlisted",
        "x.a.unlisted, a.unlisted, a.unlisted",
        "x.a.xn--55qx5d.cn, a.xn--55qx5d.cn, a.xn--55qx5d.cn",
    })
    void a_registrable_domain_is_one_label_more_than_the_suffix(String host, String withPrivate, String icann) {
        PublicSuffixList list = list(RULES).content();
        Host domain = new Host.Domain(host);
        assertThat(list.registrableDomain(domain, PublicSuffixList.Section.ICANN_AND_PRIVATE))
                .contains(withPrivate);
        assertThat(list.registrableDomain(domain, PublicSuffixList.Section.ICANN))
                .contains(icann);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example", "co.example", "a.ck", "ck", "unlisted", "xn--55qx5d.cn", "free.example"})
    void a_suffix_itself_was_registered_by_nobody(String host) {
        assertThat(list(RULES)
                        .content()
                        .registrableDomain(new Host.Domain(host), PublicSuffixList.Section.ICANN_AND_PRIVATE))
                .isEmpty();
    }

    @Test
    void an_address_has_no_registrable_domain() {
        Host address = WebUrl.parse("http://192.0.2.1/").orElseThrow().host();
        assertThat(list(RULES).content().registrableDomain(address, PublicSuffixList.Section.ICANN))
                .isEmpty();
    }

    @Test
    void the_answer_is_that_of_the_list_of_the_moment() {
        String later = RULES.replace("2024-01-15", "2024-06-15").replace("free.example\n", "");
        Editions<PublicSuffixList> lists = Editions.of(List.of(list(later), list(RULES)));
        Host host = new Host.Domain("customer.free.example");
        assertThat(domain(lists, host, "2024-03-01T00:00:00Z")).isEqualTo("customer.free.example");
        assertThat(domain(lists, host, "2024-07-01T00:00:00Z")).isEqualTo("free.example");
    }

    private static String domain(Editions<PublicSuffixList> lists, Host host, String moment) {
        return lists.asOf(Instant.parse(moment))
                .orElseThrow()
                .edition()
                .content()
                .registrableDomain(host, PublicSuffixList.Section.ICANN_AND_PRIVATE)
                .orElseThrow();
    }

    @Test
    void the_bundled_list_is_dated_and_knows_both_sections() {
        Edition<PublicSuffixList> bundled = PublicSuffixList.bundled();
        assertThat(bundled.trueAt()).isAfter(Instant.parse("2024-01-01T00:00:00Z"));
        Host shop = new Host.Domain("shop.somebody.github.io");
        assertThat(bundled.content().registrableDomain(shop, PublicSuffixList.Section.ICANN_AND_PRIVATE))
                .contains("somebody.github.io");
        assertThat(bundled.content().registrableDomain(shop, PublicSuffixList.Section.ICANN))
                .contains("github.io");
        assertThat(bundled.content()
                        .registrableDomain(
                                new Host.Domain("www.bbc.co.uk"), PublicSuffixList.Section.ICANN_AND_PRIVATE))
                .contains("bbc.co.uk");
    }

    @Test
    void a_list_is_dated_by_what_is_given_else_its_version_else_its_name() {
        Path file = file("psl-20230601.dat", RULES);
        assertThat(PublicSuffixList.read(file, null, rejection -> {}).trueAt())
                .isEqualTo(Instant.parse("2024-01-15T14:20:00Z"));
        Instant given = Instant.parse("2020-01-01T00:00:00Z");
        assertThat(PublicSuffixList.read(file, given, rejection -> {}).trueAt()).isEqualTo(given);
        String unversioned = RULES.replaceAll("// VERSION.*\n", "");
        assertThat(PublicSuffixList.read(file("psl-20230602.dat", unversioned), null, rejection -> {})
                        .trueAt())
                .isEqualTo(Instant.parse("2023-06-02T00:00:00Z"));
        assertThatThrownBy(() -> PublicSuffixList.read(file("psl.dat", unversioned), null, rejection -> {}))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("undated_table"));
    }

    @Test
    void a_file_that_is_no_list_is_refused() {
        assertThatThrownBy(() -> PublicSuffixList.read(file("x-20240115.dat", "com\n"), null, rejection -> {}))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo("not_a_public_suffix_list"));
    }

    private Edition<PublicSuffixList> list(String text) {
        return PublicSuffixList.read(file("suffixes.dat", text), null, rejection -> {});
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
