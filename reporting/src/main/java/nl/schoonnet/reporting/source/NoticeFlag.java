// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** A caution about one notice that a report must count: a known trap of the file it came from. */
public enum NoticeFlag {
    /** A local time without zone fell in the repeated hour of the clock change; the later instant is the clock. */
    AMBIGUOUS_LOCAL_TIME,
    /** The time of the first notice is missing, as for every provider that SCART notifies by API. */
    FIRST_NOTICE_MISSING,
    /** Last seen is the last success of a look; the item may have been there longer. */
    LAST_SEEN_IS_LOWER_BOUND,
    /** {@code scheduler_checkonline_manual}: nobody looked, so its last seen is no observation and was dropped. */
    NEVER_LOOKED_AT,
    /** {@code first_police}: notified via the police and held. */
    FIRST_POLICE,
    /** {@code abusecontact_changed}: not looked at while the contact was unclear. */
    CONTACT_CHANGED,
    /** {@code close}: the hoster moved abroad; an end of its own, not a removal. */
    CLOSED_AS_MOVED,
    /** {@code close_offline}: gone after three failures; the file does not say when. */
    REMOVAL_TIME_UNKNOWN,
    /** The URL held an unquoted semicolon; the row had one possible reading. */
    ROW_REPAIRED,
    /** The URL has the longest length that the export keeps, so it may be cut off. */
    URL_MAY_BE_CUT,
    /** The time of the notice is when the mail log was read, two minutes or more after sending. */
    SENT_TIME_FROM_MAIL_LOG
}
