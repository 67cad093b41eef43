// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * From figures to the report that a person reads: which sections, tables and plots, in which words.
 *
 * <p>It computes nothing and hides nothing: figures come from {@code figures}, an {@code edition} has already decided what
 * may be seen, and {@code document} renders.
 */
@NullMarked
package nl.schoonnet.reporting.report;

import org.jspecify.annotations.NullMarked;
