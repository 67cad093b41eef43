// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The application: a modular monolith on PostgreSQL. Each package below is a module that meets the others at its public types
 * only; this one starts and stops them.
 */
@NullMarked
package nl.schoonnet.server;

import org.jspecify.annotations.NullMarked;
