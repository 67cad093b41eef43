// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * One notified item from notice to outcome: clocks, looks with verdicts, and the interval in which it ended.
 *
 * <p>Works on instants. It reads no files and estimates nothing; hours since the clock origin are made for {@code curve}.
 */
@NullMarked
package nl.schoonnet.takedown.episode;

import org.jspecify.annotations.NullMarked;
