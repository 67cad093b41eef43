// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

/** A stretch of time, half-open, in epoch seconds. */
record Span(long from, long until) {
    boolean contains(long second) {
        return second >= from && second < until;
    }
}
