// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The pages for people: what is taken in, what is looked at, what was seen. Shows what other modules tell; decides nothing and
 * shows no address.
 */
@NullMarked
package nl.schoonnet.server.desk;

import org.jspecify.annotations.NullMarked;
