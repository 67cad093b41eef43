// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Who had which role for an item, and when: what the DNS said at each look, the tables about networks with their editions, the
 * roles that follow from both, and where abuse is reported. It resolves nothing itself and sends no notice; what a report
 * counts is derived elsewhere.
 */
@NullMarked
package nl.schoonnet.server.attribution;

import org.jspecify.annotations.NullMarked;
