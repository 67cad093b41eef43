// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Looking at what is due, from one vantage point: gets leases, looks, reports, notices when it is blind. What is due when, and
 * where that stands, is behind the port {@link nl.schoonnet.observing.work.Leases}. Keeps addresses in memory only.
 */
@NullMarked
package nl.schoonnet.observing.work;

import org.jspecify.annotations.NullMarked;
