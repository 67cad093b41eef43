// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.keys;

/** The keys can't be used; the message is a sentence for the operator and holds no key. */
public final class KeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyException(String sentence) {
        super(sentence);
    }

    KeyException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
