// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

/** Looks can't be begun; the message is a sentence for the operator. */
public final class ObservingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ObservingException(String sentence) {
        super(sentence);
    }
}
