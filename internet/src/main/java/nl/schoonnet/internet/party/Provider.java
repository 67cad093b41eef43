// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.internet.party;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A party that can be held to a norm, as a registry that people keep describes it.
 *
 * @param id stable key, as written in the registry
 * @param name for people
 * @param seat ISO 3166 alpha-2 code of the country where it is established; null if not known
 * @param proxy whether it is a content delivery network or reverse proxy, and so never the host of what it fronts
 * @param sizes null if not known
 */
public record Provider(
        String id,
        String name,
        @Nullable String seat,
        boolean proxy,
        @Nullable Sizes sizes,
        List<Part> parts) {
    /** Copies the parts. */
    public Provider {
        parts = List.copyOf(parts);
    }
}
