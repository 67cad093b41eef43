// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What a caller is told whose request isn't done: problem details (RFC 9457), or for a browser a page. What is refused and why
 * is the other modules' to say; no value of a request comes back.
 */
@NullMarked
package nl.schoonnet.server.problem;

import org.jspecify.annotations.NullMarked;
