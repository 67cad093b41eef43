// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something held: from an instant up to and without another.
 *
 * @param from null if it is not known since when, which counts as always
 * @param until null if it still holds
 */
public record Validity(@Nullable Instant from, @Nullable Instant until) {
    /** Always. */
    public static final Validity ALWAYS = new Validity(null, null);

    /** Checks that the end is after the start. */
    public Validity {
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("until is not after from");
        }
    }

    /** Whether it held at the moment. */
    public boolean at(Instant moment) {
        return (from == null || !moment.isBefore(from)) && (until == null || moment.isBefore(until));
    }

    /** Whether there is a moment at which both hold. */
    public boolean overlaps(Validity other) {
        return before(from, other.until) && before(other.from, until);
    }

    private static boolean before(@Nullable Instant start, @Nullable Instant end) {
        return start == null || end == null || start.isBefore(end);
    }
}
