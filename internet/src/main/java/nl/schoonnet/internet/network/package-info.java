// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Addresses, prefixes and the public tables about them: routes, organisations, delegations, registrations, proxies.
 *
 * <p>Everything is read from files, each with the date it was true. It resolves no name, opens no connection and knows
 * neither providers nor URLs.
 */
@NullMarked
package nl.schoonnet.internet.network;

import org.jspecify.annotations.NullMarked;
