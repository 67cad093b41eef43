// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what is sent where little is expected: all but notices, looks and imports, which have bounds of their own. What is let
 * in together takes a quarter of the heap at most.
 */
final class SmallBodies extends OncePerRequestFilter {
    private static final int LARGEST = 256 * 1024;

    /** 100,000 digests of 32 bytes. */
    private static final int LARGEST_CHECK = 4 * 1024 * 1024;

    private static final int LARGEST_PICTURE = 32 * 1024 * 1024;
    private static final String CHECKS = "/api/v1/checks";
    private static final String PICTURE = "/api/v1/checks/image";

    /** Paths that take a file within a form. */
    private static final List<String> FORMS = List.of("/m/lookup", "/h/hash");

    private static final int AROUND_A_FILE = 64 * 1024;
    private static final List<String> LARGE =
            List.of("/api/v1/imports", "/api/v1/notices", "/api/v1/observations", "/api/v1/leases");
    private static final Pattern HASH_LIST = Pattern.compile("/api/v1/hashes/sources/[^/]+/(imports|withdrawals)");

    /** Bodies that are always let in. */
    private static final int SMALL = 4 * 1024;

    /** A body that takes room arrives in this time, and a second more for each of so many bytes. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final int SLOWEST = 256 * 1024;

    /** A file is copied once when it was read. */
    private static final int COPIES = 2;

    /** The objects that JSON becomes take more than its text. */
    private static final int OBJECTS = 8;

    /** In KiB. */
    private final int room;

    private final Semaphore free;

    /**
     * Bounds for a process.
     *
     * @param heap bytes that all of it may take
     */
    SmallBodies(long heap) {
        room = Math.clamp(heap / 4 / 1024, 1, Integer.MAX_VALUE);
        free = new Semaphore(room);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return LARGE.stream().anyMatch(path::startsWith)
                || HASH_LIST.matcher(path).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        int largest = largest(path);
        long length = request.getContentLengthLong();
        boolean unsaid = request.getHeader("Transfer-Encoding") != null;
        if (unsaid || length > largest) {
            refuse(
                    response,
                    unsaid ? HttpServletResponse.SC_LENGTH_REQUIRED : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    unsaid ? "Without a length" : "Too large",
                    "A request says its length, which is at most " + largest / 1024 + " KiB here.");
            return;
        }
        if (length <= SMALL) {
            chain.doFilter(request, response);
            return;
        }
        int taken = (int) Math.min(room, length * (largest >= LARGEST_PICTURE ? COPIES : OBJECTS) / 1024 + 1);
        if (!entered(taken)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "Busy",
                    "Too much is being sent at this moment; nothing was read. Send it again in a second.");
            return;
        }
        try {
            chain.doFilter(new TimedBody(request, GRACE.plusSeconds(length / SLOWEST)), response);
        } catch (ServletException | TimedBody.LateException e) {
            if (!isLate(e)) {
                throw e;
            }
            response.setHeader(HttpHeaders.CONNECTION, "close");
            refuse(
                    response,
                    HttpServletResponse.SC_REQUEST_TIMEOUT,
                    "Too slow",
                    "The body came so slowly that it kept others waiting; nothing of it was used. Send it again, faster.");
            // Before the container reads what is still to come.
            response.flushBuffer();
        } finally {
            free.release(taken);
        }
    }

    private static boolean isLate(Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof TimedBody.LateException) {
                return true;
            }
        }
        return false;
    }

    private boolean entered(int wanted) {
        try {
            return free.tryAcquire(wanted, 1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void refuse(HttpServletResponse response, int status, String title, String sentence)
            throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream()
                .write(("{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + sentence + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static int largest(String path) {
        if (path.equals(PICTURE)) {
            return LARGEST_PICTURE;
        }
        if (FORMS.contains(path)) {
            return LARGEST_PICTURE + AROUND_A_FILE;
        }
        return path.startsWith(CHECKS) ? LARGEST_CHECK : LARGEST;
    }
}
