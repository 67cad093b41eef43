// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import org.jspecify.annotations.Nullable;

/**
 * Who holds an AS number.
 *
 * @param name the organisation's name, or the AS's own name where the table has no other
 * @param handle the registry's key of the organisation, where the table has one
 * @param country ISO 3166 alpha-2 code of the organisation, where the table has one
 */
public record AsOrganisation(
        long asn,
        String name,
        @Nullable String handle,
        @Nullable String country) {}
