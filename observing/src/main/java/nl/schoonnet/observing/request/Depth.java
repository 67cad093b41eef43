// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.request;

/** How much of an answer is read. */
public enum Depth {
    /** The status line. */
    STATUS,
    /** Status line and header fields. */
    HEADERS,
    /** The body too, if the sink wants it. */
    BODY
}
