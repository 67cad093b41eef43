// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files against the lists of a running server, by command, as docs/hashcheck.md tells. */
class CheckCommandTests {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Server server;

    @SuppressWarnings("NullAway.Init")
    private static Path store;

    @BeforeAll
    static void start() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: hold-hashes
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
        server = Server.start(data, Map.of("server.port", 0));
        key(data, "curator", "--role=curator");
        key(data, "checker", "--role=checker");
        key(data, "entitled", "--role=checker", "--role=checker_detail");
        store = Files.createDirectories(folder.resolve("store"));
        Files.createDirectories(store.resolve("deep/er"));
        for (int i = 0; i < 50; i++) {
            Files.writeString(store.resolve("deep/file-" + i), "content of file " + i);
        }
        Files.writeString(store.resolve("deep/er/listed-by-md5"), "made-up 1");
        Files.writeString(store.resolve("listed-by-sha256"), "made-up 2");
        ImageIO.write(picture(3), "png", store.resolve("listed-by-pdq.png").toFile());
        ImageIO.write(picture(4), "png", store.resolve("other.png").toFile());
        String list = digests("made-up 1").md5().hex() + "\nsha256 "
                + digests("made-up 2").sha256().hex() + "\npdq " + pdq(store.resolve("listed-by-pdq.png")) + "\n";
        Path file = Files.writeString(folder.resolve("list"), list);
        hashes("source", "made-up", "--owner=Made-up maker", "--licence=Agreement 1", "--scheme=national");
        hashes("import", "--source=made-up", file.toString());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void key(Path data, String name, String... roles) throws IOException {
        Terminal key = Terminal.run(
                        "keys", "issue", "--data=" + data, "--holder=" + name, Arrays.asList(roles), "--days=365")
                .ended(ExitStatus.DONE);
        Files.writeString(
                folder.resolve(name),
                key.out()
                        .lines()
                        .filter(line -> line.strip().startsWith("sn_"))
                        .findFirst()
                        .orElseThrow()
                        .strip());
    }

    private static void hashes(String command, String... words) {
        Terminal.run(
                        "hashes",
                        command,
                        "--server=http://127.0.0.1:" + server.port(),
                        "--access-key-file=" + folder.resolve("curator"),
                        Arrays.asList(words))
                .ended(ExitStatus.DONE);
    }

    private static Terminal check(String key, Object... words) {
        return Terminal.run(
                "check",
                "--server=http://127.0.0.1:" + server.port(),
                "--access-key-file=" + folder.resolve(key),
                Arrays.asList(words));
    }

    private static Digests digests(String content) {
        return Digests.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedImage picture(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] shades = random.ints(64, 0, 256).toArray();
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256 * 256; i++) {
            image.getRaster().setSample(i % 256, i / 256, 0, shades[i % 256 / 32 + i / 256 / 32 * 8]);
        }
        return image;
    }

    private static String pdq(Path file) throws IOException {
        Decoded decoded = new PictureReader(Limits.standard(), () -> 0).read(Files.readAllBytes(file));
        return Pdq.of(((Decoded.Picture) decoded).luma()).hash().hex();
    }

    private static Map<String, String> results(Terminal terminal) throws IOException {
        Map<String, String> results = new TreeMap<>();
        for (String line : terminal.out().lines().toList()) {
            JsonNode file = JSON.readTree(line);
            results.put(
                    String.valueOf(Path.of(file.path("file").asText()).getFileName()),
                    file.path("result").asText()
                            + (file.has("why") ? " " + file.path("why").asText() : ""));
        }
        return results;
    }

    @Test
    void listed_files_are_told_and_only_they() {
        Terminal terminal = check("checker", store).ended(ExitStatus.LISTED);
        assertThat(terminal.out().lines().sorted())
                .containsExactly(
                        "match        md5  " + store.resolve("deep/er/listed-by-md5"),
                        "match        sha256  " + store.resolve("listed-by-sha256"));
        assertThat(terminal.err()).contains("54 files: 2 listed, 52 not listed, 0 not checked.");
    }

    @Test
    void pictures_are_matched_by_what_they_look_like_too_where_that_is_wanted() throws IOException {
        Map<String, String> results =
                results(check("checker", "--pdq", "--all", "--json", store).ended(ExitStatus.LISTED));
        assertThat(results)
                .hasSize(54)
                .containsEntry("listed-by-pdq.png", "match")
                .containsEntry("listed-by-sha256", "match unknown-format")
                .containsEntry("other.png", "no-match")
                .containsEntry("file-7", "no-match unknown-format");
    }

    @Test
    void a_picture_that_has_nothing_to_see_is_not_checked_and_says_why() throws IOException {
        Path flat = folder.resolve("flat.png");
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY), "png", flat.toFile());
        Terminal terminal = check("checker", "--pdq", flat).ended(ExitStatus.ROWS_REJECTED);
        assertThat(terminal.out()).isEqualTo("not-checked  quality-too-low  " + flat + System.lineSeparator());
        check("checker", flat).ended(ExitStatus.DONE);
    }

    @Test
    void who_lists_a_file_is_told_to_a_key_that_may_know() {
        assertThat(check("entitled", "--detail", store.resolve("listed-by-sha256"))
                        .ended(ExitStatus.LISTED)
                        .out())
                .contains("match        sha256 (made-up, block)  ");
        assertThat(check("checker", "--detail", store.resolve("listed-by-sha256"))
                        .ended(ExitStatus.LISTED)
                        .out())
                .contains("match        sha256  ")
                .doesNotContain("made-up,");
    }

    @Test
    void the_table_has_a_row_per_file_and_is_for_its_owner_only() throws IOException {
        Path table = folder.resolve("results.csv");
        check("checker", "--all", "--out", table, store).ended(ExitStatus.LISTED);
        assertThat(Files.readAllLines(table))
                .hasSize(55)
                .startsWith("file,result,why,by,listings,bytes,md5,sha1,sha256,pdq,quality")
                .contains(store.resolve("listed-by-sha256") + ",match,,sha256,,9,"
                        + digests("made-up 2").md5().hex() + ","
                        + digests("made-up 2").sha1().hex() + ","
                        + digests("made-up 2").sha256().hex() + ",,");
        if (OS.LINUX.isCurrentOs()) {
            assertThat(Files.getPosixFilePermissions(table)).hasSize(2);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void what_is_written_again_is_closed_to_others_and_what_is_no_journal_is_left_alone() throws IOException {
        Set<PosixFilePermission> open = PosixFilePermissions.fromString("rw-r--r--");
        Path table = Files.createFile(folder.resolve("open.csv"));
        Path journal = folder.resolve("open.journal");
        check("checker", "--resume", journal, store).ended(ExitStatus.LISTED);
        Path other = Files.writeString(folder.resolve("no.journal"), "something else");
        for (Path file : List.of(table, journal, other)) {
            Files.setPosixFilePermissions(file, open);
        }
        check("checker", "--out", table, "--resume", journal, store).ended(ExitStatus.LISTED);
        check("checker", "--resume", other, store).ended(ExitStatus.UNUSABLE_INPUT);
        assertThat(Files.getPosixFilePermissions(table)).hasSize(2);
        assertThat(Files.getPosixFilePermissions(journal)).hasSize(2);
        assertThat(Files.getPosixFilePermissions(other)).isEqualTo(open);
    }

    @Test
    void one_file_may_come_on_standard_input() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("made-up 2".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(check("checker", "-").ended(ExitStatus.LISTED).out().strip())
                    .isEqualTo("match        sha256  -");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void links_and_special_files_are_passed_over_and_what_can_t_be_read_is_told() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("odd"));
        Files.createSymbolicLink(odd.resolve("link"), store.resolve("listed-by-sha256"));
        Files.createSymbolicLink(odd.resolve("loop"), odd);
        assertThat(new ProcessBuilder("mkfifo", odd.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Terminal terminal = check("checker", odd).ended(ExitStatus.DONE);
        assertThat(terminal.err()).contains("0 files").contains("3 links and special files were passed over.");
        // Its first page isn't mapped: to read it is an error for everybody, root too.
        Terminal named = check("checker", "/proc/self/mem", odd.resolve("link"), odd.resolve("pipe"), odd.resolve("no"))
                .ended(ExitStatus.ROWS_REJECTED);
        assertThat(named.out().lines().map(line -> line.replaceAll(" +", " ")).sorted())
                .containsExactly(
                        "not-checked gone " + odd.resolve("no"),
                        "not-checked special-file " + odd.resolve("pipe"),
                        "not-checked symbolic-link " + odd.resolve("link"),
                        "not-checked unreadable /proc/self/mem");
    }

    @Test
    void a_name_can_t_command_the_terminal() throws IOException {
        Path file = Files.writeString(folder.resolve("a\u001b[31mb"), "made-up 2");
        assertThat(check("checker", file).ended(ExitStatus.LISTED).out()).endsWith("a\\u001b[31mb\n");
    }

    @Test
    void what_was_checked_is_not_checked_again_unless_it_changed() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("a"), "made-up 2");
        Files.writeString(own.resolve("b"), "harmless");
        Path journal = own.resolve("journal");
        check("checker", "--resume", journal, own).ended(ExitStatus.LISTED);
        Files.writeString(own.resolve("b"), "harmless, and changed");
        Terminal again = check("checker", "--resume", journal, "--all", own).ended(ExitStatus.LISTED);
        assertThat(again.out().strip()).isEqualTo("no-match     " + own.resolve("b"));
        assertThat(again.err()).contains("3 files: 1 listed, 2 not listed").contains("1 were checked before.");
        assertThat(Files.readString(journal)).doesNotContain("own");
        assertThat(check("checker", "--resume", journal, "--pdq", own)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("other options");
        assertThat(check("checker", "--resume", own.resolve("a"), own)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("no journal");
        assertThat(own.resolve("a")).hasContent("made-up 2");
    }

    @Test
    void a_key_that_may_not_ask_is_told_before_a_file_is_read() {
        assertThat(check("curator", store).ended(ExitStatus.UNUSABLE_INPUT).sentence())
                .contains("no role for that");
        assertThat(check("checker", "--patience=-1", store)
                        .ended(ExitStatus.USAGE)
                        .sentence())
                .contains("--patience");
    }

    @Test
    void a_run_that_may_not_ask_leaves_the_results_of_an_earlier_one() throws IOException {
        Path table = Files.writeString(folder.resolve("earlier.csv"), "earlier results\n");
        Path journal = folder.resolve("never.journal");
        check("curator", "--out", table, "--resume", journal, store).ended(ExitStatus.UNUSABLE_INPUT);
        assertThat(table).hasContent("earlier results");
        assertThat(journal).doesNotExist();
    }

    @Test
    void what_can_t_be_meant_is_refused_before_a_file_is_read() {
        assertThat(check("checker", "-", "-").ended(ExitStatus.USAGE).sentence())
                .contains("can be read once");
        assertThat(check("checker", "").ended(ExitStatus.USAGE).sentence()).contains("no name");
        Path both = folder.resolve("both");
        assertThat(check("checker", "--out", both, "--resume", both, store)
                        .ended(ExitStatus.USAGE)
                        .sentence())
                .contains("two different files");
        assertThat(Terminal.run(
                                "check",
                                "--server=http://127.0.0.1:" + server.port() + "/below",
                                "--access-key-file=" + folder.resolve("checker"),
                                store)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("without user, path or query");
        assertThat(Terminal.run(
                                "check",
                                "--patience=5",
                                "--server=https://127.0.0.1:" + server.port(),
                                "--access-key-file=" + folder.resolve("checker"),
                                store)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .as("at once, not after the patience")
                .contains("No TLS", "plain HTTP");
    }

    @Test
    void two_runs_don_t_write_one_journal() throws IOException {
        Path journal = folder.resolve("shared.journal");
        try (FileChannel other = FileChannel.open(journal, CREATE, READ, WRITE);
                FileLock held = other.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(check("checker", "--resume", journal, store)
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains("written by another run");
            assertThat(journal).isEmptyFile();
        }
        check("checker", "--resume", journal, store).ended(ExitStatus.LISTED);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void names_that_are_no_text_are_told_apart_in_the_journal() throws Exception {
        Path bytes = Files.createDirectory(folder.resolve("bytes"));
        // Two names of one byte each that is no UTF-8; files alike in size and time.
        assertThat(new ProcessBuilder(
                                "bash",
                                "-c",
                                "cd \"$0\" && printf x > $'\\xff' && printf y > $'\\xfe' && touch -d 2026-01-01 $'\\xff' $'\\xfe'",
                                bytes.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path journal = folder.resolve("bytes.journal");
        check("checker", "--resume", journal, bytes).ended(ExitStatus.DONE);
        assertThat(Files.readAllLines(journal)).hasSize(3).doesNotHaveDuplicates();
        assertThat(check("checker", "--resume", journal, bytes)
                        .ended(ExitStatus.DONE)
                        .err())
                .contains("2 files: 0 listed, 2 not listed", "2 were checked before.");
    }
}
