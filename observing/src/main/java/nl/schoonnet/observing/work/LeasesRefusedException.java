// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

/** The vantage point isn't let in; the message is a sentence for its operator. */
public final class LeasesRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public LeasesRefusedException(String sentence) {
        super(sentence);
    }
}
