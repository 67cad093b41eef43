// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;

/** An end found in the looks, before it is set against the clock: what, when first found, and why. */
record Finding(Kind kind, Instant at, Reason reason) {
    enum Kind {
        REMOVED,
        INACCESSIBLE,
        MOVED
    }

    /** The end of an episode that was last known to be there at {@code left}. */
    End.Ended since(Instant left) {
        return switch (kind) {
            case REMOVED -> new End.Removed(left, at, reason);
            case INACCESSIBLE -> new End.MadeInaccessible(left, at, reason);
            case MOVED -> new End.Moved(left, at, reason);
        };
    }
}
