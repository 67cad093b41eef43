// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import nl.schoonnet.testbed.Fate.Kind;

/**
 * What was removed and comes back: within days and away again (flapping), or after more than a week at the same address
 * (relapse), which brings a new notice and thus a new item.
 */
final class Comebacks {
    /** Added to the number of a cluster to number the cluster of its relapse. */
    static final long RELAPSE = 1L << 40;

    private static final int HOUR = 3_600;
    private static final long DAY = 24L * HOUR;
    private static final int MOST_ITEMS = 3;

    private final Streams streams;
    private final Map<Long, List<Fate>> fates;
    private final Map<Long, Integer> takenOver = new HashMap<>();
    private final Map<Long, Long> takenOverAt = new HashMap<>();
    private final List<Cluster> relapses = new ArrayList<>();

    private Comebacks(Streams streams, Map<Long, List<Fate>> fates) {
        this.streams = streams;
        this.fates = fates;
    }

    /** @param fates fates by number of the cluster, in the order of its items; changed where something comes back */
    static Comebacks into(List<Cluster> clusters, Map<Long, List<Fate>> fates, Streams streams) {
        Comebacks comebacks = new Comebacks(streams, fates);
        List<Cluster> removed = clusters.stream().filter(comebacks::removed).toList();
        Set<Cluster> flapping = streams.choose("flapping", removed, 0.03, 2, Cluster::number);
        List<Cluster> rest = removed.stream()
                .filter(c -> !flapping.contains(c) && c.clockAt() < Story.YEAR.until() - 90 * DAY)
                .toList();
        Set<Cluster> relapsing = streams.choose("relapse", rest, 0.05, 3, Cluster::number);
        removed.stream().filter(flapping::contains).forEach(comebacks::flap);
        rest.stream().filter(relapsing::contains).forEach(comebacks::relapse);
        return comebacks;
    }

    /** The clusters of the new notices. */
    List<Cluster> relapses() {
        return List.copyOf(relapses);
    }

    /** When looking at an item stopped because its relapse got a new notice, else the end of looking. */
    long lookedUntil(Cluster cluster, int order) {
        boolean over = order < takenOver.getOrDefault(cluster.number(), 0);
        return over ? takenOverAt.getOrDefault(cluster.number(), Story.LAST_LOOK) : Story.LAST_LOOK;
    }

    private boolean removed(Cluster cluster) {
        return cluster.host().exactItems() == 0
                && cluster.site().cutOff() == Long.MAX_VALUE
                && of(cluster).stream().allMatch(f -> f.kind() == Kind.REMOVED)
                && of(cluster).stream().mapToLong(Fate::endAt).max().orElse(Fate.NEVER) < Story.YEAR.until() - 60 * DAY;
    }

    private List<Fate> of(Cluster cluster) {
        return fates.getOrDefault(cluster.number(), List.of());
    }

    private void flap(Cluster cluster) {
        SplittableRandom random = streams.of("flap", cluster.number());
        long away = random.nextLong(6L * HOUR, 72L * HOUR);
        long back = random.nextLong(26L * HOUR, 60L * HOUR);
        fates.put(
                cluster.number(),
                of(cluster).stream()
                        .map(f -> f.returning(new Span(f.endAt() + away, f.endAt() + away + back)))
                        .toList());
    }

    private void relapse(Cluster cluster) {
        SplittableRandom random = streams.of("return", cluster.number());
        List<Fate> old = of(cluster);
        int count = Math.min(MOST_ITEMS, old.size());
        long lastEnd = old.stream().limit(count).mapToLong(Fate::endAt).max().orElseThrow();
        long returnAt = lastEnd + random.nextLong(8 * DAY, 30 * DAY);
        long clockAt = returnAt + random.nextLong(7 * DAY + HOUR, 14 * DAY);
        Filing filing = Caseload.delivered(
                random, cluster.host(), cluster.filing().channel(), Filing.Source.OWN_SEARCH, clockAt);
        relapses.add(new Cluster(
                cluster.number() + RELAPSE, -1 - relapses.size(), cluster.site(), List.of(count), clockAt, filing));
        takenOver.put(cluster.number(), count);
        takenOverAt.put(cluster.number(), clockAt);
        List<Fate> changed = new ArrayList<>(old);
        for (int order = 0; order < count; order++) {
            changed.set(order, old.get(order).returning(new Span(returnAt, clockAt)));
        }
        fates.put(cluster.number(), List.copyOf(changed));
    }
}
