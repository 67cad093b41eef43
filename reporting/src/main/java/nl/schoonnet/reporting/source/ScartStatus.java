// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import nl.schoonnet.takedown.episode.Reason;
import org.jspecify.annotations.Nullable;

/** Where an item stood in SCART when it was exported; the file's code is the name in lower case. */
public enum ScartStatus {
    /** Gone: three failed looks in a row, each 15 minutes or more after the one before. */
    CLOSE_OFFLINE(Reason.EMPTY),
    /** Gone, by hand or by mail. */
    CLOSE_OFFLINE_MANUAL(Reason.EMPTY),
    /** Closed because the hoster is abroad: moved, not removed. */
    CLOSE(Reason.OTHER_NETWORK),
    /** Looked at, and last seen there. */
    SCHEDULER_CHECKONLINE(null),
    /** Said to be looked at by hand: never looked at. */
    SCHEDULER_CHECKONLINE_MANUAL(null),
    /** With the police, not looked at. */
    FIRST_POLICE(null),
    /** Not looked at until an analyst settles who the contact is. */
    ABUSECONTACT_CHANGED(null),
    /** Anything else, or not in the file. */
    OTHER(null);

    private final @Nullable Reason reason;

    ScartStatus(@Nullable Reason reason) {
        this.reason = reason;
    }

    /**
     * What a look at the moment of the export would have found: {@code EMPTY} for an item that is gone (SCART found nothing to
     * compare; it does not tell more), {@code OTHER_NETWORK} for one that moved; null where the status says nothing of that.
     */
    public @Nullable Reason reason() {
        return reason;
    }
}
