// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import nl.schoonnet.hashing.digest.Digests;
import nl.schoonnet.hashing.image.Decoded;
import nl.schoonnet.hashing.image.Limits;
import nl.schoonnet.hashing.image.PictureReader;
import nl.schoonnet.hashing.pdq.Pdq;
import nl.schoonnet.server.Server;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files against the lists that a server saved, without the server. */
class CheckIndexTests {
    /** In how many bits the listed picture differs from the one that is checked. */
    private static final int AWAY = 9;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path own;

    @SuppressWarnings("NullAway.Init")
    private static Path data;

    @SuppressWarnings("NullAway.Init")
    private static Path store;

    @SuppressWarnings("NullAway.Init")
    private static Terminal beside;

    @BeforeAll
    static void save() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        store = Files.createDirectory(folder.resolve("store"));
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: hold-hashes
                  article: Article 1
                  organisation: Made-up authority
                  from: 2020-01-01
                """);
        for (String name : List.of("listed", "ended", "trial", "other")) {
            Files.writeString(store.resolve(name), "made-up, " + name);
        }
        ImageIO.write(picture(), "png", store.resolve("picture.png").toFile());
        try (Server server = Server.start(data, Map.of("server.port", 0))) {
            Files.writeString(folder.resolve("curator"), key());
            for (String source : List.of("listed", "ended", "trial")) {
                List<String> test = source.equals("trial") ? List.of("--test") : List.of();
                hashes(server, "source", source, "--owner=Maker", "--licence=Agreement", "--scheme=own", test);
                String more = source.equals("listed") ? "pdq " + near(pdq(store.resolve("picture.png"))) + "\n" : "";
                Path list = Files.writeString(folder.resolve(source), md5("made-up, " + source) + "\n" + more);
                hashes(server, "import", "--source=" + source, list);
            }
        }
        try (Server server = Server.start(data, Map.of("server.port", 0))) {
            beside = check(data, store);
            hashes(server, "end", "ended", "--reason=the agreement has ended");
        }
    }

    private static String key() {
        return Terminal.run("keys", "issue", "--data=" + data, "--holder=Curator", "--role=curator", "--days=365")
                .ended(ExitStatus.DONE)
                .out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("sn_"))
                .findFirst()
                .orElseThrow();
    }

    private static void hashes(Server server, String command, Object... words) {
        Terminal.run(Stream.concat(
                                Stream.of(
                                        "hashes",
                                        command,
                                        "--server=http://127.0.0.1:" + server.port(),
                                        "--access-key-file=" + folder.resolve("curator")),
                                Arrays.stream(words))
                        .toArray())
                .ended(ExitStatus.DONE);
    }

    private static Terminal check(Path data, Object... words) {
        return Terminal.run(Stream.concat(Stream.of("check", "--index=" + data), Arrays.stream(words))
                .toArray());
    }

    private static String md5(String content) {
        return Digests.of(content.getBytes(StandardCharsets.UTF_8)).md5().hex();
    }

    private static BufferedImage picture() {
        int[] shades = new SplittableRandom(3).ints(64, 0, 256).toArray();
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

    private static String near(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int bit = 0; bit < AWAY; bit++) {
            bytes[bit * 3] ^= 1;
        }
        return HexFormat.of().formatHex(bytes);
    }

    /** What a check needs of the data folder, to be spoilt. */
    private Path copy() throws IOException {
        Path copy = own.resolve("data");
        List<Path> files = new ArrayList<>(List.of(data.resolve("legal-basis.yaml"), data.resolve("keys/vault.keys")));
        try (Stream<Path> index = Files.list(data.resolve("index"))) {
            files.addAll(index.toList());
        }
        for (Path file : files) {
            Path to = copy.resolve(data.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static List<String> matches(Terminal terminal) {
        return terminal.out()
                .lines()
                .map(line -> line.replaceAll("^match +(.*?)  .*/", "$1 "))
                .sorted()
                .toList();
    }

    @Test
    void a_listed_file_is_told_and_no_other() {
        Terminal terminal = check(data, store).ended(ExitStatus.LISTED);
        assertThat(matches(terminal)).containsExactly("md5 listed");
        assertThat(terminal.err())
                .contains("5 files: 1 listed, 4 not listed, 0 not checked.")
                .containsPattern(
                        "as of 20\\d\\d-\\d\\d-\\d\\dT\\S+Z: what changed since isn't in them, and no dispute");
        check(data, store.resolve("other")).ended(ExitStatus.DONE);
    }

    @Test
    void a_source_that_ended_before_the_lists_were_saved_doesn_t_count_though_none_of_its_hashes_changed() {
        assertThat(matches(beside.ended(ExitStatus.LISTED))).containsExactly("md5 ended", "md5 listed");
        check(data, store.resolve("ended")).ended(ExitStatus.DONE);
    }

    @Test
    void made_up_sources_are_asked_by_tests_and_nothing_else_is() {
        assertThat(matches(check(data, "--test", store).ended(ExitStatus.LISTED)))
                .containsExactly("md5 trial");
    }

    @Test
    void pictures_match_within_the_radius_that_the_server_uses() throws IOException {
        assertThat(matches(check(data, "--pdq", store.resolve("picture.png")).ended(ExitStatus.LISTED)))
                .containsExactly("pdq picture.png");
        Path copy = copy();
        Files.writeString(copy.resolve("schoonnet.yaml"), "schoonnet: {hashcheck: {pdq-radius: " + (AWAY - 1) + "}}\n");
        check(copy, "--pdq", store.resolve("picture.png")).ended(ExitStatus.DONE);
        Files.writeString(copy.resolve("schoonnet.yaml"), "schoonnet: {hashcheck: {pdqRadius: " + AWAY + "}}\n");
        check(copy, "--pdq", store.resolve("picture.png")).ended(ExitStatus.LISTED);
        Files.writeString(copy.resolve("schoonnet.yaml"), "schoonnet: {hashcheck: {pdq-radius: 32}}\n");
        refused(copy, "The settings can't be used");
    }

    @Test
    void a_run_is_gone_on_with_by_the_lists_that_it_began_with_alone() {
        Path journal = own.resolve("journal");
        Path table = own.resolve("table.csv");
        check(data, "--resume", journal, "--out", table, store).ended(ExitStatus.LISTED);
        assertThat(check(data, "--resume", journal, "--out", table, store)
                        .ended(ExitStatus.LISTED)
                        .err())
                .contains("5 were checked before.");
        assertThat(table).content().contains("listed,match,,md5,");
        assertThat(check(data, "--resume", journal, "--pdq", store)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("--index");
    }

    /** In one sentence, and nothing is written. */
    private void refused(Path data, String sentence) {
        Path table = own.resolve("never.csv");
        Path journal = own.resolve("never.journal");
        Terminal terminal =
                check(data, "--pdq", "--out", table, "--resume", journal, store).ended(ExitStatus.UNUSABLE_INPUT);
        assertThat(terminal.sentence()).contains(sentence);
        assertThat(terminal.out()).isEmpty();
        assertThat(table).doesNotExist();
        assertThat(journal).doesNotExist();
    }

    @Test
    void without_saved_lists_nothing_is_checked() throws IOException {
        Path copy = copy();
        Files.delete(copy.resolve("index/lists"));
        refused(copy, "There are no saved hash lists in " + copy);
        refused(own.resolve("nowhere"), "There are no saved hash lists in ");
    }

    @Test
    void without_a_basis_nothing_is_checked() throws IOException {
        Path copy = copy();
        Files.delete(copy.resolve("legal-basis.yaml"));
        refused(copy, "only on a legal basis");
        Files.writeString(copy.resolve("legal-basis.yaml"), "- function: no-such-function\n");
        refused(copy, "legal-basis.yaml, entry 1");
    }

    @Test
    void without_the_right_key_file_nothing_is_checked() throws IOException {
        Path copy = copy();
        Path keys = copy.resolve("keys/vault.keys");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
        refused(copy, "can be read by others");
        Files.delete(keys);
        refused(copy, "The keys are missing");
        Keys.create(new KeyFile(keys));
        refused(copy, "sealed with other keys");
        check(copy, "--key-file", data.resolve("keys/vault.keys"), store).ended(ExitStatus.LISTED);
        Files.writeString(
                copy.resolve("schoonnet.yaml"), "schoonnet: {key-file: " + data.resolve("keys/vault.keys") + "}\n");
        check(copy, store).ended(ExitStatus.LISTED);
    }

    @Test
    void damaged_lists_are_not_checked_against() throws IOException {
        Path copy = copy();
        List<Path> files;
        try (Stream<Path> index = Files.list(copy.resolve("index"))) {
            files = index.toList();
        }
        assertThat(files).hasSize(5);
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            byte[] changed = whole.clone();
            changed[changed.length / 2] ^= 1;
            Files.write(file, changed);
            refused(copy, file.endsWith("lists") ? "were changed" : "The index file " + file.getFileName());
            Files.delete(file);
            refused(copy, file.endsWith("lists") ? "no saved hash lists" : "There is no index file");
            Files.write(file, whole);
        }
        check(copy, store).ended(ExitStatus.LISTED);
    }

    @Test
    void one_asks_a_server_or_its_saved_lists() {
        for (String other : List.of("--server=http://127.0.0.1:1", "--access-key-file=x", "--detail")) {
            assertThat(check(data, other, store).ended(ExitStatus.USAGE).sentence())
                    .contains("--index goes without --server");
        }
        assertThat(Terminal.run("check", "--key-file=x", store)
                        .ended(ExitStatus.USAGE)
                        .sentence())
                .contains("--key-file only with --index");
    }
}
