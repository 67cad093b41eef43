// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What was done by whom and why: an append-only log in which each entry covers the one before, with signed heads that can be
 * kept elsewhere. Decides nothing; whoever acts writes its entry in the same transaction.
 */
@NullMarked
package nl.schoonnet.server.audit;

import org.jspecify.annotations.NullMarked;
