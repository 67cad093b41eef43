// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a population is made from.
 *
 * @param facts notices and looks
 * @param networks tables of prefixes, AS numbers, registrations, CDN ranges; may be empty
 * @param suffixes dated editions of the Public Suffix List; empty for the bundled one
 * @param providers registry of providers; null if there is none
 * @param from start of the period on the clock origin, inclusive; null if open
 * @param to end of the period, exclusive; null if open
 * @param cutoff events after it don't count; null for the last look
 * @param threads how many threads read; makes no difference to the result
 */
public record Selection(
        Facts facts,
        List<Path> networks,
        List<Path> suffixes,
        @Nullable Path providers,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant cutoff,
        RankedRole role,
        ClusterBy cluster,
        int threads) {
    /** Copies the lists. */
    public Selection {
        networks = List.copyOf(networks);
        suffixes = List.copyOf(suffixes);
    }
}
