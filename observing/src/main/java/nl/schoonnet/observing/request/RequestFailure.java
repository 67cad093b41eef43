// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;

/** Ends a request; never leaves the package. */
final class RequestFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final Failure failure;

    RequestFailure(Failure failure) {
        super("no answer: " + failure);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
