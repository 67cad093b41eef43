// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Measurements of speed and memory, by JMH or by programs of their own where one cold run is what counts.
 *
 * <p>Nothing uses this module. Numbers that are claimed stand in docs/performance.md with machine, date and command.
 */
@NullMarked
package nl.schoonnet.benchmarks;

import org.jspecify.annotations.NullMarked;
