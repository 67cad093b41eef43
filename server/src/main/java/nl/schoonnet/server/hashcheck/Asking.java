// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.util.Objects;
import nl.schoonnet.server.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how.
 *
 * @param test whether made-up lists alone are asked; that isn't counted
 * @param sentAs what the sender calls this request, the same when it sends it again; {@code ""} if nothing
 */
record Asking(Caller caller, boolean test, String sentAs) {
    /** The header for it, after the IETF's draft-ietf-httpapi-idempotency-key-header. */
    static final String HEADER = "Idempotency-Key";

    static Asking of(Caller caller, boolean test, @Nullable String sentAs) {
        return new Asking(caller, test, Objects.requireNonNullElse(sentAs, ""));
    }

    /** By who doesn't name requests. */
    static Asking of(Caller caller, boolean test) {
        return new Asking(caller, test, "");
    }
}
