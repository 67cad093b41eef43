// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.testbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a loopback address that does with each connection what it was told. */
public final class Site implements AutoCloseable {
    private final ServerSocket listening;
    private final Behaviour behaviour;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What to do with a connection whose request was read. */
    public interface Behaviour {
        /** Writes what it wants; the connection is closed afterwards. */
        void serve(Socket connection, String head) throws IOException, InterruptedException;
    }

    /** Listens; port 0 takes a free one. */
    public Site(String address, int port, Behaviour behaviour) {
        this(open(address, port), behaviour);
    }

    /** Listens on a socket of another kind, such as one with TLS. */
    public Site(ServerSocket listening, Behaviour behaviour) {
        this.listening = listening;
        this.behaviour = behaviour;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    private static ServerSocket open(String address, int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), 200);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A site that always writes the same. */
    public static Behaviour saying(String text) {
        return (connection, head) -> write(connection, text);
    }

    /** Writes text as bytes. */
    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connections.incrementAndGet();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String head = head(connection.getInputStream());
            heads.add(head);
            behaviour.serve(connection, head);
        } catch (IOException | InterruptedException e) {
            // The other side had enough.
        } finally {
            open.remove(connection);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** The port it listens on. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections came. */
    public int connections() {
        return connections.get();
    }

    /** The heads of the requests that came. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
