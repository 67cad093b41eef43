// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Which items a report is about: notices joined with sightings, attributed, turned into episodes, with every exclusion
 * counted.
 *
 * <p>It draws no conclusion about anybody: that is for {@code figures}.
 */
@NullMarked
package nl.schoonnet.reporting.population;

import org.jspecify.annotations.NullMarked;
