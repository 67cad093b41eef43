// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.nio.file.Path;
import java.util.List;

/** From where a population takes notices and looks. */
public sealed interface Facts {
    /**
     * Files.
     *
     * @param notices files of notices, read as one
     * @param sightings one folder of snapshots, or one or more logs
     */
    record InFiles(List<Path> notices, List<Path> sightings) implements Facts {
        /** Copies the lists. */
        public InFiles {
            notices = List.copyOf(notices);
            sightings = List.copyOf(sightings);
        }
    }

    /**
     * A register that already knows which notices are about one address.
     *
     * @param items in the order in which they became known; each with at least one notice
     * @param looks at these items, by their place in the list
     */
    record InRegister(List<FollowedItem> items, LookStore looks) implements Facts {}
}
