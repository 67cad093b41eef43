// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Reading files that somebody else wrote: bounded lines, strict encodings, one clear sentence per fault.
 *
 * <p>Used by every loader of tables and by the readers of notices and sightings. It knows no format.
 */
@NullMarked
package nl.schoonnet.internet.input;

import org.jspecify.annotations.NullMarked;
