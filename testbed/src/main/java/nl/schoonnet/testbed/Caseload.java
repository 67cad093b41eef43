// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nl.schoonnet.testbed.Filing.Channel;
import nl.schoonnet.testbed.Filing.Source;

/** What is notified to whom and when: providers' items, cut into notice mails, clusters and pages of 1 to 200 items. */
final class Caseload {
    private static final int LARGEST_PAGE = 200;
    private static final double PAGE_TAIL = 1.1;
    private static final int HOUR = 3_600;
    private static final int DAY = 24 * HOUR;
    private static final int ITEMS_PER_STAGED_BATCH = 150;
    private static final int BATCHES_PER_AUTHORITY = 30;
    private static final int CLUSTERS_PER_PROVIDER = 200_000;

    private final Cast cast;
    private final Sites sites;
    private final Streams streams;
    private final List<Cluster> clusters = new ArrayList<>();
    private int batches;

    private Caseload(Cast cast, Sites sites, Streams streams) {
        this.cast = cast;
        this.sites = sites;
        this.streams = streams;
    }

    /** The clusters of the year, with a paper trail in which every notice is delivered. */
    static List<Cluster> of(Cast cast, Sites sites, int[] items, Streams streams) {
        Caseload caseload = new Caseload(cast, sites, streams);
        for (int p = 0; p < items.length; p++) {
            caseload.add(p, items[p]);
        }
        return List.copyOf(caseload.clusters);
    }

    private void add(int index, int items) {
        Provider provider = cast.providers().get(index);
        int largest = Math.clamp(items / 12, 1, LARGEST_PAGE);
        long number = (long) index * CLUSTERS_PER_PROVIDER;
        int rest = items;
        List<Site> own = sites.of(provider);
        int staged = provider.id().equals(Cast.CUTS_OFF) ? 1 + items / ITEMS_PER_STAGED_BATCH : 0;
        for (int batch = 0; rest > 0; batch++) {
            SplittableRandom random = streams.of("batch", (long) index * CLUSTERS_PER_PROVIDER + batch);
            boolean beforeCutOff = batch < staged;
            long clockAt = clock(provider, batch, beforeCutOff, random);
            Source source = source(random, clockAt);
            Channel channel = channel(provider, batch, source, random);
            do {
                Site drawn = sites.draw(provider, random);
                long order = number - (long) index * CLUSTERS_PER_PROVIDER;
                // What the first sites are there for happens also where a provider has few items.
                Site early = order < Math.min(2, own.size()) ? own.get((int) order) : drawn;
                Site site = beforeCutOff ? own.getLast() : early;
                List<Integer> pages = pages(random, largest, rest);
                Cluster cluster = new Cluster(
                        number, batches, site, pages, clockAt, filing(number, provider, channel, source, clockAt));
                clusters.add(cluster);
                rest -= cluster.items();
                number++;
            } while (rest > 0 && random.nextInt(10) < 3);
            batches++;
        }
    }

    private static List<Integer> pages(SplittableRandom random, int largest, int rest) {
        int first = Math.min(rest, pageSize(random, largest));
        boolean second = rest > first && random.nextInt(10) == 0;
        return second ? List.of(first, Math.min(rest - first, pageSize(random, largest))) : List.of(first);
    }

    /** A discrete Pareto size. */
    private static int pageSize(SplittableRandom random, int largest) {
        double size = StrictMath.pow(1 - random.nextDouble(), -1 / PAGE_TAIL);
        return (int) Math.min(largest, size);
    }

    /** Two events need items that are open when they happen. */
    private static long clock(Provider provider, int batch, boolean beforeCutOff, SplittableRandom random) {
        if (beforeCutOff) {
            return Story.CUT_OFF - random.nextInt(20 * HOUR, 20 * DAY);
        }
        if (batch == 0 && provider.id().equals(Cast.LONG_DOWN)) {
            return Story.LONG_OUTAGE.from() - random.nextInt(600, 1_800);
        }
        return clock(provider, random);
    }

    private static long clock(Provider provider, SplittableRandom random) {
        int days = (int) ((Story.YEAR.until() - Story.YEAR.from()) / DAY);
        while (true) {
            LocalDate day = Story.FIRST_DAY.plusDays(random.nextInt(days));
            boolean accepted = random.nextDouble() * Story.peakIntensity() < Story.intensity(provider, day);
            boolean officeHours = random.nextInt(10) < 8 && day.getDayOfWeek().getValue() < 6;
            int second = officeHours ? random.nextInt(8 * HOUR, 18 * HOUR) : random.nextInt(DAY);
            long clockAt = Math.min(Story.midnight(day) + second, Story.YEAR.until() - 1);
            boolean down = provider.id().equals(Cast.LONG_DOWN) && Story.LONG_OUTAGE.contains(clockAt);
            if (accepted && !down) {
                return clockAt;
            }
        }
    }

    private static Source source(SplittableRandom random, long clockAt) {
        double crawler = Story.crawler(
                Instant.ofEpochSecond(clockAt).atZone(Story.AMSTERDAM).toLocalDate());
        double u = random.nextDouble();
        double v = random.nextDouble();
        if (u < crawler / (1 + crawler)) {
            return Source.CRAWLER;
        }
        return v < 0.35
                ? Source.PUBLIC
                : v < 0.60 ? Source.OWN_SEARCH : v < 0.88 ? Source.FOREIGN_HOTLINE : Source.POLICE;
    }

    private static Channel channel(Provider provider, int batch, Source source, SplittableRandom random) {
        double u = random.nextDouble();
        if (provider.id().equals(Cast.VIA_POLICE)) {
            return u < 0.95 ? Channel.POLICE : Channel.HOTLINE;
        }
        if (source == Source.POLICE) {
            return u < 0.5 ? Channel.POLICE : Channel.HOTLINE;
        }
        boolean byAuthority = provider.group() == Provider.Group.SLOW && batch % BATCHES_PER_AUTHORITY == 2;
        return byAuthority ? Channel.AUTHORITY : Channel.HOTLINE;
    }

    private Filing filing(long number, Provider provider, Channel channel, Source source, long clockAt) {
        return delivered(streams.of("filing", number), provider, channel, source, clockAt);
    }

    /** The paper trail of a notice that was delivered at the clock's start. */
    static Filing delivered(SplittableRandom random, Provider provider, Channel channel, Source source, long clockAt) {
        long sent = clockAt - random.nextInt(2, 120);
        long attempted = sent - random.nextInt(0, 20);
        long assessed = attempted - random.nextInt(HOUR / 6, 6 * HOUR);
        long reported = assessed - (long) (StrictMath.log1p(-random.nextDouble()) * -20 * HOUR) - 60;
        boolean answers = random.nextInt(10) < (provider.group() == Provider.Group.FAST ? 6 : 2);
        long acknowledged = clockAt + random.nextInt(300, 20 * HOUR);
        return new Filing(
                Filing.Outcome.DELIVERED,
                channel,
                source,
                reported,
                assessed,
                attempted,
                sent,
                clockAt,
                answers ? acknowledged : Filing.NONE);
    }
}
