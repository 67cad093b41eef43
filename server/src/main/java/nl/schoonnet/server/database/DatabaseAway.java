// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

import nl.schoonnet.server.problem.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** While the database is away a caller is told to come again: nothing of the request was taken in but what was answered. */
@RestControllerAdvice
class DatabaseAway {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseAway.class);
    private static final String SECONDS = "10";

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<ProblemDetail> away(RuntimeException e) {
        LOG.warn("The database is away or full; the caller is told to come again", e);
        ResponseEntity<ProblemDetail> problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Come again",
                "The database is away or full. What was acknowledged is kept; do the same again in a while.");
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .headers(problem.getHeaders())
                .header("Retry-After", SECONDS)
                .body(problem.getBody());
    }
}
