// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class RestoreDrillTests {
    @TempDir
    Path folder;

    @Test
    void backup_lose_everything_restore_with_the_escrowed_key_and_all_is_known_again() throws IOException {
        Path data = folder.resolve("data");
        Path key = folder.resolve("key");
        Path escrowed = folder.resolve("escrowed.keys");
        Path notices = Files.writeString(
                folder.resolve("n.csv"), "notice_id,url,sent_at\na,https://a.example/x,2026-03-01T10:00:00Z\n");
        try (Server server = Server.start(data, Map.of("server.port", 0))) {
            Files.writeString(key, server.firstKey().orElseThrow());
            Files.copy(data.resolve("keys/vault.keys"), escrowed, StandardCopyOption.COPY_ATTRIBUTES);
            assertThat(imported(server, key, notices).out()).contains("1 added");
            Terminal.run("backup", "--data", data, "--out", folder.resolve("b.zip"))
                    .ended(ExitStatus.DONE);
        }
        FileSystemUtils.deleteRecursively(data);

        Terminal drill = Terminal.run("restore", "--data", data, "--escrowed-key", escrowed, folder.resolve("b.zip"));
        assertThat(drill.ended(ExitStatus.DONE).out()).contains("keys are those of this database");
        try (Server server = Server.start(data, Map.of("server.port", 0))) {
            assertThat(server.firstKey()).isEmpty();
            assertThat(imported(server, key, notices).out()).contains("0 added").contains("1 known");
        }

        try (Server other = Server.start(folder.resolve("other"), Map.of("server.port", 0))) {
            assertThat(other.firstKey()).isPresent();
        }
        assertThat(Terminal.run(
                                "restore",
                                "--data",
                                folder.resolve("third"),
                                "--escrowed-key",
                                folder.resolve("other/keys/vault.keys"),
                                folder.resolve("b.zip"))
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("belong to another database");
        assertThat(Terminal.run(
                                "restore",
                                "--data",
                                folder.resolve("third"),
                                "--escrowed-key",
                                escrowed,
                                folder.resolve("b.zip"))
                        .ended(ExitStatus.DONE)
                        .out())
                .as("nothing was left by the wrong keys")
                .contains("keys are those of this database");
    }

    private static Terminal imported(Server server, Path key, Path notices) {
        return Terminal.run(
                "import",
                "--server=http://127.0.0.1:" + server.port(),
                "--access-key-file=" + key,
                "--source=hotline",
                notices);
    }
}
