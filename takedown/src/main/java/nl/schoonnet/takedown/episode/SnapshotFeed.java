// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * Episodes of a feed that lists what is online, from the first and the last sighting of each item.
 *
 * <p>An absence is a statement of the feed, so one suffices; an item is one episode from its first to its last sighting
 * whatever the gaps. Its end lies between its last sighting and the next usable snapshot, and it could enter the data only
 * at its first sighting. Gives what {@link Episodes} gives under {@link EpisodeRules#snapshotFeed}, without a look per item
 * and snapshot.
 */
public final class SnapshotFeed {
    private final Instant[] snapshots;
    private final Instant cutoff;

    private SnapshotFeed(Instant[] snapshots, Instant cutoff) {
        this.snapshots = snapshots;
        this.cutoff = cutoff;
    }

    /**
     * A feed with these usable snapshots (no outages).
     *
     * @param cutoff later snapshots are not used
     */
    public static SnapshotFeed of(Collection<Instant> usable, Instant cutoff) {
        Instant[] sorted = usable.stream()
                .filter(snapshot -> !snapshot.isAfter(cutoff))
                .sorted()
                .distinct()
                .toArray(Instant[]::new);
        return new SnapshotFeed(sorted, cutoff);
    }

    /**
     * In which usable snapshots an item was listed.
     *
     * @param first the first of them
     * @param last the last of them
     * @param times how many, at least 1
     */
    public record Listing(Instant first, Instant last, int times) {
        /** A listing; {@code first <= last}. */
        public Listing {
            if (last.isBefore(first) || times < 1) {
                throw new IllegalArgumentException("An item must be listed at least once, and first before last.");
            }
        }
    }

    /** Whether an item left the list and came back. */
    public boolean returned(Listing listing) {
        return listing.times < indexAfter(listing.last) - indexAt(listing.first);
    }

    /**
     * What became of an item with this clock and listing.
     *
     * @throws IllegalArgumentException if it was listed first in a snapshot that isn't one of the feed's
     */
    public Outcome outcome(NoticeClock clock, Listing listing) {
        Instant origin = clock.at();
        if (origin.isAfter(cutoff) || listing.first.isAfter(cutoff)) {
            return new Outcome.NeverLooked(clock, 0);
        }
        if (Arrays.binarySearch(snapshots, listing.first) < 0) {
            throw new IllegalArgumentException("An item must be listed in usable snapshots of its feed.");
        }
        int after = indexAfter(listing.last);
        // Listed again beyond the cut-off: it was there all the time, so also at the last snapshot before.
        Instant last = listing.last.isAfter(cutoff) ? snapshots[after - 1] : listing.last;
        Optional<Instant> absent = after < snapshots.length ? Optional.of(snapshots[after]) : Optional.empty();
        if (absent.isPresent() && !absent.get().isAfter(origin)) {
            return new Outcome.GoneBeforeNotice(clock, absent.get(), Reason.GONE_404);
        }
        if (absent.isEmpty() && last.isBefore(origin)) {
            return new Outcome.NeverLooked(clock, 0);
        }
        Instant entry = later(origin, listing.first);
        Instant left = later(origin, last);
        if (absent.isEmpty()) {
            End end = new End.StillThere(left);
            return new Episode(clock, 1, entry, end, end, Optional.empty(), 0, false);
        }
        End.Removed end = new End.Removed(left, absent.get(), Reason.GONE_404);
        return new Episode(clock, 1, entry, end, end, Optional.of(end), 0, false);
    }

    private int indexAt(Instant instant) {
        int found = Arrays.binarySearch(snapshots, instant);
        return found >= 0 ? found : -found - 1;
    }

    private int indexAfter(Instant instant) {
        int found = Arrays.binarySearch(snapshots, instant);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
