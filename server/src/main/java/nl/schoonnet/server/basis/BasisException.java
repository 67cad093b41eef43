// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.basis;

/** The legal basis can't be used; the message is a sentence for the operator. */
public final class BasisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BasisException(String sentence) {
        super(sentence);
    }

    BasisException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
