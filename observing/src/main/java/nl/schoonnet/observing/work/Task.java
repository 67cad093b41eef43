// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.time.Instant;

/**
 * An item to look at, leased to one worker until a moment.
 *
 * @param item its number
 * @param token shown when the look is reported
 * @param url as it was notified
 * @param due when the look was due
 * @param until when the lease falls to another worker, if nothing was reported
 * @param aim how deep to look, and what is known of the item
 */
public record Task(long item, String token, String url, Instant due, Instant until, Aim aim) {
    /** Says only the item's number. */
    @Override
    public String toString() {
        return "Task[item " + item + "]";
    }
}
