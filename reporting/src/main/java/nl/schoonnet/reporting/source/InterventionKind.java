// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** What happened to a provider that may move its figures; the file's code is the name in lower case. */
public enum InterventionKind {
    IN_MONITOR_SINCE,
    LETTER,
    MEETING,
    PUBLICATION,
    HASH_CHECK_JOINED,
    CUSTOMERS_LEFT,
    INSTRUCTION
}
