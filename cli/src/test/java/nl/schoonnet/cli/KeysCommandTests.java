// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTests {
    @TempDir
    Path folder;

    private static String id(Terminal issued) {
        return issued.ended(ExitStatus.DONE).out().strip().split("_", -1)[1];
    }

    @Test
    void a_key_is_replaced_once_by_one_of_the_same_holder_and_roles() {
        Path data = folder.resolve("data");
        try (Server server = Server.start(data, Map.of("server.port", 0))) {
            assertThat(server.isSecure()).isFalse();
            String old = id(Terminal.run(
                    "keys", "issue", "--data", data, "--holder", "Made-up host", "--role", "checker,checker_detail"));
            String fresh = id(Terminal.run("keys", "rotate", "--data", data, "--grace-days", 2, "--days", 30, old));
            assertThat(fresh).isNotEqualTo(old);
            assertThat(Terminal.run("keys", "list", "--data", data)
                            .ended(ExitStatus.DONE)
                            .out()
                            .lines()
                            .filter(line -> line.startsWith(old) || line.startsWith(fresh)))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .containsPattern("\\d{4}-\\d\\d-\\d\\d +\\d{4}-\\d\\d-\\d\\d")
                            .endsWith("checker,checker_detail Made-up host"));
            assertThat(Terminal.run("keys", "rotate", "--data", data, old)
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains("replaced already");
            assertThat(Terminal.run("keys", "rotate", "--data", data, "unknown")
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains("no such key");
            assertThat(Terminal.run("keys", "rotate", "--data", data, "--grace-days", 31, fresh)
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains("0 to 30");
            assertThat(Terminal.run(
                                    "keys",
                                    "issue",
                                    "--data",
                                    data,
                                    "--holder",
                                    "Made-up host",
                                    "--role",
                                    "checker_detail")
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains("give checker too");
        }
    }

    @Test
    void a_database_that_can_t_be_reached_is_told_in_a_sentence() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "made-up");
        assertThat(Terminal.run(
                                "keys",
                                "list",
                                "--database=jdbc:postgresql://127.0.0.1:1/none",
                                "--database-password-file=" + password)
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("doesn't answer", "--database");
        assertThat(Terminal.run("keys", "list", "--database=postgresql://127.0.0.1/none")
                        .ended(ExitStatus.UNUSABLE_INPUT)
                        .sentence())
                .contains("jdbc:postgresql://HOST/NAME");
    }
}
