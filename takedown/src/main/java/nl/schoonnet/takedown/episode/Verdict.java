// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** What one look says about an item. The codes are those of the files. */
public enum Verdict {
    /** Seen. */
    AVAILABLE,
    /** Gone, once a second look confirms it. */
    ABSENT,
    /** Neither seen nor gone. */
    RESTRICTED,
    /** With another party now. */
    MOVED,
    /** Says nothing. */
    UNKNOWN
}
