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
 * Decides what truly happens to the items of a cluster: when the provider acts, or what comes before that.
 *
 * <p>Three of four items share the time of their cluster, so that each time has the generating distribution and the times
 * within a cluster are dependent.
 */
final class Fates {
    /** Chance that an item ends together with its cluster. */
    static final double TOGETHER = 0.75;

    private static final int HOUR = 3_600;
    private static final double NEVER_HOURS = 200_000;
    private static final Speed ELSEWHERE = new Speed(0.10);

    private final Streams streams;
    private final Set<Cluster> inaccessible;
    private final Set<Cluster> otherHost;
    private final Set<Cluster> changed;
    private final Set<Cluster> embedded;
    private final Map<Integer, Integer> clustersOnSite = new HashMap<>();

    private Fates(List<Cluster> clusters, Streams streams) {
        this.streams = streams;
        List<Cluster> timed = clusters.stream()
                .filter(c -> c.filing().outcome().timed() && c.host().exactItems() == 0)
                .toList();
        List<Cluster> blockers = timed.stream()
                .filter(c -> c.host().id().equals(Cast.BLOCKS_ACCESS))
                .toList();
        List<Cluster> slow = timed.stream()
                .filter(c -> c.host().group() == Provider.Group.SLOW
                        && c.site().cutOff() == Long.MAX_VALUE
                        && !blockers.contains(c))
                .toList();
        inaccessible = streams.choose("inaccessible", blockers, 0.5, 2, Cluster::number);
        otherHost = streams.choose("other host", slow, 0.02, 1, Cluster::number);
        changed = streams.choose("changed", timed, 0.04, 2, Cluster::number);
        embedded = streams.choose("embedded", timed, 0.03, 2, Cluster::number);
        clusters.forEach(c -> clustersOnSite.merge(c.site().number(), 1, Integer::sum));
    }

    static Fates over(List<Cluster> clusters, Streams streams) {
        return new Fates(clusters, streams);
    }

    /** The speed that governs a cluster. */
    static Speed speed(Cluster cluster) {
        boolean spared =
                cluster.clockAt() < cluster.site().cutOff() && cluster.site().cutOff() != Long.MAX_VALUE;
        return spared ? ELSEWHERE : Story.speed(cluster.host(), cluster.clockAt());
    }

    /** The fates of a cluster's items, in their order. */
    List<Fate> of(Cluster cluster) {
        List<Fate> fates = new ArrayList<>();
        double together = speed(cluster).draw(streams.of("end of cluster", cluster.number()));
        for (int order = 0; order < cluster.items(); order++) {
            SplittableRandom random = streams.of("end of item", cluster.number() * 1_000 + order);
            boolean own = random.nextDouble() >= TOGETHER;
            double alone = speed(cluster).draw(random);
            fates.add(fate(cluster, own ? alone : together, random));
        }
        return List.copyOf(fates);
    }

    private Fate fate(Cluster cluster, double hours, SplittableRandom random) {
        return switch (cluster.filing().outcome()) {
            case POLICE_HOLD, NOT_NOTIFIED -> Fate.open();
            case GONE_BEFORE -> goneBefore(cluster);
            case DELIVERED, SENT_ONLY, BOUNCED, REFUSED, UNREACHABLE, RELEASED -> timed(cluster, hours, random);
        };
    }

    private Fate goneBefore(Cluster cluster) {
        SplittableRandom random = streams.of("gone before", cluster.number());
        long wait = cluster.clockAt() - cluster.filing().assessedAt();
        long end = cluster.clockAt() - (long) (wait * random.nextDouble(0.5, 0.8));
        return new Fate(end, Kind.GONE_BEFORE_NOTICE, "GONE_404", List.of(), end, Fate.NEVER, "");
    }

    private Fate timed(Cluster cluster, double hours, SplittableRandom random) {
        long clock = cluster.clockAt();
        long end = after(clock, hours);
        long offInternet = after(clock, hours + ELSEWHERE.draw(random));
        SplittableRandom shared = streams.of("kind of end", cluster.number());
        long changedFrom = changedFrom(cluster, end, shared);
        String changedReason = changed.contains(cluster) ? "CHANGED" : "STILL_EMBEDDED";
        if (end > cluster.site().cutOff() && clock < cluster.site().cutOff()) {
            long moved = cluster.site().cutOff();
            long gone = after(moved, Story.speed(cluster.site().next(), moved).draw(random));
            return new Fate(moved, Kind.MOVED, "OTHER_NETWORK", List.of(), gone, changedFrom, changedReason);
        }
        Span outage = Story.LONG_OUTAGE;
        if (cluster.host().id().equals(Cast.LONG_DOWN) && clock < outage.from() && end >= outage.from()) {
            List<Span> back = end > outage.until() ? List.of(new Span(outage.until(), end)) : List.of();
            return new Fate(outage.from(), Kind.HOST_DOWN, "GONE_404", back, outage.from(), changedFrom, changedReason);
        }
        if (end == Fate.NEVER) {
            return new Fate(end, Kind.OPEN, "", List.of(), end, changedFrom, changedReason);
        }
        if (inaccessible.contains(cluster)) {
            String reason = pick(shared, List.of("LEGAL_451", "FORBIDDEN", "GEO", "LOGIN"), 0.4, 0.3, 0.1, 0.2);
            return new Fate(end, Kind.INACCESSIBLE, reason, List.of(), end, changedFrom, changedReason);
        }
        if (otherHost.contains(cluster)) {
            return new Fate(end, Kind.MOVED, "OTHER_HOST", List.of(), offInternet, changedFrom, changedReason);
        }
        return new Fate(end, Kind.REMOVED, absence(cluster, shared), List.of(), end, changedFrom, changedReason);
    }

    /** A name vanishes as a whole, so only where nothing else is known on it. */
    private String absence(Cluster cluster, SplittableRandom random) {
        boolean alone = clustersOnSite.getOrDefault(cluster.site().number(), 0) == 1;
        if (alone && random.nextInt(10) < 4) {
            return pick(random, List.of("NXDOMAIN", "NO_ADDRESS", "PARKED"), 0.5, 0.2, 0.3);
        }
        List<String> reasons = List.of("GONE_404", "GONE_410", "PLACEHOLDER", "EMPTY", "TO_FRONT_PAGE");
        return pick(random, reasons, 0.54, 0.1, 0.2, 0.05, 0.11);
    }

    private long changedFrom(Cluster cluster, long end, SplittableRandom random) {
        double share = random.nextDouble();
        if (!changed.contains(cluster) && !embedded.contains(cluster)) {
            return Fate.NEVER;
        }
        long horizon = Math.min(end, cluster.clockAt() + 10L * 24 * HOUR);
        return cluster.clockAt() + (long) (share * 0.7 * (horizon - cluster.clockAt()));
    }

    private static long after(long from, double hours) {
        return hours < NEVER_HOURS ? from + Math.max(60, (long) (hours * HOUR)) : Fate.NEVER;
    }

    private static String pick(SplittableRandom random, List<String> codes, double... chances) {
        double rest = random.nextDouble();
        for (int i = 0; i < chances.length; i++) {
            rest -= chances[i];
            if (rest < 0) {
                return codes.get(i);
            }
        }
        return codes.getLast();
    }
}
