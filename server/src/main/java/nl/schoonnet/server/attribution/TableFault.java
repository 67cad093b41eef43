// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

/** A table that can't be had or used; the message is a code, and holds nothing of the table or its address. */
final class TableFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TableFault(String code) {
        super(code);
    }

    TableFault(String code, Throwable cause) {
        super(code, cause);
    }

    String code() {
        return String.valueOf(getMessage());
    }
}
