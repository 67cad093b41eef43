// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What conventions would have said: classes that give each item one time, as if it were known. To be shown beside the
 * honest ranges, never as a result.
 */
public final class Conventions {
    private Conventions() {}

    /**
     * Classes by the time at which each item was last seen, as if it had vanished right then.
     *
     * @param edges positive, ascending
     * @return one tally per class {@code (.., e1], (e1, e2], ..., (ek, ..)}
     */
    public static List<Tally> lastSeen(List<Episode> episodes, Duration... edges) {
        return classes(episodes, episode -> episode.lastEnd().left(), edges);
    }

    /**
     * Classes by the time at which each item was first found gone, as if it had vanished only then; an item that never was
     * is in the last class.
     *
     * @param edges positive, ascending
     * @return one tally per class {@code (.., e1], (e1, e2], ..., (ek, ..)}
     */
    public static List<Tally> firstAbsent(List<Episode> episodes, Duration... edges) {
        return classes(episodes, episode -> episode.end().rightIfEnded().orElse(Instant.MAX), edges);
    }

    private static List<Tally> classes(List<Episode> episodes, Function<Episode, Instant> time, Duration... edges) {
        long[] counts = new long[edges.length + 1];
        for (Episode episode : episodes) {
            Instant instant = time.apply(episode);
            int k = 0;
            while (k < edges.length && instant.isAfter(episode.origin().plus(edges[k]))) {
                k++;
            }
            counts[k]++;
        }
        List<Tally> tallies = new ArrayList<>(counts.length);
        for (long count : counts) {
            tallies.add(new Tally(count, count));
        }
        return tallies;
    }
}
