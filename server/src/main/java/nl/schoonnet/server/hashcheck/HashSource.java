// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.hashcheck;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A maker's list.
 *
 * @param number 1 and up
 * @param name short, as answers give it: lower-case letters, digits and dashes
 * @param owner whose list it is
 * @param licence on which agreement it may be used here
 * @param scheme of its classifications, such as {@code baseline} or {@code national}
 * @param action what its owner wants done with a match unless somebody decides otherwise
 * @param police whether the police supplied it: then it never leaves in an export that is shared
 * @param test whether it is made up: only tests match it
 * @param from the first moment at which it counts
 * @param until from then on it doesn't count; null while that isn't known
 */
public record HashSource(
        int number,
        String name,
        String owner,
        String licence,
        String scheme,
        Action action,
        boolean police,
        boolean test,
        Instant from,
        @Nullable Instant until) {

    /** What is to be done with what matches. */
    public enum Action {
        /** Don't store it, don't show it. */
        BLOCK,
        /** Let somebody look at it who may. */
        REVIEW
    }

    private static final String NATIONAL = "national";

    boolean counts(Instant at) {
        return !at.isBefore(from) && !ended(at);
    }

    boolean ended(Instant at) {
        return until != null && !at.isBefore(until);
    }

    /** Whether two persons are needed to take something away from its list: one of the police, or a national one. */
    boolean needsTwo() {
        return !test && (police || scheme.strip().equalsIgnoreCase(NATIONAL));
    }
}
