// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.verdict;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of the content that was notified, from the notice or from the first look that saw it. What is empty is not
 * compared. It is kept for each item, so a host doesn't decide how long it is.
 *
 * @param sha256 64 hexadecimal digits, lower case
 * @param length in bytes
 * @param mediaType in lower case, without parameters
 * @param entityTag the value of the {@code ETag} field; dropped if it has more than 1,000 characters
 * @param seenAt the host that answered when a look first saw it, at the end of any redirects; empty if none did yet
 */
public record Expected(
        Optional<String> sha256,
        OptionalLong length,
        Optional<String> mediaType,
        Optional<String> entityTag,
        Optional<Sketch> sketch,
        Optional<String> seenAt) {
    private static final int LONGEST_TAG = 1_000;

    private static final Expected NOTHING = new Expected(
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Drops a tag that is too long. */
    public Expected {
        entityTag = entityTag.filter(tag -> tag.length() <= LONGEST_TAG);
    }

    /** Nothing is known. */
    public static Expected nothing() {
        return NOTHING;
    }

    /** Shows no digest. */
    @Override
    public String toString() {
        return "Expected[...]";
    }
}
