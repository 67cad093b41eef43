// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import nl.schoonnet.server.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How the hash check refuses, but for the dialect of HMA, which has a way of its own. */
@RestControllerAdvice(basePackageClasses = HashcheckRefusals.class)
class HashcheckRefusals {
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(HashcheckException e) {
        return problem(e);
    }

    /** A sender that goes away half-way: there is nobody to answer. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> broken(UncheckedIOException e) {
        return problem(new HashcheckException("broken_off", "The request broke off; repeat it whole.", e));
    }

    static HttpStatus status(HashcheckException e) {
        return switch (e.code()) {
            case "not_ready", "not_read", "not_written" -> HttpStatus.SERVICE_UNAVAILABLE;
            case "no_source", "no_stop", "no_dispute", "no_order" -> HttpStatus.NOT_FOUND;
            case "stopped" -> HttpStatus.FORBIDDEN;
            case "too_fast" -> HttpStatus.TOO_MANY_REQUESTS;
            case "no_basis",
                    "name_taken",
                    "own_dispute",
                    "own_order",
                    "own_stop",
                    "confirmed_before",
                    "decided_before",
                    "withdrawn_before" -> HttpStatus.CONFLICT;
            case "broken_off" -> HttpStatus.BAD_REQUEST;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    private static ResponseEntity<ProblemDetail> problem(HashcheckException e) {
        HttpStatus status = status(e);
        Map<String, Object> members = new TreeMap<>(Map.of("code", e.code()));
        if (e.line() > 0) {
            members.put("line", e.line());
        }
        ResponseEntity<ProblemDetail> answer = Problems.of(
                status, status == HttpStatus.SERVICE_UNAVAILABLE ? "Not checked" : "Refused", e.getMessage(), members);
        return e.seconds() == 0
                ? answer
                : ResponseEntity.status(status)
                        .headers(answer.getHeaders())
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(e.seconds()))
                        .body(answer.getBody());
    }
}
