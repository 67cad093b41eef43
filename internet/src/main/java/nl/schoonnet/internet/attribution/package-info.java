// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Who had which role for a URL at a moment, from which source and how sure, and in which countries.
 *
 * <p>Combines the tables of {@code network}, {@code name} and {@code party}; it reads no file and looks nothing up.
 */
@NullMarked
package nl.schoonnet.internet.attribution;

import org.jspecify.annotations.NullMarked;
