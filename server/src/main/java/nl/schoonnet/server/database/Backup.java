// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * All facts of a database in one file, and back. A zip with the schema's version first, then each table as PostgreSQL's COPY
 * writes it, and a list of rows and digests last. Addresses in it are sealed as they are in the database: the key file is not
 * in it, and is needed to read them. Works on any PostgreSQL, and while the application runs.
 */
public final class Backup {
    private static final String VERSION = "schema-version";
    private static final String LIST = "list";
    private static final String TABLES = "tables/";
    private static final String HISTORY = "flyway_schema_history";

    private Backup() {}

    /**
     * What was written or read.
     *
     * @param schema version of the schema, such as {@code 002}
     * @param tables how many tables
     * @param rows how many rows in all
     */
    public record Summary(String schema, int tables, long rows) {}

    /**
     * Writes everything as of one moment.
     *
     * @param out left open
     * @throws DatabaseException if the database holds no facts of ours, or can't be read
     */
    public static Summary write(Reached database, OutputStream out) {
        try (Connection connection = database.connect();
                ZipOutputStream zip = new ZipOutputStream(new Unclosed(out))) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            String schema = schema(connection);
            zip.putNextEntry(new ZipEntry(VERSION));
            zip.write(schema.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            StringBuilder list = new StringBuilder();
            long rows = 0;
            List<String> tables = tables(connection);
            for (String table : tables) {
                zip.putNextEntry(new ZipEntry(TABLES + table));
                DigestOutputStream digested = new DigestOutputStream(new Unclosed(zip), sha256());
                long copied = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY (SELECT * FROM \"" + table + "\") TO STDOUT", digested);
                zip.closeEntry();
                list.append(table)
                        .append(' ')
                        .append(copied)
                        .append(' ')
                        .append(hex(digested.getMessageDigest()))
                        .append('\n');
                rows += copied;
            }
            zip.putNextEntry(new ZipEntry(LIST));
            zip.write(list.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            connection.rollback();
            return new Summary(schema, tables.size(), rows);
        } catch (SQLException e) {
            throw new DatabaseException("The database can't be read (state " + e.getSQLState() + ").", e);
        } catch (IOException e) {
            throw new DatabaseException("The backup can't be written; check the space on its disk.", e);
        }
    }

    /**
     * Fills an empty database: with everything, or, if the file is damaged or the database isn't empty, with nothing.
     *
     * @param in left open
     * @throws DatabaseException with the reason
     */
    public static Summary restore(Reached database, InputStream in) {
        return restore(database, in, filled -> {});
    }

    /**
     * The same, if what was filled suits.
     *
     * @param suits asked before anything is kept; what it throws is thrown, and the database is left empty
     */
    public static Summary restore(Reached database, InputStream in, Consumer<JdbcClient> suits) {
        try (Connection connection = database.connect();
                ZipInputStream zip = new ZipInputStream(new Unclosable(in))) {
            ZipEntry first = zip.getNextEntry();
            if (first == null || !first.getName().equals(VERSION)) {
                throw new DatabaseException("The file is no backup of Schoonnet.");
            }
            if (!tables(connection).isEmpty()) {
                throw new DatabaseException(
                        "The database isn't empty: restore into a new one, so that nothing is mixed or lost.");
            }
            String schema = new String(zip.readNBytes(64), StandardCharsets.UTF_8);
            migrate(database, schema);
            connection.setAutoCommit(false);
            try {
                Summary summary = fill(connection, zip, schema);
                suits.accept(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
                connection.commit();
                return summary;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                empty(connection);
                connection.commit();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The database doesn't take the backup (state " + e.getSQLState() + "); it is left empty.", e);
        } catch (ZipException e) {
            throw new DatabaseException("The backup is damaged; the database is left empty.", e);
        } catch (IOException e) {
            throw new DatabaseException("The backup breaks off; the database is left empty.", e);
        }
    }

    private static Summary fill(Connection connection, ZipInputStream zip, String schema)
            throws SQLException, IOException {
        List<String> tables = tables(connection);
        Map<String, String> seen = new HashMap<>();
        long rows = 0;
        String list = null;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(LIST)) {
                list = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                break;
            }
            String table = entry.getName()
                    .substring(Math.min(TABLES.length(), entry.getName().length()));
            if (!tables.contains(table) || seen.containsKey(table)) {
                throw new DatabaseException("The backup holds a table that its version doesn't know.");
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM \"" + table + "\"");
            }
            DigestInputStream digested = new DigestInputStream(new Unclosable(zip), sha256());
            long copied = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY \"" + table + "\" FROM STDIN", digested);
            seen.put(table, table + " " + copied + " " + hex(digested.getMessageDigest()));
            rows += copied;
        }
        List<String> expected = tables.stream()
                .map(table -> Objects.requireNonNullElse(seen.get(table), table + " missing"))
                .toList();
        if (list == null || !list.lines().toList().equals(expected)) {
            throw new DatabaseException(
                    "The backup is damaged: its tables aren't those of its list. The database is left" + " empty.");
        }
        return new Summary(schema, tables.size(), rows);
    }

    private static void migrate(Reached database, String schema) {
        Flyway.configure()
                .dataSource(database.source())
                .locations("classpath:db/migration")
                .target(schema)
                .load()
                .migrate();
    }

    private static void empty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables(connection)) {
                // Views over them go too.
                statement.execute("DROP TABLE \"" + table + "\" CASCADE");
            }
            statement.execute("DROP TABLE IF EXISTS " + HISTORY);
        }
    }

    /** The tables of facts, by name; Flyway's own history is made anew by a restore. */
    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT tablename FROM pg_tables
                        WHERE schemaname = current_schema() AND tablename <> 'flyway_schema_history'
                        ORDER BY tablename""")) {
            while (rows.next()) {
                tables.add(Objects.requireNonNull(rows.getString(1)));
            }
        }
        return tables;
    }

    private static String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version FROM " + HISTORY + " WHERE success ORDER BY installed_rank DESC LIMIT 1")) {
            if (rows.next()) {
                return Objects.requireNonNull(rows.getString(1));
            }
        } catch (SQLException e) {
            if (!"42P01".equals(e.getSQLState())) {
                throw e;
            }
        }
        throw new DatabaseException("The database was never filled by Schoonnet: there is nothing to back up.");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is written to goes on being written to. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** What is read from goes on being read from. */
    private static final class Unclosable extends FilterInputStream {
        Unclosable(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The reader of the whole closes it.
        }
    }
}
