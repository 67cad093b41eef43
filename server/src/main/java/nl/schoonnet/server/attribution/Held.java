// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.attribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one role, or of one kind of country: a party, or why there is none.
 *
 * @param party the key of a party, or a country's code; where a domain is the key, a keyed digest of it; null if not known
 * @param name for people; null if there is none, or it is a domain
 * @param unknown why there is no party: a code; null if there is one
 * @param share the part of the item that this is about; those of a role add up to 1
 * @param source where it comes from; null if not known
 * @param trueAt when the source was true; null where it holds at the moment itself
 * @param confidence how sure it is: a code; null if not known
 */
public record Held(
        @Nullable String party,
        @Nullable String name,
        @Nullable String unknown,
        double share,
        @Nullable String source,
        @Nullable Instant trueAt,
        @Nullable String confidence) {
    /** What tells this holder from another, or one reason from another. */
    String key() {
        return party == null ? "? " + unknown : party;
    }
}
