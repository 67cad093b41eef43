// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * Who providers are over time: sets of AS numbers, prefixes, handles and domains with validity, and dated mergers.
 *
 * <p>Read from a file that people keep. It decides no attribution and rewrites no history.
 */
@NullMarked
package nl.schoonnet.internet.party;

import org.jspecify.annotations.NullMarked;
