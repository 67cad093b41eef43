// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import nl.schoonnet.internet.name.Host;
import nl.schoonnet.internet.name.WebUrl;
import nl.schoonnet.internet.network.IpAddress;
import nl.schoonnet.observing.address.VettedAddress;
import org.jspecify.annotations.Nullable;

/**
 * Asks one address one question in HTTP/1.1 (RFC 9112) on a blocking socket, best on a virtual thread. Safe for many
 * threads.
 *
 * <p>The connection goes to the vetted address; the URL's name is only said, in SNI and {@code Host}. Each connection
 * serves one request. Redirects are not followed. The deadline holds for everything: reads wait no longer, and one thread
 * closes the sockets of those that are stuck in a handshake or in writing.
 */
public final class Fetcher implements AutoCloseable {
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int TUNNEL_OPEN = 200;

    private final Connector connector;
    private final Trust trust;
    private final Optional<Proxy> proxy;
    private final StopSwitch stop;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final String userAgent;
    private final ScheduledThreadPoolExecutor watchdog;

    /**
     * A fetcher for one vantage point.
     *
     * @param userAgent says who looks and where to complain
     * @param nanoTime a steady clock, {@code System::nanoTime}
     */
    public Fetcher(
            String userAgent,
            Trust trust,
            Optional<Proxy> proxy,
            StopSwitch stop,
            InstantSource clock,
            LongSupplier nanoTime) {
        this(new Connector(), userAgent, trust, proxy, stop, clock, nanoTime);
    }

    Fetcher(
            Connector connector,
            String userAgent,
            Trust trust,
            Optional<Proxy> proxy,
            StopSwitch stop,
            InstantSource clock,
            LongSupplier nanoTime) {
        if (userAgent.isBlank() || !userAgent.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a user agent is printable ASCII");
        }
        this.connector = connector;
        this.userAgent = userAgent;
        this.trust = trust;
        this.proxy = proxy;
        this.stop = stop;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.watchdog = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("look-deadlines").daemon().factory());
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /**
     * Asks and reads.
     *
     * @param deadline on the scale of the steady clock
     * @param sink takes the body, if the request's depth is {@link Depth#BODY} and the sink wants it
     */
    public Exchange fetch(Request request, Limits limits, long deadline, BodySink sink) {
        return new Run(request, limits, deadline, sink).exchange();
    }

    /** Asks without reading a body. */
    public Exchange fetch(Request request, Limits limits, long deadline) {
        return fetch(request, limits, deadline, Unwanted.SINK);
    }

    /** Ends the thread that watches deadlines. */
    @Override
    public void close() {
        watchdog.shutdownNow();
    }

    private enum Unwanted implements BodySink {
        SINK;

        @Override
        public boolean wants(int status, Fields fields) {
            return false;
        }

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            throw new IllegalStateException("no body was wanted");
        }
    }

    /** One request and what is known of it so far. */
    private final class Run {
        private final Request request;
        private final Limits limits;
        private final long deadline;
        private final BodySink sink;
        private final long begun = nanoTime.getAsLong();
        private long connectNanos;
        private long tlsNanos;
        private long firstByteNanos;
        private @Nullable TlsFacts tls;
        private boolean connected;

        Run(Request request, Limits limits, long deadline, BodySink sink) {
            this.request = request;
            this.limits = limits;
            this.deadline = deadline;
            this.sink = sink;
        }

        Exchange exchange() {
            if (stop.isEngaged()) {
                return failed(Failure.STOPPED);
            }
            long left = deadline - begun;
            if (left <= 0) {
                return failed(Failure.CONNECT_TIMEOUT);
            }
            Socket socket = new Socket(java.net.Proxy.NO_PROXY);
            stop.add(socket);
            Future<?> end = watchdog.schedule(() -> StopSwitch.close(socket), left + GRACE_NANOS, TimeUnit.NANOSECONDS);
            try {
                return answered(socket);
            } catch (RequestFailure e) {
                return failed(stop.isEngaged() ? Failure.STOPPED : e.failure());
            } catch (IOException e) {
                return failed(failureOf(e));
            } finally {
                end.cancel(false);
                stop.remove(socket);
                StopSwitch.close(socket);
            }
        }

        private Exchange answered(Socket socket) throws IOException {
            connect(socket);
            Socket secure = request.url().scheme().equals("https") ? handshake(socket) : socket;
            secure.getOutputStream().write(head());
            secure.getOutputStream().flush();
            long asked = nanoTime.getAsLong();
            Wire wire = new Wire(secure, nanoTime, deadline);
            HeadReader head = new HeadReader(wire, limits);
            int status = firstStatus(wire, head, asked);
            if (request.depth() == Depth.STATUS) {
                wire.wipe();
                return answer(status, Fields.none(), BodyEnd.UNREAD);
            }
            Fields fields = head.fields();
            if (fields.lengthsDiffer()) {
                throw new RequestFailure(Failure.MALFORMED);
            }
            boolean readable = request.depth() == Depth.BODY
                    && request.method() == Method.GET
                    && status != 204
                    && status != 304
                    && sink.wants(status, fields);
            if (!readable) {
                wire.wipe();
                return answer(status, fields, BodyEnd.UNREAD);
            }
            return answer(status, fields, new BodyReader(wire, head, limits).read(fields, sink));
        }

        /** The status of the answer, after interim ones (RFC 9110 section 15.2). */
        private int firstStatus(Wire wire, HeadReader head, long asked) throws IOException {
            for (int interim = 0; interim <= head.interimAnswers(); interim++) {
                int status = head.status();
                if (interim == 0) {
                    firstByteNanos = nanoTime.getAsLong() - asked;
                }
                if (status >= 200) {
                    return status;
                }
                if (status == 101) {
                    throw new RequestFailure(Failure.MALFORMED);
                }
                head.fields();
            }
            wire.wipe();
            throw new RequestFailure(Failure.TOO_LONG);
        }

        private void connect(Socket socket) throws IOException {
            long left =
                    Math.min(deadline - nanoTime.getAsLong(), limits.connect().toNanos());
            int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
            try {
                if (proxy.isPresent()) {
                    connectThrough(proxy.get(), socket, millis);
                } else {
                    connector.connect(socket, request.address(), millis);
                }
            } catch (SocketTimeoutException e) {
                throw new RequestFailure(proxy.isPresent() ? Failure.PROXY : Failure.CONNECT_TIMEOUT);
            } catch (NoRouteToHostException e) {
                throw new RequestFailure(proxy.isPresent() ? Failure.PROXY : Failure.UNREACHABLE);
            } catch (ConnectException e) {
                throw new RequestFailure(proxy.isPresent() ? Failure.PROXY : refusedOrLocal(e));
            } catch (SocketException e) {
                throw new RequestFailure(stop.isEngaged() ? Failure.STOPPED : Failure.LOCAL);
            }
            connected = true;
            connectNanos = nanoTime.getAsLong() - begun;
        }

        private void connectThrough(Proxy by, Socket socket, int millis) throws IOException {
            connector.connect(socket, by, millis);
            VettedAddress target = request.address();
            IpAddress ip = target.ip();
            String literal = (ip.isIpv4() ? ip.toString() : "[" + ip + "]") + ":" + target.port();
            StringBuilder text = new StringBuilder("CONNECT ").append(literal).append(" HTTP/1.1\r\nHost: ");
            text.append(literal).append("\r\n");
            by.credentials()
                    .ifPresent(credentials -> text.append("Proxy-Authorization: Basic ")
                            .append(Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                            .append("\r\n"));
            socket.getOutputStream().write(ascii(text.append("\r\n")));
            Wire wire = new Wire(socket, nanoTime, deadline);
            HeadReader head = new HeadReader(wire, limits);
            int status;
            try {
                status = head.status();
                head.fields();
            } catch (IOException e) {
                throw new RequestFailure(Failure.PROXY);
            }
            if (status >= 502 && status <= 504) {
                throw new RequestFailure(Failure.UNREACHABLE);
            }
            // Nothing may come through the tunnel before something was said into it.
            if (status != TUNNEL_OPEN || wire.hasMore()) {
                throw new RequestFailure(Failure.PROXY);
            }
        }

        private Socket handshake(Socket socket) throws IOException {
            long start = nanoTime.getAsLong();
            Host host = request.url().host();
            try {
                SSLSocket secure = (SSLSocket) trust.sockets()
                        .createSocket(socket, host.text(), request.address().port(), true);
                SSLParameters parameters = secure.getSSLParameters();
                if (host instanceof Host.Domain domain) {
                    parameters.setServerNames(
                            List.of(new SNIHostName(domain.text().getBytes(StandardCharsets.US_ASCII))));
                }
                parameters.setApplicationProtocols(new String[] {"http/1.1"});
                secure.setSSLParameters(parameters);
                long left = deadline - nanoTime.getAsLong();
                secure.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
                secure.startHandshake();
                tlsNanos = nanoTime.getAsLong() - start;
                TlsFacts facts = trust.judge(secure.getSession(), host, clock.instant());
                tls = facts;
                if (!trust.permits(facts)) {
                    throw new RequestFailure(Failure.TLS);
                }
                return secure;
            } catch (SocketTimeoutException e) {
                throw new RequestFailure(Failure.DEADLINE);
            } catch (IllegalArgumentException e) {
                // A name that can't be said in SNI.
                throw new RequestFailure(Failure.TLS);
            } catch (RequestFailure e) {
                throw e;
            } catch (IOException e) {
                throw new RequestFailure(late() ? Failure.DEADLINE : Failure.TLS);
            }
        }

        private byte[] head() {
            WebUrl url = request.url();
            StringBuilder text = new StringBuilder(256)
                    .append(request.method().name())
                    .append(' ')
                    .append(url.requestTarget())
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(url.authority())
                    .append("\r\nUser-Agent: ")
                    .append(userAgent)
                    .append("\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
            request.referer()
                    .ifPresent(referer ->
                            text.append("Referer: ").append(referer.href()).append("\r\n"));
            request.cookie()
                    .ifPresent(cookie -> text.append("Cookie: ").append(cookie).append("\r\n"));
            return ascii(text.append("\r\n"));
        }

        private boolean late() {
            return nanoTime.getAsLong() >= deadline;
        }

        private Failure failureOf(IOException e) {
            if (stop.isEngaged() || Thread.currentThread().isInterrupted()) {
                return Failure.STOPPED;
            }
            if (late() || e instanceof InterruptedIOException) {
                return connected ? Failure.DEADLINE : Failure.CONNECT_TIMEOUT;
            }
            return e instanceof SSLException ? Failure.TLS : Failure.CLOSED;
        }

        private Exchange answer(int status, Fields fields, BodyEnd body) {
            return new Exchange.Answered(status, fields, body, timings(), Optional.ofNullable(tls));
        }

        private Exchange failed(Failure failure) {
            return new Exchange.Failed(failure, timings(), Optional.ofNullable(tls));
        }

        private Timings timings() {
            return new Timings(
                    Duration.ofNanos(connectNanos),
                    Duration.ofNanos(tlsNanos),
                    Duration.ofNanos(firstByteNanos),
                    Duration.ofNanos(nanoTime.getAsLong() - begun));
        }
    }

    private static Failure refusedOrLocal(ConnectException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("refused") ? Failure.REFUSED : Failure.LOCAL;
    }

    private static byte[] ascii(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
