// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** What one look says about an item (MEASUREMENT.md section 1). */
public enum Verdict {
    /** Seen. */
    AVAILABLE,
    /** Not there: gone, once confirmed. */
    ABSENT,
    /** Neither seen nor gone. */
    RESTRICTED,
    /** Seen, but no longer with the first party. */
    MOVED,
    /** Says nothing. */
    UNKNOWN
}
