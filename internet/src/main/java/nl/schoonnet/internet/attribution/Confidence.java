// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.attribution;

/** How sure a finding is, surest first. */
public enum Confidence {
    /** A registry that people keep, with validity, says so. */
    CURATED,
    /** A public table that was true at or before the moment says so. */
    RECORDED,
    /** A table says so that was only true later than the moment. */
    LATER,
    /** Several say different things, and it is shared between them. */
    DISPUTED
}
