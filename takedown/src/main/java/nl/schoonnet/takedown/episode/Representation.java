// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

/**
 * Whether a provider's speed was measured on its fair part of the items (MEASUREMENT.md section 1).
 *
 * All four in the same unit, items; parts of items where several providers share one.
 *
 * @param timed the provider's items in the speed sample
 * @param allTimed the items of all providers in the speed sample
 * @param notified the provider's items in the volume
 * @param allNotified the items of all providers in the volume
 */
public record Representation(double timed, double allTimed, double notified, double allNotified) {
    /** Whether its share of the speed sample is under half its share of the volume. */
    public boolean underRepresented() {
        return 2 * timed * allNotified < notified * allTimed;
    }
}
