// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.checks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection that stays open: sends a request that was made beforehand and reads the answer, with or without chunks. For
 * one thread; does so little that the load takes little of the processors that it shares with the server.
 */
final class Connection implements AutoCloseable {
    private final int port;
    private Socket socket;
    private boolean closing;
    private final byte[] buffer = new byte[1 << 16];
    private int status;
    private int from;
    private int to;

    Connection(int port) throws IOException {
        this.port = port;
        socket = open(port);
    }

    private static Socket open(int port) throws IOException {
        Socket opened = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(60_000);
        return opened;
    }

    /** The status of the last answer. */
    int status() {
        return status;
    }

    /** Sends a request; the body of the answer. */
    byte[] ask(byte[] request) throws IOException {
        if (closing) {
            // The server said that the last answer was the last of its connection.
            socket.close();
            socket = open(port);
            closing = false;
        }
        socket.getOutputStream().write(request);
        status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            } else if (header.startsWith("connection:")) {
                closing = header.contains("close");
            }
        }
        return chunked ? chunks() : bytes(length);
    }

    private byte[] chunks() throws IOException {
        byte[] body = {};
        while (true) {
            int length = Integer.parseInt(line(), 16);
            byte[] chunk = bytes(length);
            line();
            if (length == 0) {
                return body;
            }
            int before = body.length;
            body = Arrays.copyOf(body, before + length);
            System.arraycopy(chunk, 0, body, before, length);
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            require();
            int part = Math.min(count - done, to - from);
            System.arraycopy(buffer, from, bytes, done, part);
            from += part;
            done += part;
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            require();
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            line.append(new String(buffer, from, end - from, StandardCharsets.ISO_8859_1));
            boolean whole = end < to;
            from = whole ? end + 1 : end;
            if (whole) {
                return line.toString().stripTrailing();
            }
        }
    }

    private void require() throws IOException {
        if (from == to) {
            from = 0;
            to = socket.getInputStream().read(buffer);
            if (to < 0) {
                to = 0;
                throw new EOFException("the server hung up");
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
