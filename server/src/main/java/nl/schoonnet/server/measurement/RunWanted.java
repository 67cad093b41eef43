// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.server.measurement;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a run; whatever is null is as the command line has it. Kept as JSON with the run.
 *
 * @param from start of the period: a date or RFC 3339
 * @param to end of the period, exclusive
 * @param cutoff events after it don't count
 * @param asOf facts learnt later don't count; RFC 3339
 * @param norm ISO 8601, such as {@code PT24H}
 * @param role web-host, network or platform
 * @param cluster item, page or domain-day
 * @param compare {@code A:B}
 * @param around a kind of intervention, a provider or {@code all}
 * @param edition internal, public or preview:PROVIDER
 * @param locale nl or en
 */
public record RunWanted(
        @Nullable String from,
        @Nullable String to,
        @Nullable String cutoff,
        @Nullable String asOf,
        @Nullable String norm,
        @Nullable String role,
        @Nullable String cluster,
        @Nullable String compare,
        @Nullable String around,
        @Nullable Integer minN,
        @Nullable Integer top,
        @Nullable String edition,
        @Nullable String locale,
        @Nullable Integer bootstrap,
        @Nullable Long seed) {
    /** All as the command line has it. */
    public static RunWanted standard() {
        return new RunWanted(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same over another period; null for no bound. */
    public RunWanted over(@Nullable String begin, @Nullable String end) {
        return new RunWanted(
                begin, end, cutoff, asOf, norm, role, cluster, compare, around, minN, top, edition, locale, bootstrap,
                seed);
    }

    /** The same in another edition and language. */
    public RunWanted in(String otherEdition, String otherLocale) {
        return new RunWanted(
                from,
                to,
                cutoff,
                asOf,
                norm,
                role,
                cluster,
                compare,
                around,
                minN,
                top,
                otherEdition,
                otherLocale,
                bootstrap,
                seed);
    }

    /** The same with this many bootstrap replicates. */
    public RunWanted withBootstrap(int replicates) {
        return new RunWanted(
                from,
                to,
                cutoff,
                asOf,
                norm,
                role,
                cluster,
                compare,
                around,
                minN,
                top,
                edition,
                locale,
                replicates,
                seed);
    }
}
