// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Where the facts are kept: a PostgreSQL of our own, started from the binaries in the product, or any other by its address.
 * Makes the data source that all modules share. Knows no table: each module's migrations and SQL are its own.
 */
@NullMarked
package nl.schoonnet.server.database;

import org.jspecify.annotations.NullMarked;
