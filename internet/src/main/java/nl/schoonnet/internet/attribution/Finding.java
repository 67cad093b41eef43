// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

/** What is known about one role: a party, or why there is none. The shares of a role add up to 1. */
public sealed interface Finding {
    /** The part of the item that this is about: one address of two has 0.5. */
    double share();

    /** A party in the role. */
    record Known(Party party, double share, Evidence evidence) implements Finding {}

    /** No party, and why. */
    record Unknown(Reason reason, double share) implements Finding {}

    /** Why a role has no party. */
    enum Reason {
        /** A proxy stands before the host, so that the address says nothing about it. */
        BEHIND_PROXY,
        /** The address belongs to no known proxy. */
        NO_PROXY,
        /** No address of the host was known. */
        NO_ADDRESS,
        /** The URL has an address and no domain, or a domain that nobody can register. */
        NO_DOMAIN,
        /** No table of the kind was given. */
        NO_TABLE,
        /** The tables say nothing about it. */
        NOT_IN_TABLE
    }
}
