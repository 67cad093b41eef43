// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

/**
 * A provider's share after partial pooling: pulled towards the providers' mean the more, the fewer independent items it
 * rests on.
 *
 * @param range posterior means with the undecided items beyond (low) and within (high), 0 to 1
 * @param credible the 95% credible interval: the 2.5% quantile of the low end to the 97.5% quantile of the high end
 */
public record PooledShare(Interval range, Interval credible) {}
