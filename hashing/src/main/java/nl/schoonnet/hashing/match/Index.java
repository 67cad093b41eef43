// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Distinct keys, each with a reference and a number from 0 on that grows with the key, perhaps with gaps. Never changes; safe
 * for any number of threads.
 */
interface Index extends Listed {
    /** The number of keys. */
    int size();

    /** The number of the entry with this key, or -1; words beyond the key's end are ignored. */
    int locate(long w0, long w1, long w2, long w3);

    /** All of it that isn't withdrawn, to be merged or saved; may be made for this call. */
    Entries live(Tombstones withdrawn);

    /** The memory of its arrays, in bytes. */
    long bytes();
}
