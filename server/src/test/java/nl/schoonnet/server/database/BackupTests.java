// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTests {
    @TempDir
    Path folder;

    private static byte[] backup(Path data) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Reached database = RunningServer.database(data)) {
            Backup.write(database, file);
        }
        return file.toByteArray();
    }

    private static Backup.Summary restore(Path data, byte[] file) {
        try (Reached database = RunningServer.database(data)) {
            return Backup.restore(database, new ByteArrayInputStream(file));
        }
    }

    private static void fill(RunningServer server) {
        StringBuilder csv = new StringBuilder("notice_id,url,sent_at,recipient\n");
        for (int n = 0; n < 500; n++) {
            csv.append("n")
                    .append(n)
                    .append(",https://site")
                    .append(n)
                    .append(".example/,2025-03-01T10:00:00Z,\"a\tb\"\n");
        }
        server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)), "k");
    }

    @Test
    void everything_lost_but_backup_and_escrowed_key_comes_back() throws IOException {
        Path first = folder.resolve("first");
        byte[] file;
        String escrowed;
        try (RunningServer server = RunningServer.in(first)) {
            fill(server);
            file = backup(first);
        }
        escrowed = Files.readString(first.resolve("keys/vault.keys"));

        Path second = folder.resolve("second");
        Files.createDirectories(second);
        assertThat(restore(second, file).rows()).isGreaterThan(1_500);
        Files.createDirectories(second.resolve("keys"));
        Path key = second.resolve("keys/vault.keys");
        Files.writeString(key, escrowed);
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (RunningServer server = RunningServer.in(second)) {
            long item = server.part(Vault.class).find("https://site77.example/").orElseThrow();
            assertThat(server.part(Vault.class).reveal(item, "k", "drill of the restore"))
                    .contains("https://site77.example/");
            assertThat(server.part(AuditCheck.class).check(Optional.empty()))
                    .isInstanceOf(AuditCheck.Finding.Whole.class);
            assertThat(server.server().firstKey()).isEmpty();
        }
    }

    @Test
    void a_damaged_or_cut_file_leaves_the_database_empty_and_one_that_is_filled_is_refused() throws IOException {
        Path first = folder.resolve("first");
        byte[] file;
        try (RunningServer server = RunningServer.in(first)) {
            fill(server);
            file = backup(first);
        }
        Path second = folder.resolve("second");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> restore(second, Arrays.copyOf(file, file.length / 2)))
                .withMessageContaining("left empty");
        byte[] changed = file.clone();
        changed[file.length / 2] ^= 1;
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> restore(second, changed))
                .withMessageContaining("left empty");
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> restore(second, "letter".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("no backup");
        assertThat(restore(second, file).tables()).isGreaterThan(5);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> restore(second, file))
                .withMessageContaining("isn't empty");
    }

    @Test
    void an_empty_database_has_nothing_to_back_up() {
        try (Reached database = RunningServer.database(folder.resolve("new"))) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> Backup.write(database, OutputStream.nullOutputStream()))
                    .withMessageContaining("nothing to back up");
        }
    }
}
