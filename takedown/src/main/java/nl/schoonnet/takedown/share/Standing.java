// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

/** Where one item stands against the norm, as far as the looks can tell (MEASUREMENT.md section 2). */
public enum Standing {
    /** Surely gone within the norm: first absent at or before it. */
    WITHIN,
    /** Surely still there at the norm: last seen at or after it. */
    BEYOND,
    /** The norm falls between the last sighting and the first absence. */
    UNDECIDED
}
