// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.image;

import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file in memory, as the decoders of Java read it; stops them when the time has passed or nothing more comes. */
final class FileBytes extends ImageInputStreamImpl {
    private static final int READS_BETWEEN_LOOKS_AT_THE_CLOCK = 256;

    /** A decoder that takes each missing byte for a zero could go on for as long as its picture is large. */
    private static final int MOST_READS_AT_END = 1_000;

    private final byte[] bytes;
    private final Deadline deadline;
    private int reads;
    private int readsAtEnd;

    FileBytes(byte[] bytes, Deadline deadline) {
        this.bytes = bytes;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IIOException {
        count();
        bitOffset = 0;
        return isAtEnd() ? -1 : bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IIOException {
        count();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int given = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, into, offset, given);
        streamPos += given;
        return given;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private boolean isAtEnd() throws EndlessException {
        if (streamPos < bytes.length) {
            return false;
        }
        if (++readsAtEnd > MOST_READS_AT_END) {
            throw new EndlessException();
        }
        return true;
    }

    private void count() throws Deadline.PassedException {
        if (++reads % READS_BETWEEN_LOOKS_AT_THE_CLOCK == 0) {
            deadline.check();
        }
    }

    /** Stops a decoder that reads on behind the end. */
    private static final class EndlessException extends IIOException {
        private static final long serialVersionUID = 1;

        EndlessException() {
            super("The file has ended.");
        }
    }
}
