// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nl.schoonnet.internet.input.InputException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What no module says of a request that can't be done: pages in words for browsers, problem details for machines. */
@ControllerAdvice
class Refusals extends ResponseEntityExceptionHandler {
    private static final int LONGEST_NAME = 60;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unusable(InputException e) {
        return Problems.unusable(e);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = Problems.problem(HttpStatus.BAD_REQUEST, "The request can't be read", unread(e));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    /** Jackson's own message would quote the input. */
    private static String unread(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case UnrecognizedPropertyException unknown ->
                "There is no member " + name(unknown.getPropertyName()) + " here"
                        + (unknown.getKnownPropertyIds() == null
                                ? "."
                                : "; known are "
                                        + unknown.getKnownPropertyIds().stream()
                                                .map(String::valueOf)
                                                .sorted()
                                                .collect(Collectors.joining(", "))
                                        + ".");
            case JacksonException json
            when !json.getPath().isEmpty() && json.getPath().getLast().getPropertyName() != null ->
                "The member " + name(json.getPath().getLast().getPropertyName())
                        + " isn't what it should be, such as a text where a list is meant.";
            case MismatchedInputException shape -> "A member of the JSON isn't of the type that is expected there.";
            case JacksonException json -> "This is no JSON that can be read, or names a member twice.";
            case null, default -> "A body is expected, and of the type that the path takes.";
        };
    }

    /** A name, unless it is none: whoever mixes up names and values isn't told the value. */
    private static String name(String text) {
        return text.length() <= LONGEST_NAME && text.matches("[A-Za-z_][A-Za-z0-9_-]*") ? text : "of that name";
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e.getPropertyName() == null ? "A value" : name(e.getPropertyName());
        ProblemDetail problem = Problems.problem(
                HttpStatus.BAD_REQUEST,
                "The request can't be read",
                name + " isn't what it should be, such as a number.");
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return takes(e, e.getSupportedMediaTypes(), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return takes(e, Objects.requireNonNullElse(e.getSupportedHttpMethods(), Set.of()), headers, status, request);
    }

    /** Spring's own sentence would quote the request. */
    private @Nullable ResponseEntity<Object> takes(
            Exception e, Collection<?> taken, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String sentence = taken.isEmpty()
                ? Sentences.of(status.value())
                : "This path takes "
                        + taken.stream()
                                .map(String::valueOf)
                                .sorted()
                                .distinct()
                                .collect(Collectors.joining(", ")) + ".";
        HttpStatus known = HttpStatus.valueOf(status.value());
        return handleExceptionInternal(
                e, Problems.problem(known, known.getReasonPhrase(), sentence), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest web && isBrowser(web.getRequest())) {
            page(web, status);
            return null;
        }
        return super.handleExceptionInternal(e, body, headers, status, request);
    }

    private static boolean isBrowser(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** The page of the error: templates/error.html. */
    private static void page(ServletWebRequest request, HttpStatusCode status) {
        HttpServletResponse response = request.getResponse();
        try {
            if (response != null && !response.isCommitted()) {
                response.sendError(status.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
