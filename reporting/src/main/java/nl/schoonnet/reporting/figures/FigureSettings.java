// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the figures.
 *
 * @param norm the longest time allowed
 * @param minN items that a provider needs to be ranked by name
 * @param top how many parties a top list has
 * @param bootstrap replicates, 0 for none
 * @param seed of every random draw
 * @param compare two groups; null for none
 * @param around the kind of intervention whose before and after is asked for, {@code all}, or null for none
 * @param product product version
 * @param command the command that makes the figures again
 * @param inputs SHA-256 per input file
 * @param edition internal, preview or public
 * @param from as asked, RFC 3339; null if open
 * @param to as asked, RFC 3339; null if open
 * @param calibrating whether the calibration end to end itself asks: what an earlier one missed withholds no band from it, or
 *     none could be admitted again
 */
public record FigureSettings(
        Duration norm,
        int minN,
        int top,
        int bootstrap,
        long seed,
        @Nullable Compared compare,
        @Nullable String around,
        String product,
        String command,
        SortedMap<String, String> inputs,
        String edition,
        @Nullable String from,
        @Nullable String to,
        boolean calibrating) {
    /** The version of the method; a change of it breaks every line of figures. */
    public static final String METHOD_VERSION = "2026.1";

    /** The share within the norm around which the funnel is drawn: a convention, see docs/methodology.md. */
    public static final double TARGET = 0.90;

    /**
     * What was last seen longer than this before the cut-off is not called online: a provider that blocks our looks for ever
     * would otherwise look like one that keeps items. Looks are at least weekly while an item is open.
     */
    public static final Duration SEEN_WITHIN = Duration.ofDays(7);

    /** Two groups to set side by side: months or quarters ({@code 2025-03}, {@code 2025-Q1}) or provider ids. */
    public record Compared(String a, String b) {
        /**
         * Reads {@code A:B}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Compared parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1 || colon == text.length() - 1 || text.indexOf(':', colon + 1) >= 0) {
                throw new IllegalArgumentException(
                        "--compare takes A:B, two months (2025-03), quarters (2025-Q1), years or provider ids.");
            }
            return new Compared(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    /** The same for the items of one party: sides and untouched others are no part of them. */
    public FigureSettings ofOneParty() {
        return new FigureSettings(
                norm, minN, top, bootstrap, seed, null, null, product, command, inputs, edition, from, to, calibrating);
    }

    double normHours() {
        return norm.toMillis() / 3_600_000.0;
    }
}
