// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.observation;

import java.time.Instant;

/**
 * The right to look at an item until a moment; whoever holds it alone may report the look.
 *
 * @param token shown when the look is reported
 * @param due when the look was due
 */
record Leased(long item, String token, Instant due, Instant until) {}
