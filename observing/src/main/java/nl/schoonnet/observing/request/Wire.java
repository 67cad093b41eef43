// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** Bytes from a connection, until the deadline. Each read waits at most for what is left of the time. */
final class Wire {
    static final int END = -1;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private final LongSupplier nanoTime;
    private final long deadline;
    private final byte[] buffer = new byte[4096];
    private int at;
    private int end;

    Wire(Socket socket, LongSupplier nanoTime, long deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.nanoTime = nanoTime;
        this.deadline = deadline;
    }

    /** The next byte as 0 to 255, or {@link #END}. */
    int read() throws IOException {
        if (at == end && !fill()) {
            return END;
        }
        return buffer[at++] & 0xFF;
    }

    /** Some bytes, at least one, or {@link #END}. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (at == end && !fill()) {
            return END;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(buffer, at, target, offset, count);
        at += count;
        return count;
    }

    /** Whether bytes have come that nobody has read yet. */
    boolean hasMore() {
        return at < end;
    }

    /** Forgets what came and was not read. */
    void wipe() {
        Arrays.fill(buffer, (byte) 0);
        at = 0;
        end = 0;
    }

    private boolean fill() throws IOException {
        long left = deadline - nanoTime.getAsLong();
        if (left <= 0) {
            throw new RequestFailure(Failure.DEADLINE);
        }
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, left / NANOS_PER_MILLI + 1));
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}
