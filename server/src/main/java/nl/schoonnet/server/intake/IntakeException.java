// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.intake;

/** Notices can't be taken in or addresses not be given; the message is a sentence without any value. */
public final class IntakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    IntakeException(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    IntakeException(String code, String sentence, Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    /** For whoever says it in another language: lower-case letters and underscores, stable. */
    public String code() {
        return code;
    }
}
