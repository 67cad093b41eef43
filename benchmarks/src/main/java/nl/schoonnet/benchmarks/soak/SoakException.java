// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.benchmarks.soak;

/** The soak can't be made; the message says why. */
final class SoakException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SoakException(String sentence) {
        super(sentence);
    }

    SoakException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
