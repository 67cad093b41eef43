// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** What counts as takedown. The law asks "removed or made inaccessible": headlines are printed both ways. */
public enum Counting {
    /** Removal only; <em>made inaccessible</em> is a class of its own. */
    REMOVED,
    /** Removal, and <em>made inaccessible</em> from its first restricted look. */
    REMOVED_OR_INACCESSIBLE
}
