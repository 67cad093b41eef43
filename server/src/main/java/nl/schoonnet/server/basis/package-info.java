// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * On which legal basis a function of the product may be used, from when till when. A function without a line is off.
 */
@NullMarked
package nl.schoonnet.server.basis;

import org.jspecify.annotations.NullMarked;
