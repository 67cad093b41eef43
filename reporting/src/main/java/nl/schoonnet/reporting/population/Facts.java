// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.population;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From where a population takes notices and looks. */
public sealed interface Facts {
    /**
     * Files.
     *
     * @param notices files of notices, read as one
     * @param sightings one folder of snapshots, or one or more logs
     * @param latest looks dated after it are rejected as {@code in_the_future}: they would move the cut-off; null for none
     */
    record InFiles(
            List<Path> notices,
            List<Path> sightings,
            @Nullable Instant latest) implements Facts {
        /** Copies the lists. */
        public InFiles {
            notices = List.copyOf(notices);
            sightings = List.copyOf(sightings);
        }

        /** The same with looks of any moment. */
        public InFiles(List<Path> notices, List<Path> sightings) {
            this(notices, sightings, null);
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
