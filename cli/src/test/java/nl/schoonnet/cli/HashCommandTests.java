// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hashes of files, by command. */
class HashCommandTests {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void digests_are_those_that_their_standards_give_for_abc() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        Terminal terminal = Terminal.run("hash", file).ended(ExitStatus.DONE);
        // RFC 1321, A.5; FIPS 180-2, A.1 and B.1.
        assertThat(terminal.out())
                .contains("900150983cd24fb0d6963f7d28e17f72")
                .contains("a9993e364706816aba3e25717850c26c9cd0d89d")
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void a_picture_has_a_perceptual_hash_and_a_file_that_can_t_be_read_is_told_and_the_rest_hashed()
            throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            image.getRaster().setSample(i % 64, i / 64, 0, (i / 8 * 37 + i / 512 * 91) & 0xFF);
        }
        Path picture = folder.resolve("p.png");
        ImageIO.write(image, "png", picture.toFile());
        Terminal terminal =
                Terminal.run("hash", "--json", folder.resolve("none"), picture).ended(ExitStatus.ROWS_REJECTED);
        assertThat(terminal.out()).containsPattern("\"pdq\":\"[0-9a-f]{64}\",\"quality\":\\d+");
        assertThat(terminal.err()).contains("none can't be read");
    }

    @Test
    void a_name_can_t_command_the_terminal_and_a_folder_is_told_as_one() throws IOException {
        Path file = Files.writeString(folder.resolve("a\u001b[31mb"), "abc");
        Terminal terminal = Terminal.run("hash", file, folder).ended(ExitStatus.ROWS_REJECTED);
        assertThat(terminal.out()).contains("a\\u001b[31mb");
        assertThat(terminal.err()).contains("it is a folder");
    }
}
