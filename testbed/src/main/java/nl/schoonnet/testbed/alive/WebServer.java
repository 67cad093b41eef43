// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import nl.schoonnet.testbed.alive.Answers.Asked;

/**
 * Listens at all addresses of a town, plainly and over TLS, and at one door per further vantage point: an HTTP proxy that
 * leads to the same sites. Everything by virtual threads.
 */
final class WebServer implements AutoCloseable {
    private static final int BACKLOG = 512;
    private static final int LONGEST_HEAD = 16 << 10;
    private static final int PATIENCE = 30_000;
    private static final int TRIES = 20;

    private final Set<String> addresses;
    private final String direct;
    private final SSLContext tls;
    private final List<ServerSocket> listening = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int plainPort;
    private final int securePort;
    private final Answers answers;

    /**
     * Begins to listen.
     *
     * @param direct the vantage point that connects without a proxy
     */
    WebServer(Town town, InstantSource clock, String direct, SSLContext tls) {
        this.addresses = town.addresses();
        this.direct = direct;
        this.tls = tls;
        this.plainPort = listen(false);
        this.securePort = listen(true);
        this.answers = new Answers(town, clock, plainPort, securePort);
        listening.forEach(socket ->
                accept(socket, connection -> serve(connection, literal(socket), socket.getLocalPort(), this.direct)));
    }

    int plainPort() {
        return plainPort;
    }

    int securePort() {
        return securePort;
    }

    /** A port that is free at all addresses, and now taken at all. */
    private int listen(boolean secure) {
        for (int attempt = 1; ; attempt++) {
            List<ServerSocket> opened = new ArrayList<>();
            try {
                int port = 0;
                for (String address : addresses) {
                    ServerSocket socket = new ServerSocket();
                    opened.add(socket);
                    socket.setReuseAddress(true);
                    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), BACKLOG);
                    port = socket.getLocalPort();
                }
                listening.addAll(opened);
                return port;
            } catch (IOException e) {
                opened.forEach(WebServer::close);
                if (attempt == TRIES) {
                    throw new UncheckedIOException(
                            secure ? "No port is free for TLS." : "No port is free for the town.", e);
                }
            }
        }
    }

    private static String literal(ServerSocket socket) {
        return socket.getInetAddress().getHostAddress();
    }

    /** What to do with a connection. */
    private interface Service {
        void serve(Socket connection) throws IOException, InterruptedException;
    }

    private void accept(ServerSocket socket, Service service) {
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    open.add(connection);
                    Thread.ofVirtual().start(() -> served(connection, service));
                } catch (IOException e) {
                    // Closed.
                }
            }
        });
    }

    private void served(Socket connection, Service service) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout(PATIENCE);
            service.serve(connection);
        } catch (IOException | InterruptedException e) {
            // The other side had enough.
        } finally {
            open.remove(connection);
        }
    }

    private void serve(Socket connection, String address, int port, String vantage)
            throws IOException, InterruptedException {
        Socket secured = connection;
        if (port == securePort && address.equals(Names.BROKEN_TLS_ADDRESS)) {
            // A server that knows no TLS waits for the request, and what it gets is none.
            connection.getInputStream().readNBytes(5);
            answer(connection, "400 Bad Request");
            return;
        }
        if (port == securePort) {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory()
                    .createSocket(connection, new java.io.ByteArrayInputStream(new byte[0]), true);
            secure.setUseClientMode(false);
            secured = secure;
        }
        Optional<Asked> asked = asked(secured.getInputStream());
        if (asked.isPresent()) {
            answers.write(secured.getOutputStream(), asked.get(), address, vantage);
        }
    }

    private static Optional<Asked> asked(InputStream in) throws IOException {
        String head = head(in);
        String[] lines = head.split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length < 2) {
            return Optional.empty();
        }
        String host = "";
        boolean cookie = false;
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("host:")) {
                String authority = lower.substring(5).strip();
                int colon = authority.lastIndexOf(':');
                host = colon < 0 ? authority : authority.substring(0, colon);
            }
            cookie |= lower.startsWith("cookie:") && lower.contains("seen=1");
        }
        return Optional.of(new Asked(words[0], words[1], host, cookie));
    }

    private static String head(InputStream in) throws IOException {
        byte[] bytes = new byte[LONGEST_HEAD];
        int length = 0;
        while (length < bytes.length) {
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                break;
            }
            length += count;
            if (length >= 4
                    && bytes[length - 4] == '\r'
                    && bytes[length - 3] == '\n'
                    && bytes[length - 2] == '\r'
                    && bytes[length - 1] == '\n') {
                break;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Opens the door of a vantage point: a proxy that is told addresses (RFC 9110 section 9.3.6). Returns its port. */
    int door(String vantage) {
        try {
            ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.ofLiteral("127.0.0.1"));
            listening.add(socket);
            accept(socket, connection -> through(connection, vantage));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void through(Socket connection, String vantage) throws IOException, InterruptedException {
        String[] words = head(connection.getInputStream()).split(" ", 3);
        int colon = words.length < 2 ? -1 : words[1].lastIndexOf(':');
        if (colon < 0 || !words[0].equals("CONNECT")) {
            answer(connection, "400 Bad Request");
            return;
        }
        String address = words[1].substring(0, colon);
        int port = Integer.parseInt(words[1].substring(colon + 1));
        boolean listens = addresses.contains(address) && (port == plainPort || port == securePort);
        answer(connection, listens ? "200 Connected" : "502 Bad Gateway");
        if (listens) {
            serve(connection, address, port, vantage);
        }
    }

    private static void answer(Socket connection, String status) throws IOException {
        connection.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("A socket wasn't closed.", e);
        }
    }

    @Override
    public void close() {
        listening.forEach(WebServer::close);
        open.forEach(WebServer::close);
    }
}
