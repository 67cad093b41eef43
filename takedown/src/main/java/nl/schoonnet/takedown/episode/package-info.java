// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * From raw observations to episodes, takedown intervals and norm classes with honest bounds (MEASUREMENT.md sections 1 and 2).
 *
 * <p>Works on instants and exact durations, and rounds nothing. It reads no files, knows neither URLs nor providers, and
 * estimates nothing: curves and tests are in {@code curve}.
 */
@NullMarked
package nl.schoonnet.takedown.episode;

import org.jspecify.annotations.NullMarked;
