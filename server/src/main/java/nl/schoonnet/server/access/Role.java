// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a key may do. A key may have several; none includes another. */
public enum Role {
    /** Hands out and revokes keys, rotates the vault's keys, reads the audit log. Sees no address. */
    ADMIN,
    /** Takes in notices, sees items without their addresses, makes reports. */
    ANALYST,
    /** Has addresses shown, one by one with a reason, or many after a second person's approval. */
    REVEALER,
    /** Gets leases with their addresses and reports what was seen there: a vantage point. */
    OBSERVER,
    /** Reads metrics. */
    MONITOR,
    /** Reads the audit log and checks it. */
    AUDITOR,
    /** Opens and ends sources of hash lists, and takes lists in. Gets no list out. */
    CURATOR,
    /** Asks whether hashes are listed: yes, no, not checked. */
    CHECKER,
    /** Learns with a match who lists it, and as what. */
    CHECKER_DETAIL,
    /** Learns with a match how many bits the listed hash is away: with that one comes nearer to it. */
    CHECKER_DISTANCE;

    /**
     * A role by its name, in upper or lower case.
     *
     * @throws AccessException if there is none of that name
     */
    public static Role named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new AccessException("A role is one of "
                        + Arrays.stream(values())
                                .map(r -> r.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /** As Spring Security names it. */
    String authority() {
        return "ROLE_" + name();
    }
}
