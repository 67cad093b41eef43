// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * The whole loop on a living testbed: the real observer looks, the real estimators measure, and both are held against what
 * was true.
 *
 * <p>It simulates nothing itself and judges no look: the town is the testbed's, the looks are those of {@code observing}.
 */
@NullMarked
package nl.schoonnet.cli.live;

import org.jspecify.annotations.NullMarked;
