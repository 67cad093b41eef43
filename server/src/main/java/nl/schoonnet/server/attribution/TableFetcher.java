// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings a table to this machine, within limits of size and time. A redirect is followed to the same host and scheme only.
 * Safe for many threads.
 */
final class TableFetcher implements AutoCloseable {
    private static final int MOST_REDIRECTS = 5;
    private static final int NOT_MODIFIED = 304;
    private static final int GZIP = 0x1F8B;

    /**
     * What one table may take.
     *
     * @param bytes as it comes
     * @param unpacked of what is compressed
     * @param time for all of it
     */
    record Limits(long bytes, long unpacked, Duration time) {
        static Limits standard() {
            return new Limits(2L << 30, 16L << 30, Duration.ofMinutes(15));
        }
    }

    /** A table that was brought; its outer date is when it was last changed, where that is told. */
    record Fetched(@Nullable Instant changed) {}

    private final Limits limits;
    private final HttpClient client;

    TableFetcher(Limits limits) {
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Brings a table.
     *
     * @param since what was brought last was changed then; null if nothing was
     * @param into an empty file
     * @return empty if it wasn't changed since
     * @throws TableFault if it can't be had within the limits
     */
    Optional<Fetched> fetch(TableSource source, @Nullable Instant since, Path into) {
        Optional<URI> address = source.address();
        Optional<Fetched> fetched = address.isPresent()
                ? download(address.get(), since, into)
                : Optional.of(copy(Path.of(source.setting()), into));
        if (fetched.isPresent()) {
            checkUnpacked(into);
        }
        return fetched;
    }

    private Fetched copy(Path file, Path into) {
        if (!Files.isRegularFile(file)) {
            throw new TableFault("no_such_file");
        }
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(into)) {
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > limits.bytes) {
                    throw new TableFault("too_large");
                }
                out.write(buffer, 0, read);
            }
            return new Fetched(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new TableFault("unreadable", e);
        }
    }

    private Optional<Fetched> download(URI address, @Nullable Instant since, Path into) {
        URI at = address;
        long end = System.nanoTime() + limits.time.toNanos();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<?> response = ask(at, since, into, end);
            int status = response.statusCode();
            if (status == 200) {
                return Optional.of(new Fetched(changed(response)));
            }
            if (status == NOT_MODIFIED && since != null) {
                return Optional.empty();
            }
            if (status / 100 != 3) {
                throw new TableFault("status_" + status);
            }
            at = next(at, response);
        }
        throw new TableFault("too_many_redirects");
    }

    private HttpResponse<?> ask(URI at, @Nullable Instant since, Path into, long end) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(limits.time);
        if (since != null) {
            request.header(
                    "If-Modified-Since",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(since.atZone(java.time.ZoneOffset.UTC)));
        }
        HttpResponse.BodyHandler<Object> handler = info -> HttpResponse.BodySubscribers.mapping(
                info.statusCode() == 200
                        ? HttpResponse.BodySubscribers.limiting(
                                HttpResponse.BodySubscribers.ofFile(into, StandardOpenOption.WRITE), limits.bytes)
                        : HttpResponse.BodySubscribers.replacing(into),
                path -> path);
        CompletableFuture<HttpResponse<Object>> answer = client.sendAsync(request.build(), handler);
        try {
            return answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new TableFault("too_slow");
        } catch (ExecutionException e) {
            throw new TableFault(exceeds(into) ? "too_large" : "unreachable", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TableFault("interrupted");
        }
    }

    /** Whether so much came that the next part would have been too much. */
    private boolean exceeds(Path into) {
        try {
            return Files.size(into) > limits.bytes - (1 << 20);
        } catch (IOException e) {
            return false;
        }
    }

    private static URI next(URI at, HttpResponse<?> response) {
        URI next;
        try {
            next = at.resolve(
                    response.headers().firstValue("Location").orElseThrow(() -> new TableFault("redirected")));
        } catch (IllegalArgumentException e) {
            throw new TableFault("redirected");
        }
        boolean same = at.getScheme().equalsIgnoreCase(next.getScheme())
                && at.getHost().equalsIgnoreCase(next.getHost())
                && at.getPort() == next.getPort()
                && next.getRawUserInfo() == null;
        if (!same) {
            throw new TableFault("redirected");
        }
        return next;
    }

    private static @Nullable Instant changed(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Last-Modified")
                .flatMap(text -> {
                    try {
                        return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
                    } catch (DateTimeException e) {
                        return Optional.empty();
                    }
                })
                .orElse(null);
    }

    /** What is compressed must not unpack to more than is allowed. */
    private void checkUnpacked(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            raw.mark(2);
            int magic = raw.read() << 8 | raw.read();
            raw.reset();
            if (magic != GZIP) {
                return;
            }
            byte[] buffer = new byte[1 << 16];
            long size = 0;
            InputStream in = new GZIPInputStream(raw, 1 << 16);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > limits.unpacked) {
                    throw new TableFault("unpacks_too_large");
                }
            }
        } catch (IOException e) {
            throw new TableFault("broken_gzip", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
