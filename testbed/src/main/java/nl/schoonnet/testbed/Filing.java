// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

/**
 * The paper trail of a notice. Times are epoch seconds, {@link #NONE} where something did not happen or is not known.
 */
record Filing(
        Outcome outcome,
        Channel channel,
        Source source,
        long reportedAt,
        long assessedAt,
        long attemptedAt,
        long sentAt,
        long deliveredAt,
        long acknowledgedAt) {
    static final long NONE = Long.MIN_VALUE;

    enum Channel {
        HOTLINE,
        POLICE,
        AUTHORITY
    }

    enum Source {
        PUBLIC,
        OWN_SEARCH,
        FOREIGN_HOTLINE,
        POLICE,
        CRAWLER
    }

    /** What became of the notice, finer than the column {@code status}. */
    enum Outcome {
        DELIVERED("delivered"),
        /** Sent through a form that gives no receipt: the clock runs from sending. */
        SENT_ONLY("delivered"),
        BOUNCED("bounced"),
        REFUSED("refused"),
        UNREACHABLE("unreachable"),
        /** Was on police hold, then released and delivered. */
        RELEASED("delivered"),
        POLICE_HOLD("police_hold"),
        NOT_NOTIFIED("not_notified"),
        /** Delivered, but the content had gone before. */
        GONE_BEFORE("delivered");

        private final String status;

        Outcome(String status) {
            this.status = status;
        }

        String status() {
            return status;
        }

        boolean obstructed() {
            return this == BOUNCED || this == REFUSED || this == UNREACHABLE;
        }

        /** Whether a clock ran and the content was there when it began. */
        boolean timed() {
            return this != POLICE_HOLD && this != NOT_NOTIFIED && this != GONE_BEFORE;
        }
    }
}
