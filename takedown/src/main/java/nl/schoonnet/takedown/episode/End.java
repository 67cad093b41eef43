// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.Optional;

/** How an episode, or the availability within it, ended: in the half-open interval {@code (left, right]}. */
public sealed interface End {
    /** The clock origin or the last instant at which the item was seen, whichever is later. */
    Instant left();

    /** The first instant at which it was found gone; empty if it never was. */
    Optional<Instant> rightIfEnded();

    /** An end that was seen. */
    sealed interface Ended extends End {
        /** The first instant at which the item was found gone; later than {@link #left()}. */
        Instant right();

        /** The reason of the look at {@link #right()}. */
        Reason reason();

        @Override
        default Optional<Instant> rightIfEnded() {
            return Optional.of(right());
        }
    }

    /** Found absent, and confirmed. */
    record Removed(Instant left, Instant right, Reason reason) implements Ended {
        /** A removal; {@code left < right}. */
        public Removed {
            requireOrder(left, right);
        }
    }

    /** Restricted for all vantage points for a day; {@code right} is the first restricted look. */
    record MadeInaccessible(Instant left, Instant right, Reason reason) implements Ended {
        /** A restriction; {@code left < right}. */
        public MadeInaccessible {
            requireOrder(left, right);
        }
    }

    /** Found with another party; {@code right} is the first look elsewhere. */
    record Moved(Instant left, Instant right, Reason reason) implements Ended {
        /** A move; {@code left < right}. */
        public Moved {
            requireOrder(left, right);
        }
    }

    /** Not known to have ended: right-censored at the last sighting, or at the clock origin. */
    record StillThere(Instant left) implements End {
        @Override
        public Optional<Instant> rightIfEnded() {
            return Optional.empty();
        }
    }

    private static void requireOrder(Instant left, Instant right) {
        if (!left.isBefore(right)) {
            throw new IllegalArgumentException("An interval must begin before it ends.");
        }
    }
}
