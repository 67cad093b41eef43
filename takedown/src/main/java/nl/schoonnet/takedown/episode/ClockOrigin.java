// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** Where a clock may start; stored with each item, never guessed. */
public enum ClockOrigin {
    REPORTED,
    ASSESSED,
    ATTEMPTED,
    SENT,
    /** Accepted by the provider's mail server or API. */
    DELIVERED,
    ACKNOWLEDGED,
    FIRST_SEEN
}
