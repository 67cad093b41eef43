// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.Comparator;

/**
 * One look at an item.
 *
 * @param at the instant of the look
 * @param vantage the name of the vantage point, or of the observer of a by-hand look
 * @param reason what was found
 * @param elsewhere whether it was found at an address that is not the first party's: what is absent there was not taken
 *     down by the first party, it was moved away
 */
public record Observation(Instant at, String vantage, Reason reason, boolean elsewhere)
        implements Comparable<Observation> {
    private static final Comparator<Observation> ORDER = Comparator.comparing(Observation::at)
            .thenComparing(Observation::reason)
            .thenComparing(Observation::vantage)
            .thenComparing(Observation::elsewhere);

    /** A look at the first party, or at an address that nobody knows. */
    public Observation(Instant at, String vantage, Reason reason) {
        this(at, vantage, reason, false);
    }

    /** The verdict of the reason. */
    public Verdict verdict() {
        return reason.verdict();
    }

    /** By instant, then by reason and vantage point, so that the order of the input never matters. */
    @Override
    public int compareTo(Observation other) {
        return ORDER.compare(this, other);
    }
}
