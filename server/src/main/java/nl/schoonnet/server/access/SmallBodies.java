// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what is sent where little is expected: all but notices, looks and imports, which have bounds of their own. */
final class SmallBodies extends OncePerRequestFilter {
    private static final int LARGEST = 256 * 1024;

    /** 100,000 digests of 32 bytes. */
    private static final int LARGEST_CHECK = 4 * 1024 * 1024;

    private static final int LARGEST_PICTURE = 32 * 1024 * 1024;
    private static final String CHECKS = "/api/v1/checks";
    private static final String PICTURE = "/api/v1/checks/image";
    private static final List<String> LARGE =
            List.of("/api/v1/imports", "/api/v1/notices", "/api/v1/observations", "/api/v1/leases");
    private static final Pattern HASH_LIST = Pattern.compile("/api/v1/hashes/sources/[^/]+/(imports|withdrawals)");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return LARGE.stream().anyMatch(path::startsWith)
                || HASH_LIST.matcher(path).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int largest = largest(request.getRequestURI());
        if (request.getContentLengthLong() > largest || request.getHeader("Transfer-Encoding") != null) {
            response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream()
                    .write("""
                            {"title":"Too large","status":413,"detail":"A request says its length, which is at most %d KiB here."}
                            """.formatted(largest / 1024).strip().getBytes(StandardCharsets.UTF_8));
            return;
        }
        chain.doFilter(request, response);
    }

    private static int largest(String path) {
        if (path.equals(PICTURE)) {
            return LARGEST_PICTURE;
        }
        return path.startsWith(CHECKS) ? LARGEST_CHECK : LARGEST;
    }
}
