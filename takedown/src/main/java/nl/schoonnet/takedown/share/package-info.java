// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The share within a norm: per provider with an honest interval, pooled, against a target, ranked and averaged.
 *
 * <p>Everything here counts items in clusters. It knows neither clocks nor intervals in time (that is {@code curve} and
 * {@code episode}), nor how much a provider holds (that is {@code volume}).
 */
@NullMarked
package nl.schoonnet.takedown.share;

import org.jspecify.annotations.NullMarked;
