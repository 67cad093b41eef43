// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.access.AccessKeys;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.intake.ImportResult;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import nl.schoonnet.server.observation.ObservationState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database as the product filled it when its schema was 003: four notices, one of them revised, and 75 looks. The backup and
 * its keys were made by that product; the keys and addresses exist nowhere else.
 */
class UpgradeTests {
    /** What was imported then, in the form in which it was imported last. */
    private static final String NOTICES = """
            notice_id,item,url,reported_at,sent_at,delivered_at,channel,status,page,address,source,recipient,batch,server_country,registrar
            n1,i1,https://files.example/a,2026-03-01T09:00:00Z,2026-03-01T10:58:00Z,2026-03-01T11:00:00Z,hotline,delivered,p7,192.0.2.10,public,abuse-desk-1,b1,NL,registrar-1
            n2,i2,https://files.example/b,2026-03-01T09:00:00Z,2026-03-01T10:58:00Z,2026-03-01T12:00:00Z,hotline,delivered,p7,192.0.2.10 2001:db8::10,public,abuse-desk-1,b1,NL,registrar-1
            n3,i3,https://pictures.example/c?x=1,2026-03-02T09:00:00Z,2026-03-02T10:58:00Z,2026-03-02T11:00:00Z,police,delivered,,198.51.100.7,police,abuse-desk-2,b2,NL,
            n4,i4,https://pictures.example/d,2026-03-02T09:00:00Z,,,police,police_hold,,,police,,,,
            """;

    /** The key that the product showed when it made that database. */
    private static final String FIRST_KEY = "sn_X5Y4ZBBB_IOWl5fzZN98ETYhvES0A_QOfpvZZiVyF4j0b35tJvyI";

    @TempDir
    Path folder;

    private static InputStream resource(String name) {
        return Objects.requireNonNull(UpgradeTests.class.getResourceAsStream(name));
    }

    private Path asItWas() throws IOException {
        try (Reached database = RunningServer.database(folder);
                InputStream backup = resource("schema-003.zip")) {
            Backup.restore(database, backup);
        }
        Path keys = Files.createDirectories(folder.resolve("keys")).resolve("vault.keys");
        try (InputStream text = resource("schema-003.keys")) {
            Files.copy(text, keys);
        }
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        return folder;
    }

    @Test
    void a_database_of_an_earlier_schema_is_brought_up_to_date_with_all_that_it_holds() throws IOException {
        try (RunningServer server = RunningServer.in(asItWas())) {
            Vault vault = server.part(Vault.class);
            long item = vault.find("https://files.example/b").orElseThrow();
            assertThat(vault.reveal(item, "k", "check of the upgrade")).contains("https://files.example/b");
            ObservationState seen = server.part(ObservationState.class);
            assertThat(seen.looks(item, 1_000))
                    .hasSize(25)
                    .extracting(ObservationState.Looked::reason)
                    .containsOnly("SAME", "GONE_404", "TIMEOUT");
            assertThat(seen.vantages())
                    .extracting(ObservationState.Vantage::name)
                    .contains("ams-1");
            assertThat(server.part(AccessKeys.class).caller(FIRST_KEY)).isPresent();
            assertThat(server.part(AuditCheck.class).check(Optional.empty()))
                    .isInstanceOf(AuditCheck.Finding.Whole.class);
        }
    }

    @Test
    void what_was_taken_in_before_the_upgrade_is_known_after_it() throws IOException {
        try (RunningServer server = RunningServer.in(asItWas())) {
            ImportResult result = server.part(NoticeIntake.class)
                    .take(
                            "hotline",
                            "notices",
                            new ByteArrayInputStream(NOTICES.getBytes(StandardCharsets.UTF_8)),
                            "k");
            assertThat(result.known()).isEqualTo(4);
            assertThat(result.added() + result.changed() + result.rejected()).isZero();
        }
    }
}
