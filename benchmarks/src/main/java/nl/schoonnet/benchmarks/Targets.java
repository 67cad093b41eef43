// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What is looked at: a process of its own that answers on 64 loopback addresses after a delay, 200 to paths that begin with
 * {@code /item} and 404 to all else. Prints its port.
 *
 * <p>Run: {@code Targets DELAY_MS [tls]}.
 */
final class Targets implements AutoCloseable {
    static final int ADDRESSES = 64;
    static final String NETWORK = "127.77.0.0/16";

    private static final byte[] THERE = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GONE =
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Process process;
    private final int port;
    private final boolean tls;

    private Targets(Process process, int port, boolean tls) {
        this.process = process;
        this.port = port;
        this.tls = tls;
    }

    /** Starts them in a process of their own. */
    static Targets start(Duration delay, boolean tls) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Targets.class.getName(),
                Long.toString(delay.toMillis())));
        if (tls) {
            command.add("tls");
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Targets(process, Integer.parseInt(process.inputReader().readLine()), tls);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** The address of an item. */
    String url(int item) {
        return (tls ? "https" : "http") + "://127.77.1." + (1 + item % ADDRESSES) + ":" + port + "/item/" + item;
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] arguments) throws Exception {
        long delay = Long.parseLong(arguments[0]);
        ServerSocketFactory sockets = arguments.length > 1 ? tls() : ServerSocketFactory.getDefault();
        int port = 0;
        for (int number = 1; number <= ADDRESSES; number++) {
            ServerSocket listening = sockets.createServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.ofLiteral("127.77.1." + number), port), 10_000);
            port = listening.getLocalPort();
            Thread.ofVirtual().start(() -> accept(listening, delay));
        }
        System.out.println(port);
        Thread.sleep(Duration.ofHours(1));
    }

    private static void accept(ServerSocket listening, long delay) {
        while (true) {
            try {
                Socket connection = listening.accept();
                Thread.ofVirtual().start(() -> answer(connection, delay));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket connection, long delay) {
        try (connection) {
            InputStream in = connection.getInputStream();
            byte[] head = new byte[2_048];
            int read = 0;
            while (!ended(head, read)) {
                int count = in.read(head, read, head.length - read);
                if (count <= 0) {
                    return;
                }
                read += count;
            }
            boolean item = new String(head, 0, Math.min(read, 16), StandardCharsets.US_ASCII).contains(" /item");
            Thread.sleep(delay);
            connection.getOutputStream().write(item ? THERE : GONE);
        } catch (IOException | InterruptedException e) {
            // The other side had enough.
        }
    }

    private static boolean ended(byte[] head, int read) {
        return read >= 4
                && head[read - 1] == '\n'
                && head[read - 2] == '\r'
                && head[read - 3] == '\n'
                && head[read - 4] == '\r';
    }

    private static ServerSocketFactory tls() throws IOException, InterruptedException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("targets");
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "site",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "for-this-run-only",
                        "-dname",
                        "CN=site")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), "for-this-run-only".toCharArray());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "for-this-run-only".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
