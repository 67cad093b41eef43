// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

import java.io.IOException;

/** Ends reading a body; never leaves the package. */
final class BodyFault extends IOException {
    private static final long serialVersionUID = 1;

    private final BodyEnd end;

    BodyFault(BodyEnd end) {
        super("body not read to its end: " + end);
        this.end = end;
    }

    BodyEnd end() {
        return end;
    }
}
