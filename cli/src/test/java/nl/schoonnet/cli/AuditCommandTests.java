// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import nl.schoonnet.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTests {
    @TempDir
    Path folder;

    @Test
    void the_log_is_listed_exported_and_checked_beside_the_server() throws IOException {
        Path data = folder.resolve("data");
        Path csv = folder.resolve("audit.csv");
        try (Server server = Server.start(data, Map.of("server.port", 0))) {
            assertThat(server.firstKey()).isPresent();
            Terminal.run("keys", "issue", "--data", data, "--holder", "=cmd", "--role", "auditor")
                    .ended(ExitStatus.DONE);
            List<String> listed = Terminal.run("audit", "--data", data, "--list")
                    .ended(ExitStatus.DONE)
                    .out()
                    .lines()
                    .toList();
            assertThat(listed).hasSize(3);
            assertThat(listed.getFirst())
                    .containsPattern(
                            "^ +3  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+0[12]:00  operator +key\\.issue +key ");
            assertThat(Terminal.run("audit", "--data", data, "--list", "--actor", "system")
                            .ended(ExitStatus.DONE)
                            .out()
                            .lines())
                    .hasSize(2);

            Terminal export = Terminal.run("audit", "--data", data, "--export", csv);
            assertThat(export.ended(ExitStatus.DONE).out()).contains("4 entries");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(csv)))
                    .isEqualTo("rw-------");
            assertThat(Files.readAllLines(csv))
                    .hasSize(5)
                    .last()
                    .asString()
                    .endsWith("\"operator\",\"audit.export\",\"all entries\",\"\"");
            assertThat(Terminal.run("audit", "--data", data, "--export", csv)
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .contains("there already");
            assertThat(Terminal.run("audit", "--data", data, "--export", csv, "--list")
                            .ended(ExitStatus.USAGE)
                            .sentence())
                    .contains("not two of these");

            assertThat(Terminal.run("audit", "--data", data, "--head", csv)
                            .ended(ExitStatus.UNUSABLE_INPUT)
                            .sentence())
                    .as("a file that is no head says nothing about the log")
                    .contains("is no head")
                    .doesNotContain("broken");
            assertThat(Terminal.run("audit", "--data", data)
                            .ended(ExitStatus.DONE)
                            .out())
                    .contains("is whole");
        }
    }

    @Test
    void a_folder_without_an_installation_is_told_and_nothing_is_made_in_it() {
        Path data = folder.resolve("typo");
        for (List<Object> command : List.<List<Object>>of(
                List.of("keys", "list", "--data", data),
                List.of("audit", "--data", data),
                List.of("audit", "--data", data, "--list"),
                List.of("backup", "--data", data, "--out", folder.resolve("b.zip")),
                List.of("report", "--data", data, "--out", folder.resolve("out")))) {
            assertThat(Terminal.run(command.toArray()).ended(ExitStatus.USAGE).sentence())
                    .as(command.toString())
                    .contains("There is no installation in");
        }
        assertThat(data).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }
}
