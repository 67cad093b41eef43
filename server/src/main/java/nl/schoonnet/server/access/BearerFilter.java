// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads {@code Authorization: Bearer <key>}; on the paths of other services' dialects also {@code Basic}, where the password is
 * the key and the user's name anything. A wrong key is as good as none: the rules then refuse.
 */
final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final String BASIC = "Basic ";
    private static final List<String> DIALECTS = List.of("/v1/", "/m/", "/h/");
    private static final String CHECKS = "/api/v1/checks";
    private static final int LONGEST = 1_000;

    private final AccessKeys keys;

    BearerFilter(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        boolean often = path.startsWith(CHECKS) || isDialect(path);
        key(request)
                .flatMap(key -> often ? keys.recentCaller(key) : keys.caller(key))
                .ifPresent(caller -> {
                    SecurityContext context = SecurityContextHolder.createEmptyContext();
                    context.setAuthentication(new KeyAuthentication(caller));
                    SecurityContextHolder.setContext(context);
                });
        chain.doFilter(request, response);
    }

    private static boolean isDialect(String path) {
        return DIALECTS.stream().anyMatch(path::startsWith);
    }

    private static Optional<String> key(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        if (header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).strip());
        }
        boolean basic = header.regionMatches(true, 0, BASIC, 0, BASIC.length());
        return basic && isDialect(request.getRequestURI())
                ? password(header.substring(BASIC.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
