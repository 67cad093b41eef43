// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The command line: reads options, calls the libraries, says in one sentence what went wrong.
 *
 * <p>It holds no figures and no rules of measurement; nothing uses it.
 */
@NullMarked
package nl.schoonnet.cli;

import org.jspecify.annotations.NullMarked;
