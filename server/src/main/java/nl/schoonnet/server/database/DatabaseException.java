// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.database;

/** The database can't be had; the message is a sentence for the operator, without values from its data. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseException(String sentence) {
        super(sentence);
    }

    DatabaseException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
