// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import java.io.InputStream;
import java.util.List;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.server.access.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looks of others in, for machines. What a role may is decided in the rules of {@code access}. */
@RestController
class MeasurementApi {
    private static final int SHOWN = 1_000;

    private final SightingImport imports;

    MeasurementApi(SightingImport imports) {
        this.imports = imports;
    }

    @PostMapping(
            path = "/api/v1/observations/imports",
            consumes = {"text/csv", "application/gzip"})
    SightingImport.Result take(@RequestParam String source, InputStream body, @AuthenticationPrincipal Caller caller) {
        SightingImport.Result r = imports.take(source, "import", body, caller.keyId());
        List<Rejection> shown =
                r.rejections().subList(0, Math.min(SHOWN, r.rejections().size()));
        return new SightingImport.Result(r.importId(), r.added(), r.known(), r.rejected(), shown);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusable(InputException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        problem.setTitle("The input can't be used");
        problem.setProperty("code", e.code());
        problem.setProperty("line", e.line());
        return problem(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(MeasurementException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        problem.setTitle("Refused");
        return problem(problem);
    }

    private static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
