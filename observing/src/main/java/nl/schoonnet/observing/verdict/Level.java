// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

/** How deep a look goes; looking is an intrusion itself, so no deeper than needed. */
public enum Level {
    /** Level 0: the name and its addresses; nothing is connected to. */
    ROUTE,
    /** Level 1: connection and status line. */
    STATUS,
    /** Level 2: header fields, redirects followed, a control path now and then. */
    HEADERS,
    /** Level 3: a digest of the body, in memory. Needs a basis on record. */
    BODY;

    /** 0 to 3. */
    public int number() {
        return switch (this) {
            case ROUTE -> 0;
            case STATUS -> 1;
            case HEADERS -> 2;
            case BODY -> 3;
        };
    }
}
