// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * When a table was true, and which of several tables to use for a moment.
 *
 * <p>An edition is dated and never changed; a moment gets the newest edition that is not after it. It knows no format.
 */
@NullMarked
package nl.schoonnet.internet.edition;

import org.jspecify.annotations.NullMarked;
