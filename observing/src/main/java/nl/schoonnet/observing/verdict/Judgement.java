// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.Optional;
import nl.schoonnet.takedown.episode.Reason;

/** What a look is worth. */
public sealed interface Judgement {
    /** It is an observation. */
    record Decided(Reason reason) implements Judgement {}

    /** It is none: nothing can be said, not even that it is unknown for a reason of the host. */
    record Undecided(Cause cause) implements Judgement {}

    /** Why a look is no observation. */
    enum Cause {
        /** The URL may not be looked at; a person may. */
        NOT_ALLOWED,
        /** A redirect leads to where may not be looked. */
        REDIRECT_NOT_ALLOWED,
        /** The level is too low to tell: a redirect at level 1, or anything at level 0. */
        LEVEL_TOO_LOW,
        /** The host answers alike to any path, and only the body can tell. */
        ANSWERS_TO_ANYTHING,
        /** All looks were stopped. */
        STOPPED
    }

    /** The reason, if it is an observation. */
    default Optional<Reason> observed() {
        return switch (this) {
            case Decided decided -> Optional.of(decided.reason);
            case Undecided undecided -> Optional.empty();
        };
    }
}
