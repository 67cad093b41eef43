// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own in a data folder: passwords (scram), data checksums, fsync, loopback only, no values in its log. It
 * survives a killed Java process and is then adopted by the next; a killed database is started again by {@link #keep}; {@link
 * #close} stops it. One process at a time may have a
 * folder. Works for root too ({@link Runner}).
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final String APPLICATION = "schoonnet";
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int ATTEMPTS = 5;

    /** How often it is looked whether the database lives, and how long it is waited between attempts to start it again. */
    private static final Duration WATCHED = Duration.ofMillis(500);

    private static final Duration RETRIED = Duration.ofSeconds(1);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Nothing that a statement holds may come into a log: an error names the value that it can't use, so none is logged. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "password_encryption=scram-sha-256",
            "fsync=on",
            "full_page_writes=on",
            "max_connections=100",
            "shared_buffers=512MB",
            "work_mem=32MB",
            "maintenance_work_mem=256MB",
            "max_wal_size=4GB",
            "checkpoint_completion_target=0.9",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_min_messages=log",
            "log_statement=none",
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
            "log_parameter_max_length=0",
            "log_parameter_max_length_on_error=0",
            "log_min_duration_statement=-1");

    private final Path folder;
    private final Path cluster;
    private final Path log;
    private final Path programs;
    private final Runner runner;
    private final FileChannel lockFile;
    private int port;
    private volatile boolean closed;
    private @Nullable Thread keeper;

    private EmbeddedPostgres(Path folder, byte[] archive, FileChannel lockFile) {
        this.folder = folder;
        this.cluster = folder.resolve("cluster");
        this.log = folder.resolve("postgresql.log");
        this.lockFile = lockFile;
        this.runner = Runner.here();
        this.programs = Binaries.in(folder, archive);
    }

    /**
     * Starts or adopts the database in a folder, which is made if it isn't there.
     *
     * @throws DatabaseException if it can't be had, with a sentence for the operator
     */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, Binaries.bundled());
    }

    /** The same with programs of another version. */
    static EmbeddedPostgres start(Path folder, byte[] archive) {
        Path own = folder.toAbsolutePath().normalize();
        @Nullable FileChannel lockFile = null;
        try {
            Files.createDirectories(own, PRIVATE_FOLDER);
            lockFile = lock(own);
            EmbeddedPostgres postgres = new EmbeddedPostgres(own, archive, lockFile);
            postgres.begin();
            return postgres;
        } catch (IOException e) {
            release(lockFile);
            throw new DatabaseException(
                    "The data folder can't be written: check who owns it and the space on its disk.", e);
        } catch (RuntimeException e) {
            release(lockFile);
            throw e;
        }
    }

    private static void release(@Nullable FileChannel lockFile) {
        if (lockFile != null) {
            try {
                lockFile.close();
            } catch (IOException e) {
                throw new DatabaseException("The lock of the data folder can't be given back.", e);
            }
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PRIVATE_FILE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // The same process has it already: as good as another one.
        }
        channel.close();
        throw new FolderInUseException();
    }

    private void begin() throws IOException {
        secret("superuser.password");
        secret("application.password");
        if (!Files.exists(log)) {
            Files.createFile(log, PRIVATE_FILE);
        }
        runner.own(folder);
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            create();
        }
        runner.own(cluster);
        if (!adopted()) {
            boot();
        }
        prepareApplication();
    }

    private void create() throws IOException {
        Path password = folder.resolve("superuser.password");
        if (Files.exists(cluster)) {
            throw new DatabaseException(
                    "The folder 'cluster' in the data folder holds no database: if a first start was"
                            + " broken off, remove it and start again.");
        }
        Path partial = folder.resolve("cluster.partial");
        deleteIfPresent(partial);
        int status = runner.run(
                log,
                List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + partial,
                        "--username=" + SUPERUSER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--data-checksums"));
        if (status != 0) {
            throw new DatabaseException("A new database can't be made in the data folder; " + log + " says why.");
        }
        Files.move(partial, cluster);
    }

    private void deleteIfPresent(Path path) throws IOException {
        if (Files.exists(path)) {
            try (var files = Files.walk(path)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A random password in a file of its own, made at first need. */
    private Path secret(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PRIVATE_FILE);
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return file;
    }

    private String password(String name) throws IOException {
        return Files.readString(folder.resolve(name)).strip();
    }

    /** Whether a database that outlived its Java process answers. */
    private boolean adopted() throws IOException {
        int status =
                runner.run(log, List.of(programs.resolve("bin/pg_ctl").toString(), "status", "--pgdata=" + cluster));
        if (status != 0) {
            return false;
        }
        List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
        port = Integer.parseInt(lines.get(3).strip());
        awaitAnswer();
        return true;
    }

    private void boot() throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            port = freePort();
            if (booted()) {
                awaitAnswer();
                return;
            }
        }
        throw new DatabaseException("PostgreSQL didn't start; " + log + " says why.");
    }

    /** Whether it could be started at the port. */
    private boolean booted() {
        StringBuilder options = new StringBuilder("-p " + port);
        SETTINGS.forEach(s -> options.append(" -c ").append(s.endsWith("=") ? s + "''" : s));
        int status = runner.run(
                log,
                List.of(
                        programs.resolve("bin/pg_ctl").toString(),
                        "start",
                        "--wait",
                        "--silent",
                        "--timeout=100",
                        "--pgdata=" + cluster,
                        "--log=" + log,
                        "--options=" + options));
        return status == 0;
    }

    /**
     * From now on starts it again, at the same address, whenever it died, as often as it takes: after a kill, or once a full
     * disk has room again. Connections that were open are lost.
     */
    public synchronized void keep() {
        if (keeper == null && !closed) {
            keeper = Thread.ofPlatform().daemon().name("postgresql-keeper").start(this::keepUp);
        }
    }

    private void keepUp() {
        try {
            Optional<ProcessHandle> process = process();
            while (!closed) {
                Thread.sleep(WATCHED);
                if (process.filter(ProcessHandle::isAlive).isPresent()) {
                    continue;
                }
                LOG.warn("PostgreSQL ended by itself or was killed; it is started again");
                while (!revived()) {
                    Thread.sleep(RETRIED);
                }
                process = process();
                LOG.warn("PostgreSQL runs again");
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Processes of the one that died may still hold its memory, or the disk is full: then not yet. */
    private boolean revived() throws InterruptedException {
        try {
            return booted();
        } catch (DatabaseException e) {
            if (closed) {
                throw new InterruptedException();
            }
            return false;
        }
    }

    private Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(processId());
        } catch (DatabaseException | NumberFormatException | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** After a crash the database first repairs itself; it refuses connections until then. */
    private void awaitAnswer() throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(100).toNanos();
        while (true) {
            try (Connection connection = superuser("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() - until > 0) {
                    throw new DatabaseException("PostgreSQL runs but doesn't answer; " + log + " says why.", e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while PostgreSQL was being started.", e);
        }
    }

    Connection superuser(String database) throws IOException, SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password("superuser.password"));
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, properties);
    }

    /** The application is no superuser: it owns its database and nothing else. */
    private void prepareApplication() throws IOException {
        try (Connection connection = superuser("postgres")) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?")) {
                try (Statement statement = connection.createStatement()) {
                    // The password is ours and holds no character that would need quoting.
                    statement.execute("CREATE ROLE " + APPLICATION + " LOGIN PASSWORD '"
                            + password("application.password") + "'");
                }
            }
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + APPLICATION + " OWNER " + APPLICATION);
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException("The application's database can't be made; " + log + " says why.", e);
        }
    }

    private static boolean exists(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, APPLICATION);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** The address for JDBC, without user and password. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + APPLICATION;
    }

    /** The user of the application. */
    public String user() {
        return APPLICATION;
    }

    /** The password of the application. */
    public String password() {
        try {
            return password("application.password");
        } catch (IOException e) {
            throw new DatabaseException("The file 'application.password' in the data folder can't be read.", e);
        }
    }

    /** The process of the database itself. */
    long processId() {
        try {
            return Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL isn't running.", e);
        }
    }

    /** Stops the database, and gives the folder free. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        endKeeping();
        try {
            runner.run(
                    log,
                    List.of(
                            programs.resolve("bin/pg_ctl").toString(),
                            "stop",
                            "--wait",
                            "--silent",
                            "--mode=fast",
                            "--timeout=60",
                            "--pgdata=" + cluster));
        } finally {
            release(lockFile);
        }
    }

    private synchronized void endKeeping() {
        if (keeper != null) {
            keeper.interrupt();
            try {
                keeper.join(RETRIED);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
