// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

import nl.schoonnet.hashing.pdq.PdqHash;

/**
 * A dispute: what somebody asked about is not what was listed, near as they are.
 *
 * @param question the hash that was asked about
 * @param listed the listed hash that it doesn't match
 */
public record PdqPair(PdqHash question, PdqHash listed) {}
