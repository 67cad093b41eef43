// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Figures from samples, and figures that others printed: drawing a sample so that it can be drawn again, estimating from
 * it, and checking whether printed shares can be true.
 *
 * <p>Design-based: what is estimated is the share of the frame that was sampled, at the looks that were made. It doesn't
 * look and doesn't know what an item is.
 */
@NullMarked
package nl.schoonnet.takedown.sample;

import org.jspecify.annotations.NullMarked;
