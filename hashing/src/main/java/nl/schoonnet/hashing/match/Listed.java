// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/** Keys by number, each with a reference. */
interface Listed {
    /** What the caller calls the entry. */
    long reference(int entry);

    /** The word of an entry's key; 0 beyond its end. */
    long word(int entry, int number);
}
