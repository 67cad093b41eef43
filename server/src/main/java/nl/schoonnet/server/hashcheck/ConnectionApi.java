// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import nl.schoonnet.server.access.Caller;
import nl.schoonnet.server.hashcheck.Connected.Mode;
import nl.schoonnet.server.hashcheck.ConnectionRegister.Applied;
import nl.schoonnet.server.hashcheck.ConnectionRegister.RejectedException;
import nl.schoonnet.server.hashcheck.ConnectionRegister.Row;
import nl.schoonnet.server.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The register of connected organisations: read, added to, corrected. */
@RestController
@RequestMapping("/api/v1/hashes/organisations")
class ConnectionApi {
    private final ConnectionRegister register;

    ConnectionApi(ConnectionRegister register) {
        this.register = register;
    }

    /** As sent: what a sender leaves out is null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            @Nullable String organisation,
            @Nullable String customer,
            @Nullable String domain,
            @Nullable String mode,
            @Nullable Boolean obliged,
            @Nullable Boolean hotline,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            @Nullable String reason) {
        static Entry of(Connected connected) {
            return new Entry(
                    connected.organisation(),
                    connected.customer(),
                    connected.domain(),
                    connected.mode().word(),
                    connected.obliged(),
                    connected.hotline(),
                    connected.from(),
                    connected.until(),
                    null);
        }

        Connected connected() {
            if (mode == null || obliged == null || from == null) {
                throw new HashcheckException(
                        "incomplete", "An entry has an organisation, a mode, obliged (true or false) and from, a day.");
            }
            return new Connected(
                    text(organisation),
                    text(customer),
                    text(domain),
                    Mode.of(mode)
                            .orElseThrow(
                                    () -> new HashcheckException("not_a_mode", "The mode is upload, storage or both.")),
                    obliged,
                    Boolean.TRUE.equals(hotline),
                    from,
                    until);
        }
    }

    /** A fact, as it was said. */
    record Said(Entry entry, boolean retracted, Instant learntAt, String actor, String reason) {}

    private static String text(@Nullable String sent) {
        return Objects.requireNonNullElse(sent, "").strip();
    }

    private static LocalDate day(@Nullable LocalDate sent, String name) {
        if (sent == null) {
            throw new HashcheckException("no_day", "A day is needed: " + name + ".");
        }
        return sent;
    }

    @GetMapping
    List<Entry> all() {
        return register.all().stream().map(Entry::of).toList();
    }

    /** All that was ever said, corrections too. */
    @GetMapping("/history")
    List<Said> history() {
        return register.history().stream()
                .map(fact -> new Said(
                        Entry.of(fact.connected()), fact.retracted(), fact.learntAt(), fact.actor(), fact.reason()))
                .toList();
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Applied add(@RequestBody Entry entry, @AuthenticationPrincipal Caller caller) {
        return register.apply(List.of(new Row(0, entry.connected())), caller.keyId(), entry.reason);
    }

    /** A table; all of it or nothing. */
    @PostMapping(path = "/imports", consumes = "text/csv")
    Applied take(InputStream body, HttpServletRequest request, @AuthenticationPrincipal Caller caller)
            throws IOException {
        return register.apply(ConnectionTable.read(body), caller.keyId(), Reason.sent(request));
    }

    /** How many entries were ended. */
    record Ended(int ended) {}

    @PostMapping("/end")
    Ended end(@RequestBody Entry entry, @AuthenticationPrincipal Caller caller) {
        return new Ended(register.end(
                text(entry.organisation),
                text(entry.customer),
                text(entry.domain),
                day(entry.until, "until"),
                caller.keyId(),
                entry.reason));
    }

    @PostMapping("/retraction")
    void retract(@RequestBody Entry entry, @AuthenticationPrincipal Caller caller) {
        register.retract(
                text(entry.organisation),
                text(entry.customer),
                text(entry.domain),
                day(entry.from, "from"),
                caller.keyId(),
                entry.reason);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> rejected(RejectedException e) {
        Map<String, Object> members = new TreeMap<>(Map.of("code", "rejected", "rejections", e.rejections()));
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "Rejected", e.getMessage(), members);
    }
}
