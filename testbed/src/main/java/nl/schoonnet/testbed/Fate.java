// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.List;

/**
 * What truly happened to an item. Times are epoch seconds.
 *
 * @param endAt when it ended at the provider, {@link #NEVER} if it did not
 * @param kind how it ended
 * @param reason the code that a look would find
 * @param returns stretches after the end in which it was back, ascending
 * @param offInternetAt when it was gone from everywhere for the first time; later than {@code endAt} where it moved
 * @param changedFrom from when on other bytes are served for the same content, {@link #NEVER} if not
 * @param changedReason the code for that
 */
record Fate(
        long endAt,
        Kind kind,
        String reason,
        List<Span> returns,
        long offInternetAt,
        long changedFrom,
        String changedReason) {
    static final long NEVER = Long.MAX_VALUE;

    enum Kind {
        REMOVED,
        /** The host did not answer for more than 72 hours. */
        HOST_DOWN,
        INACCESSIBLE,
        MOVED,
        GONE_BEFORE_NOTICE,
        OPEN
    }

    static Fate open() {
        return new Fate(NEVER, Kind.OPEN, "", List.of(), NEVER, NEVER, "");
    }

    /** Whether the content is at the provider at an instant. */
    boolean present(long second) {
        if (second < endAt) {
            return true;
        }
        for (Span span : returns) {
            if (span.contains(second)) {
                return true;
            }
        }
        return false;
    }

    Fate returning(Span span) {
        return new Fate(endAt, kind, reason, List.of(span), offInternetAt, changedFrom, changedReason);
    }
}
