// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.hashing.value.HashValue;
import nl.schoonnet.server.access.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What curators say against lists. No hash comes out. */
@RestController
class DisputeApi {
    private final HashDisputes disputes;

    DisputeApi(HashDisputes disputes) {
        this.disputes = disputes;
    }

    /**
     * As sent: what a sender leaves out is null.
     *
     * @param hash that takes part in no match; of a pair the one that was asked about
     * @param insteadOf of a pair the listed one that it isn't
     */
    record NewDispute(
            @Nullable String kind,
            @Nullable String hash,
            @JsonProperty("instead_of") @Nullable String insteadOf,
            @Nullable String reason) {
        @Override
        public String toString() {
            return "NewDispute";
        }
    }

    @PostMapping("/api/v1/hashes/disputes")
    HashDisputes.Dispute make(@RequestBody NewDispute asked, @AuthenticationPrincipal Caller caller) {
        return disputes.make(
                hash(asked.kind, asked.hash),
                asked.insteadOf == null ? Optional.empty() : Optional.of(hash(asked.kind, asked.insteadOf)),
                caller.keyId(),
                asked.reason);
    }

    private static HashValue hash(@Nullable String kind, @Nullable String text) {
        return Optional.ofNullable(kind)
                .flatMap(HashKind::of)
                .flatMap(known -> HashValue.read(known, Objects.requireNonNullElse(text, "")))
                .orElseThrow(
                        () -> new HashcheckException(
                                "not_a_hash",
                                "The hash isn't one of its kind: kind is md5, sha1, sha256 or pdq, hash its hexadecimal digits."));
    }

    @GetMapping("/api/v1/hashes/disputes")
    Map<String, List<HashDisputes.Dispute>> all() {
        return Map.of("disputes", disputes.all());
    }

    /** By a second person. */
    @PostMapping("/api/v1/hashes/disputes/{number}/confirm")
    HashDisputes.Dispute confirm(@PathVariable long number, @AuthenticationPrincipal Caller caller) {
        return disputes.confirm(number, caller.keyId());
    }

    @PostMapping("/api/v1/hashes/disputes/{number}/withdraw")
    HashDisputes.Dispute withdraw(
            @PathVariable long number, @RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        return disputes.withdraw(number, caller.keyId(), why.reason());
    }
}
