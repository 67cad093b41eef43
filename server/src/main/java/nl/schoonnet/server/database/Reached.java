// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database within reach of a command: one by its address, or that of a data folder, which is started for as long as it takes
 * unless a server runs with it.
 */
public final class Reached implements AutoCloseable {
    /** How the address of a database begins. */
    public static final String JDBC = "jdbc:postgresql:";

    /** What is said of one that begins otherwise. */
    public static final String NO_ADDRESS =
            "--database takes an address such as jdbc:postgresql://HOST/NAME, without user and password.";

    private final String url;
    private final String user;
    private final String password;
    private final @Nullable EmbeddedPostgres started;

    private Reached(String url, String user, String password, @Nullable EmbeddedPostgres started) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.started = started;
    }

    /**
     * A database by its JDBC address.
     *
     * @throws DatabaseException if it can't be reached so
     */
    public static Reached at(String url, String user, String password) {
        if (!url.startsWith(JDBC)) {
            throw new DatabaseException(NO_ADDRESS);
        }
        Reached reached = new Reached(url, user, password, null);
        try {
            reached.connect().close();
            return reached;
        } catch (SQLException e) {
            throw new DatabaseException(unreachable(e), e);
        }
    }

    /** Why a database can't be reached, in a sentence for the operator. */
    public static String unreachable(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("28") || state.equals("08004")) {
            return "The database refuses its user (state " + state
                    + "): check --database-user and --database-password-file.";
        }
        return state.startsWith("3D")
                ? "The server of the database has none of that name (state " + state
                        + "): make it, or check --database."
                : "The database doesn't answer (state " + state + "): check --database, and that it runs.";
    }

    /**
     * The database of a folder, whether a server runs with it or not.
     *
     * @param folder where the embedded database is
     * @throws DatabaseException if it can't be had
     */
    public static Reached in(Path folder) {
        try {
            EmbeddedPostgres own = EmbeddedPostgres.start(folder);
            return new Reached(own.url(), own.user(), own.password(), own);
        } catch (FolderInUseException e) {
            return running(folder);
        }
    }

    private static Reached running(Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("cluster").resolve("postmaster.pid"));
            String password =
                    Files.readString(folder.resolve("application.password")).strip();
            int port = Integer.parseInt(lines.get(3).strip());
            return new Reached("jdbc:postgresql://127.0.0.1:" + port + "/schoonnet", "schoonnet", password, null);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new DatabaseException("A server is starting or stopping with this data folder: try again.", e);
        }
    }

    /** Connections to it, one by one. */
    public DataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(10);
        return source;
    }

    /** A new connection. */
    Connection connect() throws SQLException {
        return source().getConnection();
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
