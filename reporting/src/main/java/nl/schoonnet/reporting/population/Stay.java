// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.util.List;
import nl.schoonnet.takedown.episode.Episode;

/**
 * Something that was there in the period without being one of its items: notified before it and perhaps still open at its
 * start, or back without a notice. It counts for the stock and for nothing else.
 *
 * @param holdings at the ranked role; never empty
 * @param volume what it counts for, as {@link Item#volume()}
 * @param episode by the yardstick of a provider's duty; a return runs from its first sighting
 */
public record Stay(List<Item.Holding> holdings, double volume, Episode episode) {
    /** Copies the list. */
    public Stay {
        holdings = List.copyOf(holdings);
    }
}
