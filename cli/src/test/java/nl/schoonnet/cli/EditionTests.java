// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What each edition shows, and above all what it doesn't: every file of it is searched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditionTests {
    private static final Set<String> NAMED = Set.of("noordhost", "vlakteweb");

    @TempDir
    static Path folder;

    private Year year = new Year(Path.of(""), new nl.schoonnet.testbed.SyntheticYear.Written(Path.of(""), 0, 0, 0));
    private Path internal = Path.of("");
    private Path preview = Path.of("");
    private Path open = Path.of("");
    private Path again = Path.of("");
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, Set<String>> hostsOf = new HashMap<>();
    private final Set<String> urls = new TreeSet<>();
    private final Set<String> addresses = new TreeSet<>();

    @BeforeAll
    void report() throws IOException {
        year = Year.small(11, folder.resolve("klompnet-in-a-path"));
        spoil();
        readNames();
        Path mayName = Files.writeString(folder.resolve("may-name.csv"), """
                name,basis,from
                Noordhost B.V.,consent of the provider,2020-01-01
                Vlakteweb B.V.,decision to publish,2020-01-01
                Trekvogel Servers B.V.,decision to publish,2999-01-01
                """);
        Path archive = Files.writeString(
                folder.resolve("archive.csv"),
                Files.readString(year.folder().resolve("archive.csv"))
                        + "2020,letter of Klompnet Hosting B.V.,by hand,,within_24h,80,,,,1000,3,3,\n"
                        + "2020,letter,by hand,polderbeeld,within_24h,81,,,,1000,3,3,\n");
        internal = folder.resolve("internal");
        preview = folder.resolve("preview");
        open = folder.resolve("open");
        again = folder.resolve("again");
        Object[] asked = {"--around", "all", "--archive", archive};
        run(internal, asked, "--edition", "internal", "--compare", "klompnet:noordhost");
        run(preview, asked, "--edition", "preview:klompnet", "--compare", "klompnet:noordhost");
        run(open, asked, "--edition", "public", "--may-name", mayName, "--compare", "klompnet:noordhost");
        run(again, asked, "--edition", "public", "--may-name", mayName, "--compare", "2025-Q1:2025-Q2");
    }

    private void run(Path out, Object[] asked, Object... more) {
        List<Object> words = year.words(asked);
        words.addAll(List.of(more));
        Terminal.run(words, "--out", out).ended(ExitStatus.ROWS_REJECTED);
    }

    /** A hostile name, and bad rows whose values must not come out. */
    private void spoil() throws IOException {
        Path registry = year.folder().resolve("providers.yaml");
        Files.writeString(
                registry, Files.readString(registry).replace("\"Tulprack Datacentra B.V.\"", "\"=cmd('Tulprack')\""));
        Path sightings = year.folder().resolve("more-sightings.csv");
        Files.writeString(sightings, """
                item,url,observed_at,vantage,verdict,reason,address
                ,https://rejected.klompnet.example/secret,2025-03-01T10:00:00,v,AVAILABLE,SAME,192.0.2.1
                """);
    }

    private void readNames() throws IOException {
        Matcher provider = Pattern.compile("- id: (\\S+)\\n {4}name: \"(.*)\"")
                .matcher(Files.readString(year.folder().resolve("providers.yaml")));
        while (provider.find()) {
            names.put(provider.group(1), provider.group(2));
        }
        Map<String, String> holder = new HashMap<>();
        Year.rows(year.folder().resolve("truth-items.csv.gz"))
                .forEach(row -> holder.put(row.getField("item"), row.getField("host")));
        for (NamedCsvRecord row : Year.rows(year.notices())) {
            String url = row.getField("url");
            urls.add(url);
            hostsOf.computeIfAbsent(holder.get(row.getField("item")), h -> new TreeSet<>())
                    .add(URI.create(url).getHost());
            addresses.addAll(List.of(row.getField("address").split("\\|", -1)));
        }
        for (NamedCsvRecord row : Year.rows(year.sightings())) {
            addresses.add(row.getField("address"));
        }
        addresses.remove("");
        assertThat(names).hasSizeGreaterThan(30);
        assertThat(urls).hasSizeGreaterThan(500);
        assertThat(addresses).hasSizeGreaterThan(20);
    }

    /** Ids, names, handles and hosts of providers; hosts and the domains that they are under. */
    private Set<String> traces(Set<String> except) throws IOException {
        Set<String> traces = new HashSet<>();
        names.forEach((id, name) -> {
            if (!except.contains(id)) {
                traces.add(id);
                traces.add(name);
            }
        });
        hostsOf.forEach((id, hosts) -> {
            if (!except.contains(id)) {
                for (String host : hosts) {
                    traces.add(host);
                    if (host.endsWith(".example") && !host.matches("[0-9.]+")) {
                        String[] parts = host.split("\\.", -1);
                        traces.add(parts[parts.length - 2] + ".example");
                    }
                }
            }
        });
        for (Path file : Year.files(year.folder().resolve("networks"))) {
            Matcher organisation = Pattern.compile("(?m)^(?:org-name|netname|organisation): +(\\S.*)$")
                    .matcher(Files.readString(file));
            while (organisation.find()) {
                String word = organisation.group(1).strip();
                if (except.stream().noneMatch(id -> word.equals(names.get(id)))) {
                    traces.add(word);
                }
            }
        }
        return traces;
    }

    @Test
    void no_edition_holds_an_address_of_an_item() {
        Set<String> parts = new HashSet<>(urls);
        urls.forEach(url -> parts.add(url.substring(url.indexOf("//") + 2)));
        parts.add("rejected.klompnet.example");
        for (Path edition : List.of(internal, preview, open)) {
            Printed.of(edition).nowhere(parts);
        }
    }

    @Test
    void the_public_edition_names_nobody_without_a_basis_and_no_place_at_all() throws IOException {
        Printed printed = Printed.of(open);
        Set<String> traces = traces(NAMED);
        hostsOf.values().forEach(traces::addAll);
        printed.nowhere(traces);
        printed.nowhere(addresses);
        assertThat(printed.all()).contains("Noordhost B.V.");
    }

    @Test
    void a_basis_that_begins_later_names_nobody_yet() {
        assertThat(Printed.of(open).all().toLowerCase(java.util.Locale.ROOT)).doesNotContain("trekvogel");
        assertThat(Printed.of(internal).all()).contains("Trekvogel Servers B.V.");
    }

    @Test
    void two_public_reports_of_the_same_run_share_no_label() {
        Set<String> first = labels(open);
        Set<String> second = labels(again);
        assertThat(first).hasSizeGreaterThan(3).allMatch(label -> label.matches("[A-Z]{5}"));
        assertThat(second).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
        Printed.of(again).nowhere(first);
    }

    private static Set<String> labels(Path report) {
        Set<String> labels = new TreeSet<>();
        for (JsonNode row :
                Year.json(report.resolve("figures.json")).get("league").get("rows")) {
            labels.add(row.get("party").asText());
        }
        labels.remove("Noordhost B.V.");
        labels.remove("Vlakteweb B.V.");
        return labels;
    }

    @Test
    void the_public_edition_prints_no_count_of_one_to_four() {
        Map<String, Set<String>> counts = Map.ofEntries(
                Map.entry("top-providers", Set.of("items")),
                Map.entry("funnel", Set.of("count")),
                Map.entry("classes", Set.of("sure", "possible")),
                Map.entry("countries", Set.of("items")),
                Map.entry("cohorts", Set.of("items")),
                Map.entry("interventions", Set.of("items_before", "items_after")),
                Map.entry("league", Set.of("n", "open", "open_beyond_norm")),
                Map.entry("looks", Set.of("items")),
                Map.entry("stock", Set.of("open", "beyond_24", "beyond_48", "beyond_168", "possibly_open")),
                Map.entry("months", Set.of("items", "constant_sources")));
        List<String> small = new ArrayList<>();
        int read = 0;
        for (Path file : Year.files(open.resolve("tables"))) {
            String table = file.getFileName().toString().replace(".csv", "");
            for (NamedCsvRecord row : Year.rows(file)) {
                for (String column : row.getHeader()) {
                    boolean counted = counts.getOrDefault(table, Set.of()).contains(column)
                            || (table.equals("months") && column.startsWith("source_"));
                    String cell = row.getField(column);
                    if (counted && !cell.isEmpty()) {
                        double value = Double.parseDouble(cell);
                        read++;
                        if (value > 0 && value < 5) {
                            small.add(table + "." + column + " " + cell);
                        }
                    }
                }
            }
        }
        assertThat(small).isEmpty();
        assertThat(read).isGreaterThan(100);
    }

    @Test
    void what_the_public_edition_leaves_out_is_not_the_difference_to_what_it_prints() {
        JsonNode figures = Year.json(open.resolve("figures.json"));
        for (JsonNode month : figures.get("volume").get("months")) {
            long sum = 0;
            for (JsonNode source : month.get("bySource")) {
                sum += source.asLong();
            }
            assertThat(sum).isIn(0L, month.get("items").asLong());
        }
        Map<String, Long> byDefinition = new TreeMap<>();
        for (JsonNode row : figures.get("countries")) {
            byDefinition.merge(row.get("definition").asText(), row.get("items").asLong(), Long::sum);
        }
        assertThat(byDefinition.values()).containsOnly(figures.get("items").asLong());
        long notices = 0;
        long out = 0;
        for (JsonNode step : figures.get("funnel")) {
            notices += step.get("code").asText().equals("notices")
                    ? step.get("count").asLong()
                    : 0;
            out += step.get("kind").asText().equals("out") ? step.get("count").asLong() : 0;
        }
        assertThat(notices - out).isEqualTo(figures.get("items").asLong());
    }

    @Test
    void the_public_edition_says_that_hosting_is_not_wanting() {
        String sentence = "not the same as having made it or wanted it";
        assertThat(Printed.of(open).texts().get("report.html")).contains(sentence);
        assertThat(String.join(" ", Printed.pages(open.resolve("report.pdf"))).replaceAll("\\s+", " "))
                .contains(sentence);
    }

    @Test
    void a_comparison_of_parties_that_may_not_be_named_is_left_out_and_one_of_periods_stays() {
        assertThat(Year.json(open.resolve("figures.json")).get("comparison").isNull())
                .isTrue();
        assertThat(Year.json(again.resolve("figures.json"))
                        .get("comparison")
                        .get("a")
                        .asText())
                .isEqualTo("2025-Q1");
        assertThat(Year.json(internal.resolve("figures.json")).get("comparison").isNull())
                .isFalse();
    }

    @Test
    void a_preview_knows_one_provider_only() throws IOException {
        Printed printed = Printed.of(preview);
        Set<String> others = traces(Set.of("klompnet"));
        Set<String> own = hostsOf.getOrDefault("klompnet", Set.of());
        others.removeIf(word -> own.stream().anyMatch(host -> host.equals(word) || host.endsWith("." + word)));
        others.removeIf(word -> word.toLowerCase(java.util.Locale.ROOT).contains("klompnet"));
        printed.nowhere(others);
        assertThat(printed.texts().get("report.html")).contains("Klompnet Hosting B.V.");
        JsonNode rows = Year.json(preview.resolve("figures.json")).get("league").get("rows");
        assertThat(rows).hasSize(1);
    }

    @Test
    void a_size_that_is_the_lower_end_of_a_band_is_printed_as_one() throws IOException {
        String page = Files.readString(open.resolve("report.html"));
        String rankPlot = Files.readString(open.resolve("plots/ranks-plot.svg"));
        String leaguePlot = Files.readString(open.resolve("plots/league-plot.svg"));
        int unnamed = 0;
        for (JsonNode row :
                Year.json(open.resolve("figures.json")).get("league").get("rows")) {
            String party = row.get("party").asText();
            boolean named = NAMED.stream().map(names::get).anyMatch(party::equals);
            assertThat(row.get("banded").asBoolean()).as(party).isEqualTo(!named);
            String size = String.format(
                    java.util.Locale.ROOT, "%,d", row.get("withinNorm").get("n").asLong());
            Pattern printed = Pattern.compile(
                    Pattern.quote(party) + "</th>\\s*<td[^>]*>" + (named ? "" : "at least ") + size + "</td>");
            assertThat(page).containsPattern(printed);
            if (!named) {
                unnamed++;
                assertThat(leaguePlot).contains(">at least " + size + "<");
                assertThat(rankPlot).contains(">at least " + size + "<");
            }
        }
        assertThat(unnamed).isPositive();
        assertThat(page).contains("at the lower end of their band");
    }

    @Test
    void only_the_owner_may_read_what_is_not_public() throws IOException {
        for (Path edition : List.of(internal, preview)) {
            assertThat(permissions(edition, true)).containsOnly("rwx------");
            assertThat(permissions(edition, false)).hasSizeGreaterThan(20).containsOnly("rw-------");
        }
    }

    private static List<String> permissions(Path folder, boolean ofFolders) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> permissions = new ArrayList<>();
            for (Path entry : all.filter(e -> Files.isDirectory(e) == ofFolders).toList()) {
                permissions.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)));
            }
            return permissions;
        }
    }

    @Test
    void the_internal_edition_is_marked_on_every_page() throws IOException {
        List<String> pages = Printed.pages(internal.resolve("report.pdf"));
        assertThat(pages)
                .hasSizeGreaterThan(3)
                .allSatisfy(page -> assertThat(page).containsIgnoringCase("internal"));
        assertThat(Printed.of(internal).texts().get("report.html")).containsIgnoringCase("internal");
    }

    @Test
    void a_preview_is_marked_on_every_page() {
        assertThat(Printed.pages(preview.resolve("report.pdf")))
                .allSatisfy(page -> assertThat(page).containsIgnoringCase("preview"));
    }

    @Test
    void a_name_that_looks_like_a_formula_is_harmless_in_every_table() throws IOException {
        int met = 0;
        for (Path file : Year.files(internal.resolve("tables"))) {
            String text = Files.readString(file);
            assertThat(text).doesNotContainPattern("(?m)(^|,)\"?[=+@]");
            met += text.contains("'=cmd(") ? 1 : 0;
        }
        assertThat(met).isPositive();
    }

    @Test
    void names_of_files_stay_in_the_house() throws IOException {
        assertThat(Files.readString(internal.resolve("rejected.csv"))).contains("more-sightings.csv");
        for (Path edition : List.of(preview, open)) {
            assertThat(Printed.of(edition).all())
                    .doesNotContain("more-sightings")
                    .doesNotContain("klompnet-in-a-path");
        }
    }
}
