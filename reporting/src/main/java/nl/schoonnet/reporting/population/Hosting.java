// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.util.List;
import java.util.Set;

/**
 * Who held an item at its clock origin, and in which countries.
 *
 * @param holdings at the ranked role; never empty
 * @param seat country of the party's seat, "" if not known
 * @param registration country of the address registration, "" if not known
 * @param server country of the server as located, "" if not known
 * @param proxied whether a proxy or CDN stood in front
 * @param flags codes of doubts about this attribution
 */
public record Hosting(
        List<Item.Holding> holdings,
        String seat,
        String registration,
        String server,
        boolean proxied,
        Set<String> flags) {
    /** Copies the collections. */
    public Hosting {
        holdings = List.copyOf(holdings);
        flags = Set.copyOf(flags);
    }
}
