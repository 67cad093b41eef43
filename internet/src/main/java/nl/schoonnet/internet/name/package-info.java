// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
/**
 * URLs and domain names as browsers understand them, one canonical form to find doubles, and registrable domains.
 *
 * <p>It never resolves a name, and nothing here prints a URL: {@code toString} is for logs and says only the type.
 */
@NullMarked
package nl.schoonnet.internet.name;

import org.jspecify.annotations.NullMarked;
