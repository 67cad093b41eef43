// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import nl.schoonnet.server.keys.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL 15, the oldest that is supported, which the product neither starts nor stops: as at an installation with a
 * database of its own. One for all tests; each data folder has a database with an owner who has no further rights.
 */
public final class ExternalPostgres {
    private static final String PASSWORD = "tests-only";
    private static @Nullable ExternalPostgres shared;

    private final EmbeddedPostgres postgres;
    private final Path folder;
    private final Map<Path, String> databases = new HashMap<>();

    private ExternalPostgres(EmbeddedPostgres postgres, Path folder) {
        this.postgres = postgres;
        this.folder = folder;
    }

    /** Whether all tests are to use it. */
    public static boolean wanted() {
        return "external".equals(System.getProperty("schoonnet.tests.database"));
    }

    private static synchronized ExternalPostgres shared() {
        if (shared == null) {
            try {
                Path folder = Files.createTempDirectory("external-postgresql");
                ExternalPostgres started =
                        new ExternalPostgres(EmbeddedPostgres.start(folder.resolve("server"), archive()), folder);
                Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
                shared = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    private static byte[] archive() throws IOException {
        try (ZipFile jar = new ZipFile(Path.of("target", "postgresql-15.jar").toFile())) {
            ZipEntry archive = jar.getEntry("postgres-linux-x86_64.txz");
            try (InputStream in = jar.getInputStream(archive)) {
                return in.readAllBytes();
            }
        }
    }

    private void stop() {
        postgres.close();
        org.springframework.util.FileSystemUtils.deleteRecursively(folder.toFile());
    }

    /** The settings that name the database of a data folder; it is made at first need. */
    public static Map<String, Object> settings(Path data) {
        ExternalPostgres external = shared();
        String name = external.database(data);
        return Map.of(
                "schoonnet.database.url", external.url(name),
                "schoonnet.database.user", name,
                "schoonnet.database.password-file",
                        external.folder.resolve("password").toString());
    }

    /** The database of a data folder, as a command reaches it. */
    public static Reached reach(Path data) {
        ExternalPostgres external = shared();
        String name = external.database(data);
        return Reached.at(external.url(name), name, PASSWORD);
    }

    private String url(String name) {
        return postgres.url().replaceAll("[^/]+$", name);
    }

    private synchronized String database(Path data) {
        return databases.computeIfAbsent(data.toAbsolutePath().normalize(), path -> {
            String name = "tests_"
                    + HexFormat.of()
                            .formatHex(
                                    Digest.sha256(path.toString().getBytes(StandardCharsets.UTF_8))
                                            .bytes(),
                                    0,
                                    8);
            try (Connection connection = postgres.superuser("postgres");
                    Statement statement = connection.createStatement()) {
                Files.writeString(folder.resolve("password"), PASSWORD);
                statement.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            } catch (SQLException | IOException e) {
                throw new IllegalStateException("The tests' database can't be made.", e);
            }
            return name;
        });
    }
}
