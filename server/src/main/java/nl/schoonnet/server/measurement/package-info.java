// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * From the facts of the database to figures: what was known at a moment, episodes concluded as facts come in, runs that can be
 * made again. Estimates nothing itself: that is for the libraries {@code reporting} and {@code takedown}.
 */
@NullMarked
package nl.schoonnet.server.measurement;

import org.jspecify.annotations.NullMarked;
