// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.problem;

/** What a status means, for somebody whose request got no further. */
final class Sentences {
    private Sentences() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request can't be read.";
            case 401 -> "A key is needed, or this one opens nothing: Authorization: Bearer KEY.";
            case 403 -> "This key has no role for that, or there is no such path.";
            case 404 -> "There is nothing here.";
            case 405 -> "This path takes another method.";
            case 406 -> "What is answered here isn't of a type that is accepted.";
            case 411 -> "A request says its length.";
            case 413 -> "The request is too large.";
            case 414 -> "The address is too long.";
            case 415 -> "This path takes another type of content.";
            case 503 ->
                "This can't be answered now: the database is away, or the server is stopping. Try again in a moment.";
            case 431 -> "The headers are too large.";
            default -> status < 500 ? "The request can't be done." : "Something went wrong here; the log says where.";
        };
    }
}
