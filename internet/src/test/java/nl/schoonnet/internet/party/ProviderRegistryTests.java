// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.internet.network.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRegistryTests {
    private static final Instant FEBRUARY = Instant.parse("2024-02-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2024-04-01T00:00:00Z");
    private static final Instant AUGUST = Instant.parse("2024-08-01T00:00:00Z");

    private static final String YAML = """
            providers:
              - id: noordhost
                name: Noordhost B.V.
                seat: NO
                proxy: false
                sizes: {addresses: 65536, domains: 12000, as_of: 2024-01-01}
                parts:
                  - {as: 64500, from: 2024-01-01, until: 2024-07-01, evidence: "its own page"}
                  - {prefix: 192.0.2.0/24, from: 2024-01-01T12:00:00+01:00}
                  - {handle: org-nh1-ripe}
                  - {domain: B\u00fccher.example.}
              - id: kleinhost
                name: Kleinhost
                proxy: true
                parts:
                  - as: AS64501
                  - prefix: 2001:db8::/32
            mergers:
              - {from: kleinhost, into: noordhost, on: 2024-03-01, evidence: "press"}
            """;

    private static final String CSV = """
            id,name,seat,proxy,kind,value,from,until,evidence
            noordhost,Noordhost B.V.,NO,false,as,64500,2024-01-01,2024-07-01,its own page
            noordhost,,,,prefix,192.0.2.0/24,2024-01-01T12:00:00+01:00,,
            noordhost,,,,handle,org-nh1-ripe,,,
            noordhost,,,,domain,B\u00fccher.example.,,,
            noordhost,,,,addresses,65536,2024-01-01,,
            noordhost,,,,domains,12000,2024-01-01,,
            kleinhost,Kleinhost,,true,as,AS64501,,,
            kleinhost,,,,prefix,2001:db8::/32,,,
            kleinhost,,,,merger,noordhost,2024-03-01,,press
            """;

    private final List<Rejection> rejections = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void a_registry_says_the_same_in_yaml_and_in_csv() {
        ProviderRegistry yaml = read("providers.yaml", YAML);
        ProviderRegistry csv = read("providers.csv", CSV);
        assertThat(rejections).isEmpty();
        assertThat(csv.providers()).containsExactlyElementsOf(yaml.providers());
        assertThat(csv.mergers()).isEqualTo(yaml.mergers());
    }

    @Test
    void every_field_is_read_and_a_bare_date_is_midnight_in_amsterdam() {
        Provider provider = read("providers.yaml", YAML).provider("noordhost").orElseThrow();
        Instant newYear = Instant.parse("2023-12-31T23:00:00Z");
        assertThat(provider)
                .isEqualTo(new Provider(
                        "noordhost",
                        "Noordhost B.V.",
                        "NO",
                        false,
                        new Sizes(65536L, 12000L, newYear),
                        List.of(
                                new Part.As(
                                        64500,
                                        new Validity(newYear, Instant.parse("2024-06-30T22:00:00Z")),
                                        "its own page"),
                                new Part.Addresses(
                                        Prefix.parse("192.0.2.0/24").orElseThrow(),
                                        new Validity(Instant.parse("2024-01-01T11:00:00Z"), null),
                                        ""),
                                new Part.Handle("ORG-NH1-RIPE", Validity.ALWAYS, ""),
                                new Part.Domain("xn--bcher-kva.example", Validity.ALWAYS, ""))));
    }

    @Test
    void a_part_counts_only_while_it_was_valid() {
        ProviderRegistry registry = read("providers.yaml", YAML);
        assertThat(id(registry.byAs(64500, APRIL).orElseThrow())).isEqualTo("noordhost");
        assertThat(registry.byAs(64500, AUGUST)).isEmpty();
        assertThat(registry.byAs(64500, Instant.parse("2023-12-31T22:59:59Z"))).isEmpty();
        assertThat(registry.byAs(64500, Instant.parse("2023-12-31T23:00:00Z"))).isPresent();
    }

    @Test
    void a_prefix_counts_before_a_handle_and_a_handle_before_an_as_number() {
        ProviderRegistry registry = ProviderRegistry.of(
                List.of(
                        provider("a", new Part.As(64500, Validity.ALWAYS, "")),
                        provider("h", new Part.Handle("ORG-H", Validity.ALWAYS, "")),
                        provider("p", addresses("192.0.2.0/24"))),
                List.of());
        assertThat(id(registry.find(address("192.0.2.1"), "org-h", List.of(64500L), APRIL)
                        .orElseThrow()))
                .isEqualTo("p");
        assertThat(id(registry.find(address("198.51.100.1"), "org-h", List.of(64500L), APRIL)
                        .orElseThrow()))
                .isEqualTo("h");
        assertThat(id(registry.find(address("198.51.100.1"), null, List.of(64499L, 64500L), APRIL)
                        .orElseThrow()))
                .isEqualTo("a");
        assertThat(registry.find(address("198.51.100.1"), null, List.of(), APRIL))
                .isEmpty();
    }

    @Test
    void of_nested_prefixes_the_longest_that_was_valid_counts() {
        ProviderRegistry registry = ProviderRegistry.of(
                List.of(
                        provider("wide", addresses("192.0.2.0/24")),
                        provider(
                                "small",
                                new Part.Addresses(
                                        Prefix.parse("192.0.2.0/25").orElseThrow(), new Validity(null, APRIL), ""))),
                List.of());
        assertThat(id(registry.byAddress(address("192.0.2.1"), FEBRUARY).orElseThrow()))
                .isEqualTo("small");
        assertThat(id(registry.byAddress(address("192.0.2.1"), APRIL).orElseThrow()))
                .isEqualTo("wide");
        assertThat(registry.byAddress(address("2001:db8::1"), APRIL)).isEmpty();
    }

    @Test
    void a_domain_holds_for_all_names_under_it_and_not_for_names_that_end_alike() {
        ProviderRegistry registry = ProviderRegistry.of(
                List.of(provider("d", new Part.Domain("noord.example", Validity.ALWAYS, ""))), List.of());
        assertThat(registry.byDomain("noord.example", APRIL)).isPresent();
        assertThat(registry.byDomain("a.b.noord.example", APRIL)).isPresent();
        assertThat(registry.byDomain("hoognoord.example", APRIL)).isEmpty();
        assertThat(registry.byDomain("example", APRIL)).isEmpty();
    }

    @Test
    void a_merger_links_from_its_date_on_and_rewrites_nothing() {
        ProviderRegistry registry = read("providers.yaml", YAML);
        Provider small = registry.provider("kleinhost").orElseThrow();
        assertThat(registry.successorAt(small, FEBRUARY).id()).isEqualTo("kleinhost");
        assertThat(registry.successorAt(small, APRIL).id()).isEqualTo("noordhost");
        assertThat(id(registry.byAs(64501, APRIL).orElseThrow())).isEqualTo("kleinhost");
    }

    @Test
    void mergers_are_followed_through_each_other() {
        ProviderRegistry registry = ProviderRegistry.of(
                List.of(provider("a"), provider("b"), provider("c")),
                List.of(new Merger("b", "c", APRIL, ""), new Merger("a", "b", FEBRUARY, "")));
        Provider first = registry.provider("a").orElseThrow();
        assertThat(registry.successorAt(first, FEBRUARY).id()).isEqualTo("b");
        assertThat(registry.successorAt(first, APRIL).id()).isEqualTo("c");
    }

    @Test
    void mergers_in_a_circle_are_refused() {
        List<Provider> providers = List.of(provider("a"), provider("b"));
        List<Merger> circle = List.of(new Merger("a", "b", FEBRUARY, ""), new Merger("b", "a", APRIL, ""));
        assertThatThrownBy(() -> ProviderRegistry.of(providers, circle)).isInstanceOf(IllegalArgumentException.class);
        String more = "  - {from: noordhost, into: kleinhost, on: 2024-04-01}\n";
        refused("providers.yaml", YAML + more, "merger_circle");
    }

    @Test
    void what_belongs_to_two_providers_at_the_same_time_is_reported_and_the_first_one_counts() {
        Part.As until = new Part.As(64500, new Validity(null, APRIL), "");
        Part.As from = new Part.As(64500, new Validity(APRIL, null), "");
        Part.As always = new Part.As(64500, Validity.ALWAYS, "");
        assertThat(ProviderRegistry.of(List.of(provider("a", until), provider("b", from)), List.of())
                        .overlaps())
                .isEmpty();
        ProviderRegistry registry =
                ProviderRegistry.of(List.of(provider("a", until), provider("b", always)), List.of());
        assertThat(registry.overlaps()).containsExactly(new Overlap("a", "b", always));
        assertThat(id(registry.byAs(64500, FEBRUARY).orElseThrow())).isEqualTo("a");
        assertThat(id(registry.byAs(64500, APRIL).orElseThrow())).isEqualTo("b");
    }

    @Test
    void bad_values_are_rejected_with_their_line_and_the_rest_is_read() {
        ProviderRegistry registry = read("providers.yaml", """
                providers:
                  - id: a
                    seat: Netherlands
                    proxy: maybe
                    colour: red
                    sizes: {addresses: many}
                    parts:
                      - {as: 4294967296}
                      - {prefix: 192.0.2.1/24}
                      - {domain: "a/b"}
                      - {as: 64500, from: yesterday}
                      - {as: 64500, from: 2024-02-01, until: 2024-02-01}
                      - {as: 64500, handle: ORG-A}
                      - {from: 2024-02-01}
                      - just text
                      - {as: 64501}
                  - name: nobody
                  - {id: a}
                mergers:
                  - {from: a, into: gone, on: 2024-01-01}
                  - {from: a, into: a}
                """);
        assertThat(registry.providers()).hasSize(1);
        assertThat(registry.byAs(64501, APRIL)).isPresent();
        assertThat(rejections)
                .contains(
                        new Rejection("providers.yaml", 8, "as", "bad_as"),
                        new Rejection("providers.yaml", 11, "from", "bad_time"));
        assertThat(rejections)
                .extracting(Rejection::code)
                .containsExactlyInAnyOrder(
                        "not_a_mapping",
                        "unknown_field",
                        "bad_country",
                        "bad_boolean",
                        "bad_number",
                        "bad_as",
                        "bad_prefix",
                        "bad_domain",
                        "bad_time",
                        "until_not_after_from",
                        "part_of_two_kinds",
                        "part_without_kind",
                        "missing_field",
                        "duplicate_id",
                        "unknown_provider",
                        "missing_field");
    }

    @Test
    void aliases_that_would_grow_are_refused_at_once() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name <= 'z'; name++) {
            String before = "*" + (char) (name - 1);
            bomb.append(name + ": &" + name + " [" + (before + ", ").repeat(8) + before + "]\n");
        }
        refused("providers.yaml", "providers: []\n" + bomb, "refused_yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers: !!javax.script.ScriptEngineManager []",
                "providers: [{id: !!str a}]",
                "providers: [{id: !own a}]",
                "providers: &p []\nmergers: *p",
                "providers: []\n---\nproviders: []",
            })
    void tags_anchors_and_further_documents_are_refused(String text) {
        refused("providers.yaml", text, "refused_yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "providers: [",
                "providers: []\nproviders: []",
                "\t- a",
                "providers: {a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: 1}}}}}}}}}}}}",
                "\u0001"
            })
    void broken_repeated_or_too_deep_yaml_is_refused_without_quoting_it(String text) {
        assertThatThrownBy(() -> read("providers.yaml", text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("providers.yaml")
                .hasNoCause();
    }

    @Test
    void nesting_of_a_hundred_thousand_levels_is_refused_without_running_out_of_stack() {
        String text = "providers: " + "[".repeat(100_000);
        assertThatThrownBy(() -> read("providers.yaml", text)).isInstanceOf(InputException.class);
    }

    @Test
    void a_file_that_is_no_registry_is_refused() {
        refused("providers.yaml", "- a\n- b\n", "not_a_registry");
        refused("providers.yaml", "something: else\n", "not_a_registry");
        refused("providers.csv", "name,address\nx,y\n", "not_a_registry");
    }

    @Test
    void an_empty_file_is_refused_in_a_sentence() {
        for (String text : List.of("", "# nobody yet\n", "\n\n")) {
            assertThatThrownBy(() -> read("providers.yaml", text))
                    .hasMessage("providers.yaml is empty; a provider registry begins with 'providers:' and a list.");
            refused("providers.csv", text, "empty_registry");
        }
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_line_and_a_tab_by_name() {
        assertThatThrownBy(() -> read("providers.yaml", "providers:\n  - id: a\n\tname: b\n"))
                .hasMessage("providers.yaml, line 3, begins with a tab, which YAML doesn't take; indent with spaces.");
        assertThatThrownBy(() -> read("providers.yaml", "providers:\n  - id: a\n  - id: 'b\n"))
                .hasMessageMatching("providers.yaml, line [34], is not valid YAML; check its indentation and quotes.");
    }

    @Test
    void an_unknown_kind_in_csv_is_rejected() {
        read("providers.csv", "id,kind,value\na,colour,red\n,as,64500\n");
        assertThat(rejections)
                .containsExactly(
                        new Rejection("providers.csv", 2, "kind", "unknown_kind"),
                        new Rejection("providers.csv", 3, "id", "missing_field"));
    }

    private void refused(String name, String text, String code) {
        assertThatThrownBy(() -> read(name, text))
                .isInstanceOfSatisfying(
                        InputException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }

    private ProviderRegistry read(String name, String text) {
        try {
            return ProviderRegistry.read(Files.writeString(folder.resolve(name), text), rejections::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(Match match) {
        return match.provider().id();
    }

    private static Provider provider(String id, Part... parts) {
        return new Provider(id, id, null, false, null, List.of(parts));
    }

    private static Part addresses(String prefix) {
        return new Part.Addresses(Prefix.parse(prefix).orElseThrow(), Validity.ALWAYS, "");
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }
}
