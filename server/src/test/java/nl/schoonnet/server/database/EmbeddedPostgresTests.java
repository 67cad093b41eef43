// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {
    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("postgresql");
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    private static String one(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void what_was_committed_survives_a_stop_and_a_kill_and_the_live_database_is_adopted() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder())) {
            run(first, "CREATE TABLE kept (n int)");
            run(first, "INSERT INTO kept VALUES (1)");
            assertThat(one(first, "SHOW data_checksums")).isEqualTo("on");
            assertThat(one(first, "SHOW fsync")).isEqualTo("on");
            assertThat(one(first, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(one(first, "SHOW log_min_error_statement")).isEqualTo("panic");
            assertThat(one(first, "SHOW is_superuser")).isEqualTo("off");
        }
        EmbeddedPostgres second = EmbeddedPostgres.start(folder());
        run(second, "INSERT INTO kept VALUES (2)");
        ProcessHandle.of(second.processId()).orElseThrow().destroyForcibly();
        second.close();
        try (EmbeddedPostgres third = EmbeddedPostgres.start(folder())) {
            assertThat(one(third, "SELECT sum(n) FROM kept")).isEqualTo("3");
        }
    }

    @Test
    void a_database_that_is_killed_while_it_is_kept_runs_again_at_the_same_address_with_what_was_committed()
            throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder())) {
            postgres.keep();
            String address = postgres.url();
            for (int kill = 1; kill <= 2; kill++) {
                run(postgres, "CREATE TABLE IF NOT EXISTS kept (n int)");
                run(postgres, "INSERT INTO kept VALUES (" + kill + ")");
                ProcessHandle killed = ProcessHandle.of(postgres.processId()).orElseThrow();
                killed.destroyForcibly();
                killed.onExit().get(10, TimeUnit.SECONDS);
                assertThat(awaited(() -> one(postgres, "SELECT count(*) FROM kept")))
                        .isEqualTo(String.valueOf(kill));
                assertThat(postgres.url()).isEqualTo(address);
                assertThat(postgres.processId()).isNotEqualTo(killed.pid());
            }
        }
    }

    /** Asks until there is an answer: a database comes up in its own time. */
    private static String awaited(Callable<String> question) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return question.call();
            } catch (SQLException e) {
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    @Test
    void a_second_process_is_refused_with_a_sentence() {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder())) {
            assertThat(first.url()).startsWith("jdbc:postgresql://127.0.0.1:");
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder()))
                    .withMessageContaining("Another schoonnet uses this data folder");
        }
    }

    @Test
    void a_password_is_needed_and_its_file_is_private() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder())) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "guess"));
            for (String name : new String[] {"superuser.password", "application.password", "lock"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(name))))
                        .isEqualTo("rw-------");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_changed_program_is_unpacked_anew() throws IOException {
        Path programs = Binaries.in(temporary, Binaries.bundled());
        Path initdb = programs.resolve("bin/initdb");
        long size = Files.size(initdb);
        Files.writeString(initdb, "#!/bin/sh\nexit 0\n");
        assertThat(Files.size(Binaries.in(temporary, Binaries.bundled()).resolve("bin/initdb")))
                .isEqualTo(size);
    }

    @Test
    void no_value_of_a_failed_statement_comes_into_the_log() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder())) {
            run(postgres, "CREATE TABLE secret (address text PRIMARY KEY)");
            run(postgres, "INSERT INTO secret VALUES ('marker-7351')");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> run(postgres, "INSERT INTO secret VALUES ('marker-7351')"));
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run(postgres, "SELECT 'marker-7351'::int"));
        }
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                assertThat(Files.readString(file)).contains("fast shutdown").doesNotContain("marker-7351");
            }
        }
    }
}
