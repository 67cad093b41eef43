// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

/**
 * A lease that came to its end.
 *
 * @param token that of its {@link Task}
 */
public record Done(long item, String token, Outcome outcome) {}
