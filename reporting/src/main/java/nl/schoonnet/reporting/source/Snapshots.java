// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.source;

import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import nl.schoonnet.takedown.episode.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A folder of snapshots of a feed, and when each item was listed. Of an item only its runs of neighbouring snapshots are
 * kept, so that a year of hourly snapshots of a million items fits. Immutable and safe for use by many threads.
 */
public final class Snapshots {
    /**
     * An item among the usable snapshots.
     *
     * @param first number of the first usable snapshot that lists it
     * @param last number of the last usable one that lists it
     * @param times how many usable snapshots list it, at least 1
     * @param gaps how many times it left and came back: runs of usable snapshots in between that don't list it
     */
    public record Presence(int first, int last, int times, int gaps) {
        /** Whether it left and came back. */
        public boolean returned() {
            return gaps > 0;
        }
    }

    private final List<Snapshot> snapshots;
    private final List<String> files;
    private final int[] firstRun;
    private final int[] runStart;
    private final int[] runEnd;

    /** Takes over the arrays: the runs of item i are those from {@code firstRun[i]}, ends included. */
    Snapshots(List<Snapshot> snapshots, List<String> files, int[] firstRun, int[] runStart, int[] runEnd) {
        this.snapshots = List.copyOf(snapshots);
        this.files = List.copyOf(files);
        this.firstRun = firstRun;
        this.runStart = runStart;
        this.runEnd = runEnd;
    }

    /**
     * Reads {@code snapshots.csv} ({@code taken_at,file,items}) in a folder and the files that it names, each a list of
     * addresses, one a line, plain or gzip. A row of the index that names a file outside the folder is rejected; a file that
     * is missing, cut off or no text leaves a snapshot that is not readable.
     *
     * @param items how many items there are
     * @param lookup gives the item of an address (the row names no item), below {@code items}; called by several
     *     threads at once
     * @param threads how many threads read, at least 1; makes no difference to the result
     * @throws nl.schoonnet.internet.input.InputException if the folder or its index can't be used at all
     */
    public static Snapshots read(Path folder, int items, ItemLookup lookup, int threads, ReadingLog log) {
        return read(folder, items, lookup, threads, null, log);
    }

    /**
     * The same without snapshots that are dated after a moment, which are rejected as {@code in_the_future}.
     *
     * @param latest that moment; null for none
     */
    public static Snapshots read(
            Path folder, int items, ItemLookup lookup, int threads, @Nullable Instant latest, ReadingLog log) {
        return new SnapshotReader(folder, items, lookup, threads, Timestamps.latest(latest), log).read();
    }

    /** The snapshots in the order of time. */
    public List<Snapshot> snapshots() {
        return snapshots;
    }

    /** The file of a snapshot, as the index names it. */
    public String file(int snapshot) {
        return files.get(snapshot);
    }

    /** How many items there are. */
    public int items() {
        return firstRun.length - 1;
    }

    /** Whether a snapshot lists an item. */
    public boolean lists(int snapshot, int item) {
        for (int run = firstRun[item]; run < firstRun[item + 1]; run++) {
            if (runStart[run] <= snapshot && snapshot <= runEnd[run]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where an item stands among the usable snapshots.
     *
     * @param usable the numbers of the snapshots that are no outage
     * @return null if no usable snapshot lists it
     */
    public @Nullable Presence presence(int item, BitSet usable) {
        int first = -1;
        int last = -1;
        int gaps = 0;
        int times = 0;
        for (int run = firstRun[item]; run < firstRun[item + 1]; run++) {
            int start = usable.nextSetBit(runStart[run]);
            if (start < 0 || start > runEnd[run]) {
                continue;
            }
            if (first < 0) {
                first = start;
            } else if (usable.nextSetBit(last + 1) < start) {
                gaps++;
            }
            last = usable.previousSetBit(runEnd[run]);
            times += usable.get(start, last + 1).cardinality();
        }
        return first < 0 ? null : new Presence(first, last, times, gaps);
    }
}
