// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/** The hash check over HTTP: made-up lists, a load on a server in another process, every answer checked. */
@NullMarked
package nl.schoonnet.benchmarks.checks;

import org.jspecify.annotations.NullMarked;
