// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The keys that protect addresses: one key file outside the database. Seals, digests for look-up and signs. Knows nothing of
 * what is sealed; what may be opened for whom is decided by the modules that keep it.
 */
@NullMarked
package nl.schoonnet.server.keys;

import org.jspecify.annotations.NullMarked;
