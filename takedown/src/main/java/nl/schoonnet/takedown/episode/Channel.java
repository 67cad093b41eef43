// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/**
 * Through whom an item was notified. Items of every channel are observed and timed alike, from their own notice; figures
 * are given per channel and for all.
 */
public enum Channel {
    /** The hotline sent the notice. */
    HOTLINE,
    /** The police sent it. An item on police hold is neither notified nor looked at until it is released. */
    POLICE,
    /** An authority sent it. */
    AUTHORITY
}
