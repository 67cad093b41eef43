// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.digest;

import java.io.IOException;
import java.io.Serial;

/** A stream held more bytes than its reader takes. */
public final class TooLongException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    TooLongException(long mostBytes) {
        super("There are more than " + mostBytes + " bytes.");
    }
}
