// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.network;

import org.jspecify.annotations.Nullable;

/**
 * An organisation in a registry.
 *
 * @param handle the registry's key
 * @param country ISO 3166 alpha-2 code, where the registry has one
 */
public record Organisation(
        String handle, String name, @Nullable String country) {}
