// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The pages for people: what is taken in, what is looked at, what was seen, what was done by whom. Shows what other modules
 * tell and decides nothing; addresses stand on one page alone, which nobody keeps.
 */
@NullMarked
package nl.schoonnet.server.desk;

import org.jspecify.annotations.NullMarked;
