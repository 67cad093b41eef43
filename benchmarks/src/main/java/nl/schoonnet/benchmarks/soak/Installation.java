// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product as an operator runs it: the launcher's {@code serve} in a process of its own, with its own PostgreSQL in a data
 * folder. Can be killed and started again. Not for several threads, but for {@link #url}, {@link #connect} and {@link #health}.
 */
final class Installation implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private final Path root;
    private final Path data;
    private final Path log;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private @Nullable Process server;

    /**
     * Makes a data folder; starts nothing.
     *
     * @param root of the repository
     * @param log where the server's output goes
     * @param function the one with a basis, as {@code legal-basis.yaml} calls it
     */
    Installation(Path root, Path data, Path log, String function) throws IOException {
        this.root = root;
        this.data = data;
        this.log = log;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            this.port = socket.getLocalPort();
        }
        Files.createDirectories(data);
        Files.writeString(data.resolve("legal-basis.yaml"), """
                - function: %s
                  article: article 1 of the soak
                  organisation: nobody
                  from: 2020-01-01
                """.formatted(function));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private ProcessBuilder launcher(String... words) {
        List<String> command = new ArrayList<>(List.of(root.resolve("schoonnet").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        // A quick start matters here, and speed does not. Looks are as dense as the product makes them: every item once
        // a minute.
        builder.environment().put("SCHOONNET_OBSERVE_NORM", "PT24M");
        builder.environment().put("SCHOONNET_JAVA_OPTS", "-Xmx1g -XX:TieredStopAtLevel=1");
        return builder;
    }

    /** Starts the server, and waits until it is ready. */
    void start() throws IOException, InterruptedException {
        Process started = launcher("serve", "--data", data.toString(), "--port", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        server = started;
        long until = System.nanoTime() + LONGEST_START.toNanos();
        while (health("/actuator/health/readiness").status() != 200) {
            if (!started.isAlive()) {
                throw new SoakException("The server ended at its start; see " + log + ".");
            }
            if (System.nanoTime() - until > 0) {
                throw new SoakException("The server isn't ready; see " + log + ".");
            }
            Thread.sleep(100);
        }
    }

    /** As a power cut would; what it had started runs on. */
    void killServer() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    /** Whether the server's process lives. */
    boolean serverLives() {
        return server != null && server.isAlive();
    }

    /** PostgreSQL's first process; empty while there is none. */
    Stream<ProcessHandle> postmaster() throws IOException {
        Path file = data.resolve("postgresql/cluster/postmaster.pid");
        if (!Files.exists(file)) {
            return Stream.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty()
                ? Stream.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).stream()
                        .filter(ProcessHandle::isAlive);
    }

    void killPostgres() throws IOException {
        postmaster().forEach(ProcessHandle::destroyForcibly);
    }

    /** Stops all of PostgreSQL's processes where they are, or lets them go on: a database that is away and comes back. */
    void freezePostgres(boolean frozen) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", frozen ? "-STOP" : "-CONT"));
        postmaster()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .map(process -> String.valueOf(process.pid()))
                .forEach(command::add);
        // One that ended meanwhile is no fault.
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /**
     * What the health page says.
     *
     * @param status 0 if there is no answer
     */
    record Health(int status, String body) {}

    /** Asks the health page. */
    Health health() throws InterruptedException {
        return health("/actuator/health");
    }

    private Health health(String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(url().resolve(path))
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Health(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Health(0, "");
        }
    }

    /** A new key. */
    String key(String holder, String role) throws IOException, InterruptedException {
        Process issue = launcher(
                        "keys", "issue", "--data", data.toString(), "--holder", holder, "--role", role, "--days", "1")
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        String key = new String(issue.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        if (issue.waitFor() != 0) {
            throw new SoakException("No key was handed out; see " + log + ".");
        }
        return key.strip();
    }

    /** Whether the product finds its audit log whole. */
    boolean auditIsWhole() throws IOException, InterruptedException {
        return launcher("audit", "--data", data.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start()
                        .waitFor()
                == 0;
    }

    /** A connection to the database of the application, past the application. */
    Connection connect() throws IOException, SQLException {
        Path folder = data.resolve("postgresql");
        List<String> lines = Files.readAllLines(folder.resolve("cluster/postmaster.pid"));
        if (lines.size() < 4) {
            throw new SQLException("PostgreSQL is starting.");
        }
        Properties properties = new Properties();
        properties.setProperty("user", "schoonnet");
        properties.setProperty(
                "password",
                Files.readString(folder.resolve("application.password")).strip());
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "120");
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + lines.get(3).strip() + "/schoonnet", properties);
    }

    /** Stops it as an operator would. */
    @Override
    public void close() {
        Process running = server;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(60, TimeUnit.SECONDS)) {
                    running.destroyForcibly();
                }
                // What a killed server left behind.
                killPostgres();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        client.close();
    }
}
