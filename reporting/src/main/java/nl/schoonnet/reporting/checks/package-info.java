// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What the hash check did, by week: figures from counts, and the report that a person reads or prints.
 *
 * <p>It counts nothing itself and knows no hash: counts come from the server.
 */
@NullMarked
package nl.schoonnet.reporting.checks;

import org.jspecify.annotations.NullMarked;
