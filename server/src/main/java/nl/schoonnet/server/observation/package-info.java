// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Who looks at which item when, and what was seen: the schedule in the database, leases for vantage points, observations as
 * facts. Looks themselves are made by the library {@code observing}; what they mean for an episode is derived elsewhere.
 */
@NullMarked
package nl.schoonnet.server.observation;

import org.jspecify.annotations.NullMarked;
