// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

/** Which party keys stand for somebody. */
final class Parties {
    private static final String UNKNOWN = "unknown:";

    private Parties() {}

    /** Whether a party is somebody: "behind a proxy" is many hosts, so it has no rank, no share of its own and no past. */
    static boolean known(String party) {
        return !party.startsWith(UNKNOWN);
    }
}
