// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.Instant;
import java.util.Optional;

/**
 * The right to look at an item until a moment; whoever holds it alone may report the look.
 *
 * @param token shown when the look is reported
 * @param origin the start of the item's clock
 * @param due when the look was due
 * @param absentSince the first absence of the run so far
 * @param confirmed whether that run was confirmed
 */
record Lease(
        long item,
        String vantage,
        String token,
        Instant origin,
        Instant due,
        Optional<Instant> absentSince,
        boolean confirmed) {}
