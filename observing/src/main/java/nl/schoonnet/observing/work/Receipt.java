// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

/** What became of a lease that was reported; told only after it is safe. */
public enum Receipt {
    /** It is kept. */
    KEPT,
    /** It was kept before: the same was told twice. */
    KNOWN,
    /** The lease was lost meanwhile; another worker's look counts, and this one is not kept. */
    STALE
}
