// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import nl.schoonnet.testbed.Filing.Channel;
import nl.schoonnet.testbed.Filing.Outcome;

/** What goes otherwise than "reported, sent, delivered": police holds, bounces, notices that came too late or never. */
final class Mishaps {
    private static final int HOUR = 3_600;
    private static final int LARGEST = 30;
    private static final List<Outcome> AT_THE_UNREACHABLE =
            List.of(Outcome.BOUNCED, Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.BOUNCED, Outcome.DELIVERED);

    private final Streams streams;
    private final Map<Long, Outcome> outcomes = new HashMap<>();

    private Mishaps(Streams streams) {
        this.streams = streams;
    }

    /** The same clusters, some with another paper trail; the clock starts stay. */
    static List<Cluster> befall(List<Cluster> clusters, Streams streams) {
        Mishaps mishaps = new Mishaps(streams);
        mishaps.assign(clusters);
        return clusters.stream().map(mishaps::applied).toList();
    }

    private void assign(List<Cluster> clusters) {
        int atUnreachable = 0;
        List<Cluster> police = new ArrayList<>();
        List<Cluster> others = new ArrayList<>();
        for (Cluster cluster : clusters) {
            Provider host = cluster.host();
            if (host.id().equals(Cast.UNREACHABLE)) {
                outcomes.put(cluster.number(), AT_THE_UNREACHABLE.get(atUnreachable++ % AT_THE_UNREACHABLE.size()));
            } else if (host.exactItems() == 0 && cluster.items() <= LARGEST) {
                (cluster.filing().channel() == Channel.POLICE ? police : others).add(cluster);
            }
        }
        pick(Outcome.POLICE_HOLD, police, 0.06, 1);
        pick(Outcome.RELEASED, police, 0.30, 1);
        pick(Outcome.NOT_NOTIFIED, others, 0.015, 1);
        pick(Outcome.GONE_BEFORE, others, 0.02, 2);
        pick(Outcome.SENT_ONLY, others, 0.02, 1);
        pick(Outcome.BOUNCED, others, 0.006, 1);
    }

    private void pick(Outcome outcome, List<Cluster> population, double share, int fewest) {
        List<Cluster> free = population.stream()
                .filter(c -> !outcomes.containsKey(c.number()))
                .toList();
        Set<Cluster> chosen = streams.choose(outcome.name(), free, share, fewest, Cluster::number);
        chosen.forEach(cluster -> outcomes.put(cluster.number(), outcome));
    }

    private Cluster applied(Cluster cluster) {
        Outcome outcome = outcomes.getOrDefault(cluster.number(), Outcome.DELIVERED);
        SplittableRandom random = streams.of("mishap", cluster.number());
        Filing f = cluster.filing();
        long clock = cluster.clockAt();
        long none = Filing.NONE;
        return cluster.with(
                switch (outcome) {
                    case DELIVERED -> f;
                    case SENT_ONLY -> trail(outcome, f, f.assessedAt(), clock, clock, none, none);
                    case BOUNCED, REFUSED, UNREACHABLE -> trail(outcome, f, f.assessedAt(), clock, none, none, none);
                    case RELEASED -> {
                        long held = random.nextLong(48L * HOUR, 14L * 24 * HOUR);
                        yield trail(outcome, f, clock - held, f.attemptedAt(), f.sentAt(), clock, f.acknowledgedAt());
                    }
                    case GONE_BEFORE -> {
                        long wait = random.nextLong(12L * HOUR, 48L * HOUR);
                        yield trail(outcome, f, clock - wait, f.attemptedAt(), f.sentAt(), clock, f.acknowledgedAt());
                    }
                    case POLICE_HOLD, NOT_NOTIFIED -> trail(outcome, f, clock, none, none, none, none);
                });
    }

    /** Keeps the time between report and assessment. */
    private static Filing trail(
            Outcome outcome, Filing f, long assessed, long attempted, long sent, long delivered, long acknowledged) {
        long reported = assessed - (f.assessedAt() - f.reportedAt());
        return new Filing(
                outcome, f.channel(), f.source(), reported, assessed, attempted, sent, delivered, acknowledged);
    }
}
