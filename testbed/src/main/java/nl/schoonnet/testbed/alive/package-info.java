// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * A small internet on loopback addresses that lives by a clock: name servers, hosting companies, sites, and what truly
 * happens to their items.
 *
 * <p>It knows nothing of observers, and opens no connection: it only listens, on loopback. It is not for the real internet;
 * its names are reserved ones.
 */
@NullMarked
package nl.schoonnet.testbed.alive;

import org.jspecify.annotations.NullMarked;
