// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Notices in and addresses out, for machines. What a role may is decided in the rules of {@code access}. */
@RestController
class IntakeApi {
    private static final int SHOWN = 100_000;

    private final NoticeIntake intake;
    private final Imports imports;
    private final Vault vault;
    private final Resealing resealing;

    IntakeApi(NoticeIntake intake, Imports imports, Vault vault, Resealing resealing) {
        this.intake = intake;
        this.imports = imports;
        this.vault = vault;
        this.resealing = resealing;
    }

    /** An import as it is answered: at most 100,000 rejections are listed, all are counted. */
    record Imported(
            long importId,
            long added,
            long addedItems,
            long changed,
            long known,
            long rejected,
            List<Rejection> rejections) {}

    @PostMapping(
            path = "/api/v1/imports",
            consumes = {"text/csv", "application/gzip"})
    Imported take(@RequestParam String source, InputStream body, @AuthenticationPrincipal Caller caller) {
        return imported(intake.take(source, "import", body, caller.keyId()));
    }

    /** A few notices at once; a rejection's line is the notice's place in the array, from 2. */
    @PostMapping(path = "/api/v1/notices", consumes = MediaType.APPLICATION_JSON_VALUE)
    Imported notices(@RequestParam String source, InputStream body, @AuthenticationPrincipal Caller caller)
            throws IOException {
        return imported(intake.take(source, "notices", new ByteArrayInputStream(NoticeJson.csv(body)), caller.keyId()));
    }

    private static Imported imported(ImportResult r) {
        List<Rejection> shown =
                r.rejections().subList(0, Math.min(SHOWN, r.rejections().size()));
        return new Imported(r.importId(), r.added(), r.addedItems(), r.changed(), r.known(), r.rejected(), shown);
    }

    /** As sent: what a sender leaves out is null. */
    record Why(@Nullable String reason) {
        /** The reason; empty, which is refused, where none was given. */
        String given() {
            return Objects.requireNonNullElse(reason, "");
        }
    }

    /** As sent: what a sender leaves out is null. */
    record Asked(
            @Nullable List<@Nullable Long> items, @Nullable String reason) {
        List<Long> wanted() {
            return items == null
                    ? List.of()
                    : items.stream().filter(Objects::nonNull).toList();
        }

        String given() {
            return Objects.requireNonNullElse(reason, "");
        }
    }

    @PostMapping("/api/v1/items/{item}/reveal")
    ResponseEntity<Map<String, String>> reveal(
            @PathVariable long item,
            @RequestBody(required = false) @Nullable Why why,
            @AuthenticationPrincipal Caller caller) {
        return vault.reveal(item, caller.keyId(), why == null ? "" : why.given())
                .map(address ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("address", address)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** A notice as its register calls it. */
    record Wanted(
            @Nullable String source,
            @JsonProperty("notice_id") @Nullable String noticeId) {}

    /** Sent as a body, not in an address that others keep: an identifier of a register may say what it is of. */
    @PostMapping("/api/v1/items/search")
    ResponseEntity<?> search(@RequestBody Wanted wanted) {
        if (wanted.source == null || wanted.noticeId == null) {
            return Problems.of(
                    HttpStatus.BAD_REQUEST, "The request can't be read", "A search needs source and notice_id.");
        }
        Optional<Long> item = imports.find(wanted.source, wanted.noticeId.strip());
        return item.isPresent()
                ? ResponseEntity.ok(Map.of("item", item.get()))
                : Problems.of(HttpStatus.NOT_FOUND, "Not found", "This register gave no notice this identifier.");
    }

    @PostMapping("/api/v1/reveals")
    ResponseEntity<Map<String, Long>> ask(@RequestBody Asked asked, @AuthenticationPrincipal Caller caller) {
        long request = vault.ask(asked.wanted(), caller.keyId(), asked.given());
        return ResponseEntity.created(URI.create("/api/v1/reveals/" + request)).body(Map.of("request", request));
    }

    @PostMapping("/api/v1/reveals/{request}/approval")
    void approve(@PathVariable long request, @AuthenticationPrincipal Caller caller) {
        vault.approve(request, caller.keyId());
    }

    @PostMapping("/api/v1/reveals/{request}/addresses")
    ResponseEntity<SortedMap<Long, String>> addresses(
            @PathVariable long request, @AuthenticationPrincipal Caller caller) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(vault.revealApproved(request, caller.keyId()));
    }

    @PostMapping("/api/v1/vault/rotation")
    void rotate(@AuthenticationPrincipal Caller caller) {
        resealing.rotate(caller.keyId());
    }

    @GetMapping("/api/v1/vault/rotation")
    Map<String, Long> left() {
        return Map.of("left", resealing.left());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(IntakeException e) {
        return Problems.refused(e);
    }

    /** A sender that goes away half-way: there is nobody to answer. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> broken(UncheckedIOException e) {
        return Problems.of(HttpStatus.BAD_REQUEST, "Broken off", "The request broke off; repeat it whole.");
    }
}
