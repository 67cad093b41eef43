// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * One plot grammar: a {@link PlotSpec} says what is to be seen, {@link PlotDrawing} lays it out and writes accessible SVG.
 *
 * <p>It draws numbers that somebody else computed: it estimates nothing, reads nothing and knows neither items nor
 * providers. Layout uses the widths of the bundled typeface, so that no two texts overlap and none is clipped.
 */
@NullMarked
package nl.schoonnet.reporting.plot;

import org.jspecify.annotations.NullMarked;
