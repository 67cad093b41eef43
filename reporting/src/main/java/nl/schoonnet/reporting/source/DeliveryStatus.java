// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

/** What became of a notice, as the file says; the file's code is the name in lower case. */
public enum DeliveryStatus {
    /** Accepted by the provider's mail server or API. */
    DELIVERED,
    /** Came back. */
    BOUNCED,
    /** Refused by the recipient. */
    REFUSED,
    /** No way to hand it over. */
    UNREACHABLE,
    /** Held back at the request of the police: neither notified nor looked at until released. */
    POLICE_HOLD,
    /** Never sent to anybody. */
    NOT_NOTIFIED,
    /** The same item as another row's. */
    DUPLICATE
}
