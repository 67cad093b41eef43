// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** Where an item stood in SCART when it was exported; the file's code is the name in lower case. */
public enum ScartStatus {
    /** Gone: three failed looks in a row, each 15 minutes or more after the one before. */
    CLOSE_OFFLINE,
    /** Gone, by hand or by mail. */
    CLOSE_OFFLINE_MANUAL,
    /** Closed because the hoster is abroad: moved, not removed. */
    CLOSE,
    /** Looked at, and last seen there. */
    SCHEDULER_CHECKONLINE,
    /** Said to be looked at by hand: never looked at. */
    SCHEDULER_CHECKONLINE_MANUAL,
    /** With the police, not looked at. */
    FIRST_POLICE,
    /** Not looked at until an analyst settles who the contact is. */
    ABUSECONTACT_CHANGED,
    /** Anything else, or not in the file. */
    OTHER
}
