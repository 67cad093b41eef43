// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

/** What a key may do. A key may have several; none includes another. */
public enum Role {
    /** Hands out and revokes keys, rotates the vault's keys, exports the audit log's heads. Sees no address. */
    ADMIN,
    /** Takes in notices, sees items without their addresses, makes reports. */
    ANALYST,
    /** Has addresses shown, one by one with a reason, or many after a second person's approval. */
    REVEALER,
    /** Gets leases with their addresses and reports what was seen there: a vantage point. */
    OBSERVER,
    /** Reads metrics. */
    MONITOR;

    /** As Spring Security names it. */
    String authority() {
        return "ROLE_" + name();
    }
}
