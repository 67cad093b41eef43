// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import nl.schoonnet.server.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** Why something is done, as the audit log keeps it: never with a hash, and never from an address, which logs of others keep. */
final class Reason {
    /** Where the body is a list: a header, with letters beyond ASCII percent-encoded as UTF-8. */
    static final String HEADER = "Reason";

    private static final Pattern IN_ADDRESS = Pattern.compile("(^|&)reason=");

    private Reason() {}

    /**
     * A reason that has to be given.
     *
     * @throws HashcheckException if it is missing, too short or too long, or holds an address or a hash
     */
    static String required(@Nullable String text) {
        String reason = Objects.requireNonNullElse(text, "").strip();
        if (!AuditLog.saysWhy(reason)) {
            throw new HashcheckException("no_reason", AuditLog.SAY_WHY);
        }
        return reason;
    }

    /** A reason that may be left out: then {@code ""}; else as {@link #required}. */
    static String optional(@Nullable String text) {
        return text == null || text.isBlank() ? "" : required(text);
    }

    /** What the header says; null without one. */
    static @Nullable String sent(HttpServletRequest request) {
        if (IN_ADDRESS
                .matcher(Objects.requireNonNullElse(request.getQueryString(), ""))
                .find()) {
            throw new HashcheckException(
                    "reason_in_address", "The reason stands in the header Reason: addresses stand in logs of others.");
        }
        String header = request.getHeader(HEADER);
        try {
            return header == null ? null : UriUtils.decode(header, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HashcheckException(
                    "no_reason", "The header Reason isn't percent-encoded: a % is written as %25.", e);
        }
    }
}
