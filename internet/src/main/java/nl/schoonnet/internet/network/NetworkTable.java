// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import java.time.Instant;

/**
 * One table that was read, for a report on the data.
 *
 * @param kind what it says
 * @param source the file
 * @param trueAt when it was true
 * @param entries prefixes after splitting ranges, AS numbers, organisations or domains
 */
public record NetworkTable(Kind kind, String source, Instant trueAt, long entries) {
    /** What a table says. */
    public enum Kind {
        /** Prefix to origin AS. */
        ROUTES,
        /** AS number to organisation. */
        AS_ORGANISATIONS,
        /** Organisations by handle. */
        ORGANISATIONS,
        /** Address range to registered network. */
        REGISTRATIONS,
        /** Address range to country of registration. */
        DELEGATIONS,
        /** AS number to country of registration. */
        AS_DELEGATIONS,
        /** Address range to content delivery network or reverse proxy. */
        PROXIES,
        /** Address range to country of the server. */
        LOCATIONS,
        /** Registrable domain to registrar. */
        REGISTRARS
    }
}
