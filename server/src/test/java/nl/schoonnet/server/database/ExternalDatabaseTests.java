// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.server.RunningServer;
import nl.schoonnet.server.audit.AuditCheck;
import nl.schoonnet.server.intake.ImportResult;
import nl.schoonnet.server.intake.NoticeIntake;
import nl.schoonnet.server.intake.Vault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a PostgreSQL 15 of one's own; the profile {@code external-database} runs all tests of the server that way. */
class ExternalDatabaseTests {
    @TempDir
    Path data;

    private static ImportResult take(RunningServer server) {
        String csv = "notice_id,url,sent_at\nn1,https://site1.example/,2026-03-01T10:00:00Z\n";
        return server.part(NoticeIntake.class)
                .take("hotline", "x", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "k");
    }

    @Test
    void notices_taken_in_are_there_after_a_restart_and_no_database_is_made_in_the_data_folder() {
        try (RunningServer server = RunningServer.in(data, ExternalPostgres.settings(data))) {
            assertThat(take(server).added()).isEqualTo(1);
        }
        try (RunningServer server = RunningServer.in(data, ExternalPostgres.settings(data))) {
            assertThat(take(server).known()).isEqualTo(1);
            long item = server.part(Vault.class).find("https://site1.example/").orElseThrow();
            assertThat(server.part(Vault.class).reveal(item, "k", "check of a restart"))
                    .contains("https://site1.example/");
            assertThat(server.part(AuditCheck.class).check(Optional.empty()))
                    .isInstanceOf(AuditCheck.Finding.Whole.class);
        }
        assertThat(data.resolve("postgresql")).doesNotExist();
    }

    @Test
    void a_backup_of_it_can_be_restored_into_the_product_s_own_database() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (RunningServer server = RunningServer.in(data, ExternalPostgres.settings(data));
                Reached database = ExternalPostgres.reach(data)) {
            take(server);
            Backup.write(database, file);
        }
        Path other = Files.createDirectories(data.resolve("other"));
        try (Reached own = Reached.in(other.resolve("postgresql"))) {
            Backup.restore(own, new ByteArrayInputStream(file.toByteArray()));
        }
        Path keys = Files.createDirectories(other.resolve("keys")).resolve("vault.keys");
        Files.copy(data.resolve("keys/vault.keys"), keys, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        try (RunningServer server = RunningServer.in(other, Map.of("schoonnet.database.url", ""))) {
            assertThat(take(server).known()).isEqualTo(1);
        }
        assertThat(other.resolve("postgresql")).isDirectory();
    }

    @Test
    void while_it_is_away_callers_are_told_to_try_again_and_not_that_something_went_wrong() throws Exception {
        try (RunningServer server = RunningServer.in(data, ExternalPostgres.settings(data));
                Reached database = ExternalPostgres.reach(data);
                Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement();
                HttpClient client = HttpClient.newHttpClient()) {
            String key = server.server().firstKey().orElseThrow();
            server.part(HikariDataSource.class).getHikariConfigMXBean().setConnectionTimeout(500);
            statement.execute("ALTER DATABASE " + connection.getCatalog() + " CONNECTION LIMIT 0");
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND pid <> pg_backend_pid()");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url("/api/v1/hashes/organisations")))
                    .header("Authorization", "Bearer " + key);
            HttpResponse<String> machine = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(machine.statusCode()).as(machine.body()).isEqualTo(503);
            assertThat(machine.body()).contains("the database is away");
            HttpResponse<String> browser =
                    client.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
            assertThat(browser.statusCode()).isEqualTo(503);
            statement.execute("ALTER DATABASE " + connection.getCatalog() + " CONNECTION LIMIT -1");
        }
    }
}
