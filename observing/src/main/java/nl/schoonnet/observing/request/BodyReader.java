// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Streams a body to its sink (RFC 9112 sections 6 and 7), undoes gzip and deflate, and stops at the limits. */
final class BodyReader {
    private static final int SLACK = 64 << 10;

    private final Wire wire;
    private final HeadReader head;
    private final Limits limits;
    private long received;

    BodyReader(Wire wire, HeadReader head, Limits limits) {
        this.wire = wire;
        this.head = head;
        this.limits = limits;
    }

    BodyEnd read(Fields fields, BodySink sink) {
        byte[] piece = new byte[4096];
        try (InputStream in = decoded(framed(fields), fields)) {
            stream(in, piece, sink);
            return BodyEnd.COMPLETE;
        } catch (BodyFault fault) {
            return fault.end();
        } catch (RequestFailure failure) {
            return switch (failure.failure()) {
                case DEADLINE -> BodyEnd.DEADLINE;
                case TOO_LONG -> BodyEnd.TOO_LONG;
                case CLOSED -> BodyEnd.CUT_OFF;
                case REFUSED, CONNECT_TIMEOUT, UNREACHABLE, LOCAL, PROXY, TLS, MALFORMED, STOPPED -> BodyEnd.MALFORMED;
            };
        } catch (SocketTimeoutException e) {
            return BodyEnd.DEADLINE;
        } catch (ZipException e) {
            return BodyEnd.MALFORMED;
        } catch (IOException e) {
            return BodyEnd.CUT_OFF;
        } finally {
            Arrays.fill(piece, (byte) 0);
            wire.wipe();
        }
    }

    private void stream(InputStream in, byte[] piece, BodySink sink) throws IOException {
        long decoded = 0;
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            decoded += count;
            if (decoded > limits.decodedBytes()) {
                throw new BodyFault(decoded > received ? BodyEnd.BOMB : BodyEnd.TOO_LONG);
            }
            if (decoded > SLACK && decoded > received * limits.decodedRatio()) {
                throw new BodyFault(BodyEnd.BOMB);
            }
            sink.accept(piece, 0, count);
        }
    }

    private InputStream framed(Fields fields) throws IOException {
        Optional<String> transfer = fields.all("transfer-encoding").stream()
                .reduce((first, second) -> first + "," + second)
                .map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (transfer.isPresent()) {
            if (!transfer.get().equals("chunked")) {
                throw new BodyFault(BodyEnd.UNKNOWN_ENCODING);
            }
            return new Chunks();
        }
        OptionalLong length = fields.contentLength();
        return length.isPresent() ? new Counted(length.getAsLong()) : new UntilEnd();
    }

    private static InputStream decoded(InputStream framed, Fields fields) throws IOException {
        String encoding =
                fields.first("content-encoding").orElse("identity").strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> framed;
            case "gzip", "x-gzip" -> new GZIPInputStream(framed, 4096);
            case "deflate" -> inflated(framed);
            default -> throw new BodyFault(BodyEnd.UNKNOWN_ENCODING);
        };
    }

    /** RFC 9110 section 8.4.1.2 means zlib; some servers send deflate data without its wrapper. */
    private static InputStream inflated(InputStream framed) throws IOException {
        PushbackInputStream in = new PushbackInputStream(framed, 1);
        int first = in.read();
        if (first < 0) {
            return framed;
        }
        in.unread(first);
        boolean wrapped = (first & 0x0F) == 8;
        return new InflaterInputStream(in, new Inflater(!wrapped), 4096) {
            @Override
            public void close() throws IOException {
                inf.end();
                super.close();
            }
        };
    }

    private int receive() throws IOException {
        if (received >= limits.bodyBytes()) {
            throw new BodyFault(BodyEnd.TOO_LONG);
        }
        int next = wire.read();
        if (next == Wire.END) {
            throw new BodyFault(BodyEnd.CUT_OFF);
        }
        received++;
        return next;
    }

    /** Some bytes within the limit, or {@link Wire#END}. */
    private int receive(byte[] target, int offset, long wanted) throws IOException {
        long left = limits.bodyBytes() - received;
        if (left <= 0) {
            throw new BodyFault(BodyEnd.TOO_LONG);
        }
        int count = wire.read(target, offset, (int) Math.min(wanted, left));
        received += Math.max(count, 0);
        return count;
    }

    /** A body that ends with the connection. */
    private final class UntilEnd extends Body {
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return length == 0 ? 0 : receive(target, offset, length);
        }
    }

    /** A body of announced length. */
    private final class Counted extends Body {
        private long left;

        Counted(long length) {
            this.left = length;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = receive(target, offset, Math.min(length, left));
            if (count < 0) {
                throw new BodyFault(BodyEnd.CUT_OFF);
            }
            left -= count;
            return count;
        }
    }

    /** A chunked body. */
    private final class Chunks extends Body {
        private static final int LONGEST_SIZE = 15;
        private static final int LONGEST_EXTENSION = 256;

        private long left;
        private boolean begun;
        private boolean ended;

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                if (begun) {
                    lineEnd();
                }
                left = size();
                begun = true;
                if (left == 0) {
                    head.fields();
                    ended = true;
                }
            }
            if (ended) {
                return -1;
            }
            int count = receive(target, offset, Math.min(length, left));
            if (count < 0) {
                throw new BodyFault(BodyEnd.CUT_OFF);
            }
            left -= count;
            return count;
        }

        private long size() throws IOException {
            long size = 0;
            int digits = 0;
            int next = receive();
            while (Character.digit(next, 16) >= 0 && next < 0x80) {
                if (++digits > LONGEST_SIZE) {
                    throw new BodyFault(BodyEnd.MALFORMED);
                }
                size = size << 4 | Character.digit(next, 16);
                next = receive();
            }
            int extension = 0;
            boolean delimited = next == ';' || next == ' ' || next == '\t' || next == '\r' || next == '\n';
            if (digits == 0 || !delimited) {
                throw new BodyFault(BodyEnd.MALFORMED);
            }
            while (next != '\n') {
                if (++extension > LONGEST_EXTENSION) {
                    throw new BodyFault(BodyEnd.MALFORMED);
                }
                next = receive();
            }
            return size;
        }

        private void lineEnd() throws IOException {
            int next = receive();
            if (next == '\r') {
                next = receive();
            }
            if (next != '\n') {
                throw new BodyFault(BodyEnd.MALFORMED);
            }
        }
    }

    private abstract static class Body extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public abstract int read(byte[] target, int offset, int length) throws IOException;
    }
}
