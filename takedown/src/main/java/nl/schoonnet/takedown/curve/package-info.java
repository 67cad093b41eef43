// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * How long until takedown: the curve F(t) from censored and truncated times, its tests and its uncertainty.
 *
 * <p>Everything here works on hours since the clock origin. It knows neither items nor providers, draws nothing and reads
 * nothing; instants become hours in {@code episode}.
 */
@NullMarked
package nl.schoonnet.takedown.curve;

import org.jspecify.annotations.NullMarked;
