// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nl.schoonnet.server.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Hands out, lists, replaces and revokes access keys. Only administrators do, save that everybody replaces their own; what two people must do isn't handed out here. */
@RestController
class KeysApi {
    private static final int GRACE_DAYS = 7;

    private final AccessKeys keys;

    KeysApi(AccessKeys keys) {
        this.keys = keys;
    }

    /** As sent: what a sender leaves out is null. */
    record Wanted(
            @Nullable String holder,
            @Nullable List<@Nullable String> roles,
            @Nullable Instant expires) {
        /** The roles by their names, in any case; an unknown one refuses all. */
        Set<Role> named() {
            List<Role> found = new ArrayList<>();
            for (String role : Objects.requireNonNullElse(roles, List.<String>of())) {
                found.add(Role.named(Objects.requireNonNullElse(role, "")));
            }
            return found.isEmpty() ? Set.of() : EnumSet.copyOf(found);
        }
    }

    /**
     * What an administrator hands out from afar. With any other role they could be the second person whom a reveal or a name
     * needs, under another name, or a vantage point that is given addresses.
     */
    private static final Set<Role> FROM_AFAR = EnumSet.of(Role.MONITOR);

    @PostMapping("/api/v1/keys")
    ResponseEntity<Map<String, String>> issue(@RequestBody Wanted wanted, @AuthenticationPrincipal Caller caller) {
        Set<Role> roles = wanted.named();
        if (!FROM_AFAR.containsAll(roles)) {
            throw new AccessException(
                    "Only a monitor's key is handed out from afar. Others are, on the server's machine, by"
                            + " who holds its key file: schoonnet keys issue. Else one administrator could be two people.");
        }
        String key = keys.issue(
                Objects.requireNonNullElse(wanted.holder, "").strip(), roles, wanted.expires, caller.keyId());
        return handed(key);
    }

    /** As sent: what a sender leaves out is null. */
    record Grace(@Nullable Integer graceDays) {}

    /**
     * A new key in place of one's own, with the same end. An administrator replaces those that are handed out from afar; with
     * another one's key it could be two people.
     */
    @PostMapping("/api/v1/keys/{keyId}/rotation")
    ResponseEntity<?> rotate(
            @PathVariable String keyId,
            @RequestBody(required = false) @Nullable Grace grace,
            @AuthenticationPrincipal Caller caller) {
        boolean own = keyId.equals(caller.keyId());
        boolean afar = caller.roles().contains(Role.ADMIN)
                && keys.list().stream()
                        .anyMatch(key -> key.keyId().equals(keyId) && FROM_AFAR.containsAll(key.roles()));
        if (!own && !afar) {
            return Problems.of(
                    HttpStatus.FORBIDDEN,
                    "Refused",
                    "A key is replaced by its holder with the key itself, or on the server's machine: schoonnet keys rotate.");
        }
        int days = grace == null ? GRACE_DAYS : Objects.requireNonNullElse(grace.graceDays, GRACE_DAYS);
        Optional<String> key = keys.rotate(keyId, Duration.ofDays(days), null, caller.keyId());
        return key.isEmpty() ? ResponseEntity.notFound().build() : handed(key.get());
    }

    private static ResponseEntity<Map<String, String>> handed(String key) {
        String id = AccessKeys.idOf(key);
        return ResponseEntity.created(URI.create("/api/v1/keys/" + id))
                .cacheControl(CacheControl.noStore())
                .body(Map.of("keyId", id, "key", key));
    }

    @GetMapping("/api/v1/keys")
    List<AccessKeys.Issued> list() {
        return keys.list();
    }

    @DeleteMapping("/api/v1/keys/{keyId}")
    ResponseEntity<Void> revoke(@PathVariable String keyId, @AuthenticationPrincipal Caller caller) {
        return keys.revoke(keyId, caller.keyId())
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(AccessException e) {
        return Problems.refused(e);
    }
}
