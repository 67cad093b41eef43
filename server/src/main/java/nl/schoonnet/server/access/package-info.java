// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Who may do what: keys of organisations and people with roles, the first of them printed once. Knows roles, not what the
 * other modules do with them.
 */
@NullMarked
package nl.schoonnet.server.access;

import org.jspecify.annotations.NullMarked;
