// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** How exactly a number was printed; the file's code is the name in lower case. */
public enum PrintedBound {
    EXACT,
    ABOUT,
    /** "More than", "just over". */
    OVER,
    /** "Less than", "just under". */
    UNDER,
    /** Not printed but worked out from the other shares. */
    DERIVED
}
