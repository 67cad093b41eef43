// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.episode;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nl.schoonnet.takedown.curve.CensoredSample;

/**
 * Episodes as the estimators want them: hours since the clock origin, exact to the resolution of a double.
 *
 * <p>Two ends closer together than that resolution are kept apart by one unit in the last place.
 */
public final class EpisodeSamples {
    private EpisodeSamples() {}

    /** Takedowns; any other end censors at the last sighting, so its curve says "if nothing else ended items". */
    public static CensoredSample takedowns(
            List<Episode> episodes, Counting counting, double[] weights, int[] clusters) {
        return sample(episodes, counting, weights, clusters, false);
    }

    /** All ends, whatever their cause; {@link #causes} has the cause of each. */
    public static CensoredSample allEnds(List<Episode> episodes, Counting counting, double[] weights, int[] clusters) {
        return sample(episodes, counting, weights, clusters, true);
    }

    /** The causes of the ends, for competing ends: 0 none, 1 takedown, 2 made inaccessible, 3 moved. */
    public static int[] causes(List<Episode> episodes, Counting counting) {
        return episodes.stream()
                .mapToInt(episode -> cause(episode.judged(counting), counting))
                .toArray();
    }

    private static int cause(End end, Counting counting) {
        return switch (end) {
            case End.StillThere stillThere -> 0;
            case End.Removed removed -> 1;
            case End.MadeInaccessible inaccessible -> counting == Counting.REMOVED_OR_INACCESSIBLE ? 1 : 2;
            case End.Moved moved -> 3;
        };
    }

    /** A weight of 1 for each of {@code items} items. */
    public static double[] unitWeights(int items) {
        double[] ones = new double[items];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Numbers for named clusters, in order of appearance. */
    public static int[] clusters(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] clusters = new int[names.size()];
        for (int i = 0; i < clusters.length; i++) {
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(names.get(i), next);
            clusters[i] = known == null ? next : known;
        }
        return clusters;
    }

    /** The hours between two instants. */
    static double hours(Instant from, Instant to) {
        int nanos = to.getNano() - from.getNano();
        long seconds = to.getEpochSecond() - from.getEpochSecond() - (nanos < 0 ? 1 : 0);
        return (seconds + (nanos < 0 ? nanos + 1_000_000_000 : nanos) / 1e9) / 3600;
    }

    private static CensoredSample sample(
            List<Episode> episodes, Counting counting, double[] weights, int[] clusters, boolean allEnds) {
        int n = episodes.size();
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            Episode episode = episodes.get(i);
            End end = episode.judged(counting);
            boolean event = allEnds || cause(end, counting) == 1;
            right[i] = event
                    ? end.rightIfEnded()
                            .map(instant -> hours(episode.origin(), instant))
                            .orElse(Double.POSITIVE_INFINITY)
                    : Double.POSITIVE_INFINITY;
            left[i] = Math.min(hours(episode.origin(), end.left()), Math.nextDown(right[i]));
            entry[i] = Math.min(hours(episode.origin(), episode.entry()), left[i]);
        }
        return CensoredSample.of(entry, left, right, weights, clusters);
    }
}
