// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nl.schoonnet.hashing.list.ListFormat;
import nl.schoonnet.hashing.list.ListOptions;
import nl.schoonnet.hashing.value.HashKind;
import nl.schoonnet.server.access.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hash lists in, and what is held in numbers. No list comes out. */
@RestController
class HashListApi {
    private final HashSources sources;
    private final HashIntake intake;
    private final KnownHashes known;
    private final CheckCounts counts;
    private final HashOrders orders;

    HashListApi(HashSources sources, HashIntake intake, KnownHashes known, CheckCounts counts, HashOrders orders) {
        this.orders = orders;
        this.sources = sources;
        this.intake = intake;
        this.known = known;
        this.counts = counts;
    }

    /** As sent: what a sender leaves out is null. */
    record NewSource(
            @Nullable String name,
            @Nullable String owner,
            @Nullable String licence,
            @Nullable String scheme,
            HashSource.@Nullable Action action,
            @Nullable Boolean police,
            @Nullable Boolean test,
            @Nullable Instant from,
            @Nullable Instant until) {}

    @PostMapping("/api/v1/hashes/sources")
    HashSource open(@RequestBody NewSource asked, @AuthenticationPrincipal Caller caller) {
        return sources.open(
                Objects.requireNonNullElse(asked.name, ""),
                Objects.requireNonNullElse(asked.owner, ""),
                Objects.requireNonNullElse(asked.licence, ""),
                Objects.requireNonNullElse(asked.scheme, ""),
                Objects.requireNonNullElse(asked.action, HashSource.Action.BLOCK),
                Boolean.TRUE.equals(asked.police),
                Boolean.TRUE.equals(asked.test),
                asked.from,
                asked.until,
                caller.keyId());
    }

    @PostMapping("/api/v1/hashes/sources/{name}/end")
    ResponseEntity<HashOrders.Order> end(
            @PathVariable String name, @RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        return orders.end(name, caller.keyId(), why.reason())
                .map(order -> ResponseEntity.accepted().body(order))
                .orElseGet(() -> ResponseEntity.ok().build());
    }

    /** Sources, and how many distinct hashes of each kind all of them together hold. */
    record Held(List<HashSource> sources, Map<String, Long> hashes) {}

    @GetMapping("/api/v1/hashes")
    Held held() {
        Map<String, Long> sizes = new TreeMap<>();
        for (HashKind kind : HashKind.values()) {
            sizes.put(kind.word(), known.size(kind));
        }
        return new Held(sources.all(), sizes);
    }

    /** A list or a page of one; its format is known by its beginning unless it is named. */
    @PostMapping("/api/v1/hashes/sources/{name}/imports")
    HashIntake.Taken take(
            @PathVariable String name,
            @RequestParam Optional<String> format,
            @RequestParam Optional<String> kind,
            @RequestParam(defaultValue = "") Set<Integer> categories,
            InputStream body,
            @AuthenticationPrincipal Caller caller) {
        return intake.take(
                name,
                format.map(HashListApi::format),
                new ListOptions(kind.map(HashListApi::kind), categories),
                body,
                caller.keyId());
    }

    /** What hashes are that stand alone. */
    static HashKind kind(String word) {
        return HashKind.of(word)
                .orElseThrow(() ->
                        new HashcheckException("unknown_kind", "The kind is one of md5, sha1, sha256, pdq, photodna."));
    }

    private static ListFormat format(String word) {
        return Arrays.stream(ListFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() ->
                        new HashcheckException("unknown_format", "The format is one of text, vics, ncmec, stopncii."));
    }

    /** Checks and hits by week. */
    @GetMapping("/api/v1/hashes/statistics")
    List<CheckCounts.Week> statistics(@RequestParam LocalDate from, @RequestParam LocalDate to) {
        if (from.isAfter(to)) {
            throw new HashcheckException("not_a_period", "A period begins before it ends.");
        }
        return counts.weeks(from, to, sources.all());
    }
}
