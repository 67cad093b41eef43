// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import org.jspecify.annotations.Nullable;

/**
 * What a regional registry handed out.
 *
 * @param registry the registry, such as {@code ripencc}
 * @param country ISO 3166 alpha-2 code of the holder as registered
 * @param opaqueId the same for all that one holder got; null in files without it
 */
public record Delegation(
        String registry, String country, @Nullable String opaqueId) {}
