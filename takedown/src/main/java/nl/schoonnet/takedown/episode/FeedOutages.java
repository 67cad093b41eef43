// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells a feed outage from a mass takedown (MEASUREMENT.md section 1): a snapshot that is an outage says nothing about any
 * item.
 *
 * <p>A neighbour is usable if it is readable, not empty and agrees with its index. Neighbours that are low themselves are
 * kept: dropping them in turn would let a feed that shrank for good be declared an outage, snapshot by snapshot, to its end.
 * A snapshot without usable neighbours isn't measured against any.
 */
public final class FeedOutages {
    private static final int NEIGHBOURS_PER_SIDE = 3;

    private final List<Snapshot> usable;
    private final List<Outage> outages;

    private FeedOutages(List<Snapshot> usable, List<Outage> outages) {
        this.usable = usable;
        this.outages = outages;
    }

    /** A snapshot that is an outage. */
    public record Outage(Snapshot snapshot, Cause cause) {}

    /** Why a snapshot is an outage; the first that applies. */
    public enum Cause {
        /** It could not be read to its end. */
        UNREADABLE,
        /** It has no items. */
        EMPTY,
        /** Its number of items differs from its index. */
        DIFFERS_FROM_INDEX,
        /** It has under half the median of up to three usable neighbours on either side. */
        UNDER_HALF_OF_NEIGHBOURS
    }

    /** Judges the snapshots of one feed; their order carries no meaning. */
    public static FeedOutages among(List<Snapshot> snapshots) {
        List<Snapshot> inOrder = snapshots.stream()
                .sorted(Comparator.comparing(Snapshot::takenAt))
                .toList();
        List<Outage> outages = new ArrayList<>();
        List<Snapshot> sound = new ArrayList<>();
        for (Snapshot snapshot : inOrder) {
            if (!snapshot.readable()) {
                outages.add(new Outage(snapshot, Cause.UNREADABLE));
            } else if (snapshot.items() <= 0) {
                outages.add(new Outage(snapshot, Cause.EMPTY));
            } else if (snapshot.indexed().isPresent() && snapshot.indexed().getAsLong() != snapshot.items()) {
                outages.add(new Outage(snapshot, Cause.DIFFERS_FROM_INDEX));
            } else {
                sound.add(snapshot);
            }
        }
        List<Snapshot> usable = new ArrayList<>();
        for (int i = 0; i < sound.size(); i++) {
            if (isUnderHalfOfNeighbours(sound, i)) {
                outages.add(new Outage(sound.get(i), Cause.UNDER_HALF_OF_NEIGHBOURS));
            } else {
                usable.add(sound.get(i));
            }
        }
        return new FeedOutages(List.copyOf(usable), List.copyOf(outages));
    }

    private static boolean isUnderHalfOfNeighbours(List<Snapshot> sound, int i) {
        int from = Math.max(0, i - NEIGHBOURS_PER_SIDE);
        int to = Math.min(sound.size(), i + NEIGHBOURS_PER_SIDE + 1);
        List<Snapshot> neighbours = new ArrayList<>(sound.subList(from, to));
        neighbours.remove(i - from);
        if (neighbours.isEmpty()) {
            return false;
        }
        long[] sizes = neighbours.stream().mapToLong(Snapshot::items).sorted().toArray();
        int middle = sizes.length / 2;
        double median = sizes.length % 2 == 1 ? sizes[middle] : (sizes[middle - 1] + sizes[middle]) / 2.0;
        return sound.get(i).items() < median / 2;
    }

    /** The snapshots that say something, in order of time. */
    public List<Snapshot> usable() {
        return usable;
    }

    /** The outages, each with its cause: those that show by themselves first, each kind in order of time. */
    public List<Outage> outages() {
        return outages;
    }
}
