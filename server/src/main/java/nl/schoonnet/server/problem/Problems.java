// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.problem;

import java.util.Map;
import nl.schoonnet.internet.input.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Problem details (RFC 9457) as every module answers them. */
public final class Problems {
    /** Attribute of a request that a filter refused (403): which roles it takes, in words. */
    public static final String ROLES = "nl.schoonnet.roles";

    private Problems() {}

    /** A title, and a sentence for the caller that quotes nothing. */
    public static ResponseEntity<ProblemDetail> of(HttpStatus status, String title, @Nullable String sentence) {
        return answer(problem(status, title, sentence));
    }

    /** The same, with further members of the problem details. */
    public static ResponseEntity<ProblemDetail> of(
            HttpStatus status, String title, @Nullable String sentence, Map<String, Object> members) {
        ProblemDetail problem = problem(status, title, sentence);
        members.forEach(problem::setProperty);
        return answer(problem);
    }

    /** Something that the state of things forbids (409), or that no rule allows. */
    public static ResponseEntity<ProblemDetail> refused(RuntimeException why) {
        return of(HttpStatus.CONFLICT, "Refused", why.getMessage());
    }

    /** A file or list that can't be read at all (422), with its code and line. */
    public static ResponseEntity<ProblemDetail> unusable(InputException why) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "The input can't be used", why.getMessage());
        problem.setProperty("code", why.code());
        problem.setProperty("line", why.line());
        return answer(problem);
    }

    static ProblemDetail problem(HttpStatus status, String title, @Nullable String sentence) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, String.valueOf(sentence));
        problem.setTitle(title);
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
