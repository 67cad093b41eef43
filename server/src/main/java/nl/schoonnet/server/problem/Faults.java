// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is answered where no handler came to answer: to a filter's refusal, an unknown path, a fault. */
@Controller
class Faults implements ErrorController {
    /** SQLSTATE classes: no connection, no resources, an operator's doing. */
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    private static final String PATH = "${server.error.path:/error}";

    /** templates/error.html. */
    @RequestMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    String page(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(status(request).value());
        model.addAttribute("status", status(request).value());
        return "error";
    }

    @RequestMapping(PATH)
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        HttpStatus status = status(request);
        String sentence = status == HttpStatus.FORBIDDEN && request.getAttribute(Problems.ROLES) instanceof String roles
                ? "This key has no role for that: it takes " + roles + "."
                : Sentences.of(status.value());
        return Problems.of(status, status.getReasonPhrase(), sentence);
    }

    private static HttpStatus status(HttpServletRequest request) {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.resolve(code)
                : null;
        if (status != null && status != HttpStatus.INTERNAL_SERVER_ERROR) {
            return status;
        }
        return databaseIsAway(request) ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR;
    }

    private static boolean databaseIsAway(HttpServletRequest request) {
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        for (Throwable cause = thrown instanceof Throwable t ? t : null; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (sql instanceof SQLTransientConnectionException
                            || AWAY.stream().anyMatch(String.valueOf(sql.getSQLState())::startsWith))) {
                return true;
            }
        }
        return false;
    }
}
