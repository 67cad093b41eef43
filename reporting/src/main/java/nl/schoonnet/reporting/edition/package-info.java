// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Who may see what: the internal edition, one provider's preview and the public one.
 *
 * <p>An edition is a function from figures to figures; pages, plots, tables and JSON are made from its result and can't show
 * more than it lets through. It measures nothing.
 */
@NullMarked
package nl.schoonnet.reporting.edition;

import org.jspecify.annotations.NullMarked;
