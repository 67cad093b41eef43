// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says when it is called wrongly or its input is bad: one sentence, the right status, nothing half-done. */
class BadInputTests {
    private static final String HEADER = "notice_id,url,delivered_at\n";
    private static final String LOOKS = "item,url,observed_at,vantage,verdict,reason,address\n";
    /** Stands in input values; it must never come out. */
    private static final String MARKER = "geheim";

    @TempDir
    Path folder;

    private Path notices = Path.of("");
    private Path looks = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void a_good_pair_of_files() throws IOException {
        StringBuilder n = new StringBuilder(HEADER);
        StringBuilder l = new StringBuilder(LOOKS);
        for (int i = 0; i < 40; i++) {
            String url = "https://" + MARKER + i + ".example/" + MARKER;
            n.append("n%d,%s,2025-03-%02dT08:00:00Z\n".formatted(i, url, 1 + i % 20));
            l.append(",%s,2025-03-%02dT10:00:00Z,v,AVAILABLE,SAME,\n".formatted(url, 1 + i % 20));
            l.append(",%s,2025-03-%02dT20:00:00Z,v,ABSENT,GONE_404,\n".formatted(url, 1 + i % 20));
            l.append(",%s,2025-03-%02dT20:30:00Z,v,ABSENT,GONE_404,\n".formatted(url, 1 + i % 20));
        }
        notices = write("notices.csv", n.toString());
        looks = write("looks.csv", l.toString());
        out = folder.resolve("out");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void add(Path file, String... lines) throws IOException {
        Files.writeString(file, Files.readString(file) + String.join("\n", lines) + "\n");
    }

    private Terminal report(Object... more) {
        Stream<Object> words = Stream.of(
                "report",
                "--notices",
                notices,
                "--sightings",
                looks,
                "--bootstrap",
                "0",
                "--locale",
                "en",
                "--out",
                out);
        Terminal terminal =
                Terminal.run(Stream.concat(words, Arrays.stream(more)).toArray());
        assertThat(terminal.out() + terminal.err()).doesNotContain(MARKER);
        return terminal;
    }

    private void nothingWritten() throws IOException {
        assertThat(out).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(p -> p.getFileName().toString())).noneMatch(name -> name.contains(".partial"));
        }
    }

    private long items() {
        return Year.json(out.resolve("figures.json")).get("items").asLong();
    }

    private String rejected() throws IOException {
        String text = Files.readString(out.resolve("rejected.csv"));
        assertThat(text).startsWith("file,line,field,code\n").doesNotContain(MARKER);
        return text;
    }

    @Test
    void good_input_ends_with_zero_and_rejects_nothing() throws IOException {
        Terminal terminal = report().ended(ExitStatus.DONE);
        assertThat(items()).isEqualTo(40);
        assertThat(rejected()).isEqualTo("file,line,field,code\n");
        assertThat(terminal.out()).contains("report.html").contains("report.pdf");
    }

    /** A row, the field and the code under which it is rejected. */
    static Stream<List<String>> badNotices() {
        return Stream.of(
                List.of("n90,https://a.example/geheim,2025-03-01T08:00:00", "delivered_at", "zone"),
                List.of("n90,https://a.example/geheim,geheim", "delivered_at", "time"),
                List.of("n1,https://a.example/geheim,2025-03-01T08:00:00Z", "notice_id", "duplicate"),
                List.of("n90,https://a.example/geheim", "", "field"),
                List.of("n90,https://a.example/geheim,2025-03-01T08:00:00Z,more,geheim", "", "field"),
                List.of("n90,,2025-03-01T08:00:00Z", "url", ""),
                List.of("n90,https://[geheim/,2025-03-01T08:00:00Z", "url", "address"),
                List.of("n90,\"https://a.example/geheim,2025-03-01T08:00:00Z", "", ""));
    }

    @ParameterizedTest
    @MethodSource("badNotices")
    void a_bad_row_is_rejected_by_line_field_and_code_and_the_good_ones_count(List<String> bad) throws IOException {
        add(notices, bad.get(0));
        Terminal terminal = report().ended(ExitStatus.ROWS_REJECTED);
        assertThat(terminal.out()).contains("rejected.csv");
        assertThat(items()).isEqualTo(40);
        List<String> rows = rejected().lines().skip(1).toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst())
                .startsWith("notices.csv,42,")
                .contains(bad.get(1))
                .contains(bad.get(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",https://geheim1.example/geheim,2025-03-09T10:00:00,v,AVAILABLE,SAME,",
                ",https://geheim1.example/geheim,2025-03-09T10:00:00Z,v,GEHEIM,SAME,",
                ",https://geheim1.example/geheim,2025-03-09T10:00:00Z,v,AVAILABLE,GONE_404,",
                ",https://geheim1.example/geheim,2025-03-09T10:00:00Z,v,AVAILABLE,SAME,geheim.example",
                ",,2025-03-09T10:00:00Z,v,AVAILABLE,SAME,"
            })
    void a_bad_look_is_rejected_and_the_good_ones_count(String bad) throws IOException {
        add(looks, bad);
        report().ended(ExitStatus.ROWS_REJECTED);
        assertThat(items()).isEqualTo(40);
        assertThat(rejected().lines().skip(1)).singleElement().asString().startsWith("looks.csv,122,");
    }

    @Test
    void with_strict_a_rejected_row_means_that_nothing_is_written() throws IOException {
        add(notices, "n90,https://a.example/geheim,2025-03-01T08:00:00");
        String sentence = report("--strict").ended(ExitStatus.UNUSABLE_INPUT).sentence();
        assertThat(sentence).contains("--strict").contains("1 row");
        nothingWritten();
    }

    @Test
    void without_a_rejected_row_strict_makes_no_difference() {
        report("--strict").ended(ExitStatus.DONE);
    }

    @Test
    void a_line_in_another_encoding_is_rejected_alone() throws IOException {
        try (OutputStream to = Files.newOutputStream(notices, java.nio.file.StandardOpenOption.APPEND)) {
            to.write("n90,https://caf\u00e9.example/geheim,2025-03-01T08:00:00Z\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
        report().ended(ExitStatus.ROWS_REJECTED);
        assertThat(items()).isEqualTo(40);
        assertThat(rejected()).contains("notices.csv,42,");
    }

    @Test
    void a_file_in_utf_16_is_refused_with_what_to_do() throws IOException {
        Files.write(notices, ("\uFEFF" + Files.readString(notices)).getBytes(StandardCharsets.UTF_16LE));
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence())
                .contains("notices.csv")
                .contains("UTF-16");
        nothingWritten();
    }

    @Test
    void a_gzip_that_breaks_off_gives_what_was_read_or_is_refused_but_is_never_silent() throws IOException {
        Path whole = folder.resolve("whole.csv.gz");
        try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(whole))) {
            to.write(Files.readAllBytes(notices));
        }
        byte[] bytes = Files.readAllBytes(whole);
        notices = folder.resolve("broken.csv.gz");
        Files.write(notices, Arrays.copyOf(bytes, bytes.length - 30));
        Terminal terminal = report();
        assertThat(terminal.status()).isIn(ExitStatus.UNUSABLE_INPUT, ExitStatus.ROWS_REJECTED);
        terminal.ended(terminal.status());
        if (terminal.status() == ExitStatus.UNUSABLE_INPUT) {
            assertThat(terminal.sentence()).contains("broken.csv.gz");
            nothingWritten();
        } else {
            assertThat(rejected()).contains("broken.csv.gz,");
        }
    }

    @Test
    void a_gzip_that_is_none_is_refused() throws IOException {
        notices = folder.resolve("none.csv.gz");
        Files.write(notices, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("none.csv.gz");
        nothingWritten();
    }

    @Test
    void a_line_without_end_is_rejected_alone() throws IOException {
        try (OutputStream to = Files.newOutputStream(notices, java.nio.file.StandardOpenOption.APPEND)) {
            to.write("n90,https://a.example/".getBytes(StandardCharsets.UTF_8));
            byte[] much = new byte[1 << 20];
            Arrays.fill(much, (byte) 'x');
            for (int i = 0; i < 64; i++) {
                to.write(much);
            }
            to.write(",2025-03-01T08:00:00Z\nn91,https://b.example/,2025-03-01T08:00:00Z\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        report().ended(ExitStatus.ROWS_REJECTED);
        assertThat(items()).isEqualTo(40);
        assertThat(rejected().lines().skip(1)).singleElement().asString().startsWith("notices.csv,42,");
    }

    @Test
    void a_missing_file_is_named() throws IOException {
        notices = folder.resolve("nowhere.csv");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence())
                .contains("nowhere.csv")
                .contains("does not exist");
        nothingWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sightings", "--networks", "--suffixes", "--providers", "--interventions", "--archive"})
    void any_other_missing_file_is_named(String option) throws IOException {
        Terminal terminal = option.equals("--sightings")
                ? Terminal.run("report", "--notices", notices, option, folder.resolve("nowhere.x"), "--out", out)
                : report(option, folder.resolve("nowhere.x"));
        assertThat(terminal.ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("nowhere.x");
        nothingWritten();
    }

    @Test
    void a_missing_list_of_names_is_named() throws IOException {
        String sentence = report("--edition", "public", "--may-name", folder.resolve("nowhere.csv"))
                .ended(ExitStatus.UNUSABLE_INPUT)
                .sentence();
        assertThat(sentence).contains("nowhere.csv");
        nothingWritten();
    }

    @Test
    void a_folder_in_place_of_a_file_is_refused() throws IOException {
        notices = folder;
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("folder");
    }

    @Test
    void a_folder_of_snapshots_without_index_is_refused() throws IOException {
        looks = Files.createDirectory(folder.resolve("snapshots"));
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("snapshots.csv");
        nothingWritten();
    }

    @Test
    void a_file_or_folder_that_may_not_be_read_is_refused() throws IOException {
        Files.setPosixFilePermissions(notices, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(notices))
                .as("a user to whom permissions apply")
                .isFalse();
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence())
                .contains("notices.csv")
                .contains("permissions");
        nothingWritten();
    }

    @Test
    void a_folder_in_use_is_left_alone() throws IOException {
        Files.createDirectory(out);
        Files.writeString(out.resolve("thesis.txt"), "mine");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("something else than a report");
        assertThat(out.resolve("thesis.txt")).hasContent("mine");
        assertThat(Year.files(out)).hasSize(1);
    }

    @Test
    void a_file_where_the_folder_should_come_is_left_alone() throws IOException {
        Files.writeString(out, "mine");
        report().ended(ExitStatus.UNUSABLE_INPUT).sentence();
        assertThat(out).hasContent("mine");
    }

    @Test
    void a_place_that_cannot_be_written_is_named() throws IOException {
        Path file = write("file", "mine");
        out = file.resolve("below").resolve("out");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("can't be written");
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_place_that_cannot_be_written_is_told_before_anything_is_read() {
        out = notices.resolve("below-a-file");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).err())
                .contains("--out")
                .doesNotContain("Reading");
    }

    @Test
    void an_earlier_report_with_somebodys_own_file_beside_it_is_left_alone() throws IOException {
        report().ended(ExitStatus.DONE);
        Path own = Files.writeString(out.resolve("notes.txt"), "kept");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).err()).contains("something else than a report");
        assertThat(own).hasContent("kept");
    }

    @Test
    void an_event_that_is_not_listed_is_refused() throws IOException {
        Path events = write("interventions.csv", "provider,date,kind,note\nsmall,2025-03-05,letter,\n");
        Path registry = write("providers.yaml", "providers:\n  - id: small\n");
        assertThat(report("--interventions", events, "--providers", registry, "--around", "leter")
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .err())
                .contains("--around");
        nothingWritten();
        report("--interventions", events, "--providers", registry, "--around", "letter")
                .ended(ExitStatus.DONE);
    }

    @Test
    void an_intervention_on_nobody_is_a_rejected_row() throws IOException {
        Path events = write("interventions.csv", "provider,date,kind,note\nstranger,2025-03-05,letter,\n");
        report("--interventions", events, "--around", "all").ended(ExitStatus.ROWS_REJECTED);
        assertThat(out.resolve("rejected.csv")).content().contains("interventions.csv,2,provider,unknown_provider");
        assertThat(out.resolve("report.html"))
                .content()
                .contains("no provider has this name or id")
                .doesNotContain("stranger");
    }

    @Test
    void where_rejected_rows_leave_nothing_the_sentence_says_which_went_first() throws IOException {
        looks = write("looks.csv", LOOKS + ",https://a.example/,2025-03-01T10:00:00Z,v,SEEN,SAME,\n");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).err())
                .contains("Rows rejected: 1, the first is looks.csv, line 2 (verdict: unknown_verdict).");
        nothingWritten();
    }

    @Test
    void an_earlier_report_is_replaced_whole() throws IOException {
        report().ended(ExitStatus.DONE);
        Files.writeString(out.resolve("tables/old.csv"), "old");
        report().ended(ExitStatus.DONE);
        assertThat(out.resolve("tables/old.csv")).doesNotExist();
        assertThat(out.resolve("report.pdf")).exists();
    }

    @Test
    void a_cluster_column_that_no_file_has_is_refused_by_name() throws IOException {
        assertThat(report("--cluster", "column:ward")
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("ward");
        nothingWritten();
    }

    @Test
    void notices_without_a_column_with_a_time_are_refused() throws IOException {
        notices = write("untimed.csv", "notice_id,url\nn1,https://a.example/geheim\n");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("untimed.csv");
        nothingWritten();
    }

    @Test
    void looks_at_other_items_are_refused() throws IOException {
        looks = write("other.csv", LOOKS + ",https://other.example/,2025-03-01T10:00:00Z,v,AVAILABLE,SAME,\n");
        report().ended(ExitStatus.UNUSABLE_INPUT).sentence();
        nothingWritten();
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        notices = write("empty.csv", "");
        assertThat(report().ended(ExitStatus.UNUSABLE_INPUT).sentence()).contains("empty.csv");
        nothingWritten();
    }

    @Test
    void a_registry_that_is_no_yaml_is_refused() throws IOException {
        Path registry = write("providers.yaml", "providers: [\n  - {geheim");
        assertThat(report("--providers", registry)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("providers.yaml");
        nothingWritten();
    }

    @Test
    void a_preview_for_nobody_is_refused() throws IOException {
        report("--edition", "preview:nobody").ended(ExitStatus.UNUSABLE_INPUT).sentence();
        nothingWritten();
    }

    static Stream<List<String>> wrongUsage() {
        return Stream.of(
                List.of(),
                List.of("repport"),
                List.of("report"),
                List.of("report", "--notices", "a.csv", "--out", "o"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--colour", "red"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--norm", "soon"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--norm", "-3h"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--norm", "0h"),
                List.of(
                        "report",
                        "--notices",
                        "a",
                        "--sightings",
                        "b",
                        "--out",
                        "o",
                        "--norm",
                        "999999999999999999999d"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--from", "31-01-2025"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--from", "2025-01-01T00:00:00"),
                List.of(
                        "report",
                        "--notices",
                        "a",
                        "--sightings",
                        "b",
                        "--out",
                        "o",
                        "--from",
                        "2025-02-01",
                        "--to",
                        "2025-02-01"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--role", "king"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--cluster", "column:"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--compare", "one"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--locale", "fr"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--edition", "secret"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--edition", "preview:"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--may-name", "m.csv"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--around", "letter"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--bootstrap", "-1"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--bootstrap", "many"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--min-n", "1"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--top", "0"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--threads", "0"),
                List.of("report", "--notices", "a", "--sightings", "b", "--out", "o", "--seed", "x"),
                List.of("hashes", "stats", "--from", "2026-02-30", "--to", "2026-12-31"),
                List.of("hashes", "source", "x", "--owner=x", "--licence=x", "--scheme=x", "--until", "yesterday"),
                List.of("check", "--patience", "99999999999", "x"),
                List.of("demo", "--items", "3"),
                List.of("demo", "--edition", "preview:nobody"),
                List.of("demo", "--edition", "secret"),
                List.of("demo", "--bootstrap", "-1"),
                List.of("calibrate", "--estimators", "--threads", "0"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void wrong_usage_is_told_in_one_sentence_that_points_to_the_help(List<String> words) {
        Terminal terminal = Terminal.run(words).ended(ExitStatus.USAGE);
        String command =
                words.isEmpty() || words.getFirst().equals("repport") ? "schoonnet" : "schoonnet " + words.getFirst();
        assertThat(terminal.sentence())
                .contains("See: " + command)
                .endsWith(" --help")
                .doesNotContain("java.");
        assertThat(terminal.err().lines()).hasSize(1);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void the_help_is_there_where_it_is_pointed_to() {
        assertThat(Terminal.run("--help").ended(ExitStatus.DONE).out()).contains("report", "demo", "calibrate");
        assertThat(Terminal.run("--help").out().lines())
                .as("one line per command")
                .filteredOn(line -> line.matches("  (report|demo|calibrate) +[A-Z].{20,}\\."))
                .hasSize(3);
        assertThat(Terminal.run("report", "--help").ended(ExitStatus.DONE).out())
                .contains("--notices", "--sightings", "--edition", "--may-name");
        assertThat(Terminal.run("demo", "--help").ended(ExitStatus.DONE).out()).contains("--seed");
    }

    @Test
    void a_defect_is_told_as_one_and_shows_its_place_only_where_asked() {
        Terminal users = Terminal.run(Schoonnet.commandLine().addSubcommand("broken", new Broken()), "broken");
        assertThat(users.status()).isEqualTo(ExitStatus.DEFECT);
        assertThat(users.sentence()).contains("defect in schoonnet, please report");
        assertThat(users.err()).doesNotContain("\tat ").doesNotContain(MARKER);
        assertThat(users.err().lines()).hasSize(1);
        Terminal maintainers =
                Terminal.run(Schoonnet.commandLine(true).addSubcommand("broken", new Broken()), "broken");
        assertThat(maintainers.status()).isEqualTo(ExitStatus.DEFECT);
        assertThat(maintainers.err()).contains("\tat ").contains("Broken");
    }

    @picocli.CommandLine.Command(name = "broken")
    static final class Broken implements java.util.concurrent.Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException(MARKER);
        }
    }
}
