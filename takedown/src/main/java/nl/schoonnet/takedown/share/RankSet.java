// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

/**
 * The ranks a provider may have, 1 being the highest share within the norm.
 *
 * @param best one more than the number of providers surely better
 * @param worst the number of providers less those surely worse; {@code >= best}
 */
public record RankSet(int best, int worst) {
    /** Whether {@code rank} is in the set. */
    public boolean contains(int rank) {
        return best <= rank && rank <= worst;
    }
}
