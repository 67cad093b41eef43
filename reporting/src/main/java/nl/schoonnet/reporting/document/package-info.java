// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The document model, and everything made from it: one self-contained HTML page, the same as PDF, tables as CSV, plots as
 * SVG, and the writer of {@code figures.json}.
 *
 * <p>It computes no figure and decides nothing about what may be published: whoever builds the {@link Document} does. It
 * fetches nothing while rendering, and neither writes the date nor anything random.
 */
@NullMarked
package nl.schoonnet.reporting.document;

import org.jspecify.annotations.NullMarked;
