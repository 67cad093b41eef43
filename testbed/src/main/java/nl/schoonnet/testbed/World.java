// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The year as it truly was: cast, networks, sites, and the items in the order of their clocks. Nobody has looked yet.
 *
 * @param doubles items that were notified once more by mistake: rows with status duplicate
 */
record World(Cast cast, Networks networks, Sites sites, List<Item> items, List<Item> doubles, Streams streams) {
    /** Probability with which an item of the image host carries the norm schedule. */
    static final double IMAGE_HOST_INCLUSION = 0.25;

    private static final double WATCHED_BEFORE = 0.2;
    private static final double HASH_AGAIN_AT_HOST = 0.06;
    private static final double HASH_AGAIN_AFTER_CHECK = 0.01;
    private static final double HASH_AGAIN_ELSEWHERE = 0.03;
    private static final double DOUBLES = 0.05;

    private record Draft(Cluster cluster, int order, int page, Fate fate, long lookedUntil) {
        long key() {
            return cluster.number() * 1_000 + order;
        }

        /** The key of the item whose relapse this is, else its own. */
        long originalKey() {
            return cluster.number() % Comebacks.RELAPSE * 1_000 + order;
        }
    }

    static World of(Settings settings) {
        Streams streams = new Streams(settings.seed());
        Cast cast = Cast.standard();
        Networks networks = Networks.of(cast);
        int[] counts = cast.items(settings.items());
        Sites sites = Sites.of(cast, networks, counts, streams);
        List<Cluster> clusters = Mishaps.befall(Caseload.of(cast, sites, counts, streams), streams);
        Map<Long, List<Fate>> fates = new HashMap<>();
        Fates judge = Fates.over(clusters, streams);
        clusters.forEach(c -> fates.put(c.number(), judge.of(c)));
        Comebacks comebacks = Comebacks.into(clusters, fates, streams);
        comebacks.relapses().forEach(c -> fates.put(c.number(), judge.of(c)));

        List<Cluster> all = new ArrayList<>(clusters);
        all.addAll(comebacks.relapses());
        List<Draft> drafts = new ArrayList<>();
        for (Cluster cluster : all) {
            drafts.addAll(drafts(cluster, fates.getOrDefault(cluster.number(), List.of()), comebacks));
        }
        drafts.sort(Comparator.<Draft>comparingLong(d -> d.cluster().clockAt()).thenComparingLong(Draft::key));
        List<Item> items = items(drafts, streams);
        return new World(cast, networks, sites, items, doubles(items, streams), streams);
    }

    private static List<Draft> drafts(Cluster cluster, List<Fate> fates, Comebacks comebacks) {
        List<Draft> drafts = new ArrayList<>();
        int order = 0;
        for (int page = 0; page < cluster.pageSizes().size(); page++) {
            for (int i = 0; i < cluster.pageSizes().get(page); i++) {
                drafts.add(new Draft(cluster, order, page, fates.get(order), comebacks.lookedUntil(cluster, order)));
                order++;
            }
        }
        return drafts;
    }

    private static List<Item> items(List<Draft> drafts, Streams streams) {
        Hashes hashes = new Hashes(streams);
        List<Item> items = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            Cluster cluster = draft.cluster();
            SplittableRandom random = streams.of("watching", draft.key());
            boolean rationed = cluster.host().id().equals(Cast.IMAGE_HOST);
            boolean drawn = !rationed || random.nextDouble() < IMAGE_HOST_INCLUSION;
            boolean before =
                    cluster.filing().outcome() == Filing.Outcome.GONE_BEFORE || random.nextDouble() < WATCHED_BEFORE;
            items.add(new Item(
                    String.format(Locale.ROOT, "i%06d", items.size() + 1),
                    url(cluster.site(), draft.originalKey(), streams),
                    cluster,
                    draft.order(),
                    draft.page(),
                    hashes.of(draft),
                    cluster.filing(),
                    draft.fate(),
                    rationed ? IMAGE_HOST_INCLUSION : 1,
                    drawn,
                    before,
                    draft.lookedUntil()));
        }
        return List.copyOf(items);
    }

    private static String url(Site site, long key, Streams streams) {
        SplittableRandom random = streams.of("url", key);
        return "https://" + site.host() + "/" + Ids.hexadecimal(random, 4) + "/" + Ids.hexadecimal(random, 12);
    }

    private static List<Item> doubles(List<Item> items, Streams streams) {
        List<Item> timed =
                items.stream().filter(i -> i.filing().outcome().timed()).toList();
        Set<Item> chosen = streams.choose("double", timed, DOUBLES, 2, Item::key);
        return timed.stream().filter(chosen::contains).toList();
    }

    /** Content hashes: mostly new, sometimes content that was notified before, mostly at the same provider. */
    private static final class Hashes {
        private final Streams streams;
        private final Map<String, List<String>> atHost = new HashMap<>();
        private final List<String> anywhere = new ArrayList<>();
        private final Map<Long, String> byKey = new HashMap<>();
        private final Set<String> seen = new HashSet<>();

        Hashes(Streams streams) {
            this.streams = streams;
        }

        String of(Draft draft) {
            SplittableRandom random = streams.of("content", draft.key());
            String host = draft.cluster().host().id();
            List<String> here = atHost.computeIfAbsent(host, id -> new ArrayList<>());
            String hash = byKey.get(draft.originalKey());
            if (hash == null) {
                hash = drawn(random, here, again(host, draft.cluster().clockAt()));
            }
            byKey.put(draft.key(), hash);
            here.add(hash);
            if (seen.add(hash)) {
                anywhere.add(hash);
            }
            return hash;
        }

        private String drawn(SplittableRandom random, List<String> here, double again) {
            String fresh = Ids.hexadecimal(random, 64);
            double u = random.nextDouble();
            if (u < again && !here.isEmpty()) {
                return here.get(random.nextInt(here.size()));
            }
            boolean elsewhere = u >= 1 - HASH_AGAIN_ELSEWHERE && !anywhere.isEmpty();
            return elsewhere ? anywhere.get(random.nextInt(anywhere.size())) : fresh;
        }

        private static double again(String host, long clockAt) {
            boolean checked = host.equals(Cast.IMAGE_HOST) && clockAt >= Story.midnight(Story.HASH_CHECK_JOINED);
            return checked ? HASH_AGAIN_AFTER_CHECK : HASH_AGAIN_AT_HOST;
        }
    }
}
