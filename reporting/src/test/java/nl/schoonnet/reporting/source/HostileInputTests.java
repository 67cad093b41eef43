// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostileInputTests {
    private static final String HEADER = "notice_id,url,sent_at\n";
    private static final String GOOD = "n1,https://a.example/1,2026-03-01T10:00:00Z\n";
    private static final String ALSO_GOOD = "n2,https://a.example/2,2026-03-01T11:00:00Z\n";

    @TempDir
    Path temp;

    private SourceFolder folder;

    @BeforeEach
    void openFolder() {
        folder = new SourceFolder(temp);
    }

    @Test
    void a_line_of_64_megabytes_costs_itself_and_no_memory() throws IOException {
        Path file = folder.bytes("n.csv", (HEADER + GOOD).getBytes(UTF_8));
        try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "rw")) {
            end.setLength(64L << 20);
            end.seek(end.length());
            end.write(("\n" + ALSO_GOOD).getBytes(UTF_8));
        }
        assertThat(read(file)).containsExactly("n1", "n2");
        assertThat(folder.rejected()).containsExactly("3::line_too_long");
    }

    @Test
    void a_first_line_without_end_makes_a_file_unusable() throws IOException {
        Path file = folder.path("n.csv");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(8L << 20);
        }
        assertUnusable(file, "n.csv has a first line of more than 1048576 bytes; it is no CSV with a header.");
    }

    @Test
    @Timeout(60)
    void a_small_gzip_of_very_many_empty_lines_ends_at_the_limit() throws IOException {
        byte[] empty = new byte[1 << 20];
        Arrays.fill(empty, (byte) '\n');
        Path file = folder.path("n.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(HEADER.getBytes(UTF_8));
            for (long written = 0; written <= CsvRows.MAX_LINES; written += empty.length) {
                out.write(empty);
            }
        }
        assertUnusable(file, "n.csv.gz has more than 200 million lines; split it.");
    }

    @Test
    void rows_in_latin_1_are_rejected_one_by_one() {
        Path file = folder.bytes(
                "n.csv",
                (HEADER + GOOD + "n9,https://é.example/,2026-03-01T10:00:00Z\n" + ALSO_GOOD).getBytes(ISO_8859_1));
        assertThat(read(file)).containsExactly("n1", "n2");
        assertThat(folder.rejected()).containsExactly("3::not_utf_8");
    }

    @Test
    void a_header_in_latin_1_makes_a_file_unusable() {
        assertUnusable(
                folder.bytes("n.csv", ("notice_id,url,sent_at,café\n" + GOOD).getBytes(ISO_8859_1)),
                "n.csv is not in UTF-8 (in line 1); save it as CSV in UTF-8.");
    }

    @Test
    void utf_16_is_told_with_and_without_its_mark() {
        assertThatThrownBy(() -> read(folder.bytes("n.csv", (HEADER + GOOD).getBytes(UTF_16))))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("n.csv is in UTF-16; save it in UTF-8.");
        assertUnusable(
                folder.bytes("n.csv", (HEADER + GOOD).getBytes(UTF_16LE)),
                "n.csv is no UTF-8 text with lines that end in LF or CRLF; save it as CSV in UTF-8.");
    }

    @Test
    void an_empty_file_is_told() {
        assertUnusable(
                folder.bytes("n.csv", new byte[0]),
                "n.csv is empty; it needs a first line with the names of its columns.");
        assertUnusable(
                folder.bytes("n.csv", "\n \n".getBytes(UTF_8)),
                "n.csv is empty; it needs a first line with the names of its columns.");
    }

    @Test
    void a_truncated_gzip_gives_the_rows_before_the_break_and_one_rejection() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 5_000; i++) {
            rows.append("n").append(i).append(",https://a.example/").append(i).append(",2026-03-01T10:00:00Z\n");
        }
        Path file = folder.gzip("n.csv.gz", rows.toString().getBytes(UTF_8));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        List<String> ids = read(file);
        assertThat(ids).isNotEmpty().hasSizeLessThan(5_000).doesNotHaveDuplicates();
        assertThat(folder.log.rejections())
                .containsExactly(new Rejection("n.csv.gz", ids.size() + 2L, "", "truncated_file"));
    }

    @Test
    void what_begins_like_gzip_but_is_not_is_told() {
        assertThatThrownBy(() -> read(folder.bytes("n.csv.gz", new byte[] {0x1F, (byte) 0x8B, 'x', 'y'})))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("n.csv.gz begins like gzip but is not; copy it again from its source.");
    }

    @Test
    void a_missing_file_and_a_folder_are_told() throws IOException {
        assertThatThrownBy(() -> read(folder.path("none.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("none.csv does not exist; check the path.");
        assertThatThrownBy(() -> read(temp))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith(" is a folder; name a file in it.");
        Files.createSymbolicLink(folder.path("dangling.csv"), folder.path("none.csv"));
        assertThatThrownBy(() -> read(folder.path("dangling.csv")))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("dangling.csv does not exist; check the path.");
    }

    @Test
    void a_symbolic_link_to_a_file_is_followed() throws IOException {
        folder.bytes("n.csv", (HEADER + GOOD).getBytes(UTF_8));
        Path link = Files.createSymbolicLink(folder.path("link.csv"), folder.path("n.csv"));
        assertThat(read(link)).containsExactly("n1");
    }

    @Test
    @Timeout(20)
    void a_pipe_is_refused_and_not_waited_for() throws IOException, InterruptedException {
        Path pipe = folder.path("pipe.csv");
        Path mkfifo = Path.of("/usr/bin/mkfifo");
        assumeThat(mkfifo).exists();
        assertThat(new ProcessBuilder(mkfifo.toString(), pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> read(pipe))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("pipe.csv is a pipe or device and no file; save what it gives in a file first.");
    }

    @Test
    void a_file_that_may_not_be_read_is_told() throws IOException {
        Path file = folder.bytes("n.csv", (HEADER + GOOD).getBytes(UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("root may read everything").isFalse();
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("n.csv may not be read by this user; change its permissions.");
    }

    @Test
    void a_flood_of_rejections_is_counted_whole_and_kept_in_part() {
        Rejection rejection = new Rejection("n.csv", 2, "", "not_utf_8");
        for (int i = 0; i < ReadingLog.KEPT + 5; i++) {
            folder.log.accept(rejection);
        }
        assertThat(folder.log.count()).isEqualTo(ReadingLog.KEPT + 5L);
        assertThat(folder.log.countByCode()).containsEntry("not_utf_8", ReadingLog.KEPT + 5L);
        assertThat(folder.log.rejections()).hasSize(ReadingLog.KEPT);
    }

    private void assertUnusable(Path file, String sentence) {
        assertThatThrownBy(() -> read(file)).isInstanceOf(InputException.class).hasMessage(sentence);
    }

    private List<String> read(Path file) {
        return Notices.read(List.of(file), Set.of(), folder.log).notices().stream()
                .map(Notice::id)
                .toList();
    }
}
