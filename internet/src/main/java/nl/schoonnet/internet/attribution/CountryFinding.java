// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

import org.jspecify.annotations.Nullable;

/**
 * A country, or none.
 *
 * @param country ISO 3166 alpha-2 code; null if not known
 * @param share the part of the item that this is about
 * @param evidence null if the country is not known
 */
public record CountryFinding(
        Kind kind,
        @Nullable String country,
        double share,
        @Nullable Evidence evidence) {
    /** Which country is meant. */
    public enum Kind {
        /** Of the address in the regional registry. */
        REGISTRATION,
        /** Where the server stands. */
        SERVER,
        /** Where the provider is established: the web host, else the network. */
        SEAT
    }
}
