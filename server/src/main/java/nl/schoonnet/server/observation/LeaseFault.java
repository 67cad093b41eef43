// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import org.springframework.http.HttpStatus;

/** A wish of a vantage point or operator that can't be granted; the message is a sentence without any value. */
final class LeaseFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private LeaseFault(HttpStatus status, String sentence) {
        super(sentence);
        this.status = status;
    }

    static LeaseFault unusable(String sentence) {
        return new LeaseFault(HttpStatus.UNPROCESSABLE_CONTENT, sentence);
    }

    static LeaseFault forbidden(String sentence) {
        return new LeaseFault(HttpStatus.FORBIDDEN, sentence);
    }

    static LeaseFault withoutLength(String sentence) {
        return new LeaseFault(HttpStatus.LENGTH_REQUIRED, sentence);
    }

    static LeaseFault tooLarge(String sentence) {
        return new LeaseFault(HttpStatus.CONTENT_TOO_LARGE, sentence);
    }

    /** For now; it may be tried again. */
    static LeaseFault notNow(String sentence) {
        return new LeaseFault(HttpStatus.SERVICE_UNAVAILABLE, sentence);
    }

    HttpStatus status() {
        return status;
    }
}
