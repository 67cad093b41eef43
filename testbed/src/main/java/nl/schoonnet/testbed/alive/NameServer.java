// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed.alive;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import org.xbill.DNS.Message;

/** A name server on 127.0.0.1, over UDP and TCP on one port. */
final class NameServer implements AutoCloseable {
    private static final int LARGEST = 4_096;
    private static final int TRIES = 20;

    private final Names names;
    private final DatagramSocket datagrams;
    private final ServerSocket streams;
    private volatile boolean silent;

    NameServer(Names names) {
        this.names = names;
        Pair pair = opened();
        this.datagrams = pair.datagrams;
        this.streams = pair.streams;
        Thread.ofPlatform().daemon().name("testbed-names").start(this::packets);
        Thread.ofVirtual().start(this::connections);
    }

    private record Pair(DatagramSocket datagrams, ServerSocket streams) {}

    /** Both on one port that is free for either. */
    private static Pair opened() {
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        for (int attempt = 1; ; attempt++) {
            try {
                DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(here, 0));
                try {
                    return new Pair(datagrams, new ServerSocket(datagrams.getLocalPort(), 50, here));
                } catch (IOException e) {
                    datagrams.close();
                    if (attempt == TRIES) {
                        throw e;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("No port is free for a name server.", e);
            }
        }
    }

    /** Whether questions get no answer. */
    void silent(boolean silent) {
        this.silent = silent;
    }

    int port() {
        return datagrams.getLocalPort();
    }

    private void packets() {
        byte[] buffer = new byte[LARGEST];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                if (silent) {
                    continue;
                }
                byte[] answer = names.answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                        .toWire(1_232);
                datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                // Closed, or a packet that is no question.
            }
        }
    }

    private void connections() {
        while (!streams.isClosed()) {
            try {
                Socket connection = streams.accept();
                Thread.ofVirtual().start(() -> stream(connection));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    /** Two bytes of length before each message (RFC 1035 section 4.2.2), as many as the other side asks (RFC 7766). */
    private void stream(Socket connection) {
        try (connection) {
            connection.setSoTimeout(5_000);
            DataInputStream in = new DataInputStream(connection.getInputStream());
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            while (!streams.isClosed()) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                if (silent) {
                    return;
                }
                byte[] answer = names.answer(new Message(query)).toWire(65_535);
                out.writeShort(answer.length);
                out.write(answer);
            }
        } catch (IOException | RuntimeException e) {
            // The other side had enough, or asked nothing.
        }
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            streams.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
