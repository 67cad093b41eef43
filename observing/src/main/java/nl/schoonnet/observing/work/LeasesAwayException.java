// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

/** Leases can't be had or reported at the moment: the server or its database is away. The message holds no value. */
public final class LeasesAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what happened; the message of the cause isn't repeated. */
    public LeasesAwayException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Without a cause. */
    public LeasesAwayException(String sentence) {
        super(sentence);
    }
}
