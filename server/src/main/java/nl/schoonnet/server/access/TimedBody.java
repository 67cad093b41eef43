// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;

/** A request whose body is to arrive in a time: a sender who dawdles would keep room that others need. */
final class TimedBody extends HttpServletRequestWrapper {
    private final long end;

    /** From now on so long. */
    TimedBody(HttpServletRequest request, Duration time) {
        super(request);
        end = System.nanoTime() + time.toNanos();
    }

    /** It didn't. */
    static final class LateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LateException() {
            super("The body didn't arrive in time.");
        }
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Timed(super.getInputStream());
    }

    private final class Timed extends ServletInputStream {
        private final ServletInputStream body;

        Timed(ServletInputStream body) {
            this.body = body;
        }

        private void requireInTime() {
            if (System.nanoTime() - end > 0) {
                throw new LateException();
            }
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            requireInTime();
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = body.read(target, offset, length);
            requireInTime();
            return read;
        }

        @Override
        public int available() throws IOException {
            return body.available();
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
