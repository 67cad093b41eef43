// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/** Through whom an item was notified. */
public enum Channel {
    HOTLINE,
    POLICE,
    AUTHORITY
}
