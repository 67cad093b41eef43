// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTests {
    private final List<Rejection> rejections = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void lines_end_with_lf_or_crlf_and_a_byte_order_mark_is_dropped() {
        assertThat(read("\uFEFFa\r\nb\n\nc".getBytes(StandardCharsets.UTF_8))).containsExactly("a", "b", "", "c");
        assertThat(rejections).isEmpty();
    }

    @Test
    void bytes_that_are_not_utf_8_reject_only_their_line() {
        assertThat(read(new byte[] {'a', '\n', (byte) 0xC3, '\n', 'b'})).containsExactly("a", "b");
        assertThat(rejections).containsExactly(new Rejection("test.csv", 2, "", "not_utf_8"));
    }

    @Test
    void a_line_over_the_limit_is_passed_over_and_the_next_one_read() {
        byte[] text = new byte[LineReader.MAX_LINE_BYTES * 3 + 3];
        Arrays.fill(text, (byte) 'x');
        text[1] = '\n';
        text[text.length - 2] = '\n';
        assertThat(read(text)).containsExactly("x", "x");
        assertThat(rejections).containsExactly(new Rejection("test.csv", 2, "", "line_too_long"));
    }

    @Test
    void a_truncated_gzip_gives_the_lines_before_the_break_and_one_rejection() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("first\nsecond\nhalf a li".getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("half.csv.gz");
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 8));
        try (LineReader reader = LineReader.open(file, rejections::add)) {
            assertThat(all(reader)).containsExactly("first", "second");
        }
        assertThat(rejections).extracting(Rejection::code).containsExactly("truncated_file");
    }

    @Test
    void a_missing_file_is_named_in_one_sentence() {
        assertThatThrownBy(() -> LineReader.open(folder.resolve("none.csv"), rejections::add))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("none.csv does not exist; check the path.");
    }

    @Test
    void a_folder_and_utf_16_are_told_when_the_file_is_opened() throws IOException {
        assertThatThrownBy(() -> LineReader.open(folder, rejections::add))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith(" is a folder; name a file in it.");
        Path file = folder.resolve("wide.csv");
        Files.write(file, "a,b\n".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> LineReader.open(file, rejections::add))
                .isInstanceOf(InputException.class)
                .hasMessageEndingWith("wide.csv is in UTF-16; save it in UTF-8.");
    }

    @Test
    void text_beyond_ascii_is_kept() {
        assertThat(read("één\n\uD83D\uDE00".getBytes(StandardCharsets.UTF_8))).containsExactly("één", "\uD83D\uDE00");
    }

    private List<String> read(byte[] text) {
        try (LineReader reader = LineReader.of("test.csv", new ByteArrayInputStream(text), rejections::add)) {
            return all(reader);
        }
    }

    private static List<String> all(LineReader reader) {
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }
}
