// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import org.jspecify.annotations.Nullable;

/**
 * A registered range of addresses (an {@code inetnum} or {@code inet6num} object).
 *
 * @param name the name of the network in the registry
 * @param handle the key of the organisation that it is registered to, if the object names one
 * @param country ISO 3166 alpha-2 code in the object, if any
 */
public record Registration(
        String name, @Nullable String handle, @Nullable String country) {}
