// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** The event from which an item's time runs; stored with each item, never guessed (MEASUREMENT.md section 1). */
public enum ClockOrigin {
    /** Somebody told the hotline. */
    REPORTED,
    /** The hotline judged it. */
    ASSESSED,
    /** A notice was first tried to be handed over. */
    ATTEMPTED,
    /** A notice left us. */
    SENT,
    /** The provider's mail server or API accepted the notice. */
    DELIVERED,
    /** The provider said that it has the notice. */
    ACKNOWLEDGED,
    /** The item was first seen; there was no notice, or none that is known. */
    FIRST_SEEN
}
