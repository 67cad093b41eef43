// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import nl.schoonnet.testbed.Networks.Prefix;
import nl.schoonnet.testbed.Site.Front;
import nl.schoonnet.testbed.Site.VantageBlock;
import org.jspecify.annotations.Nullable;

/** The host names of the year: free hosts under a platform's suffix, customers with a domain of their own, proxied ones. */
final class Sites {
    /** Platforms by provider; their customers are separate (a private suffix in the list). */
    static final Map<String, String> PLATFORMS = Map.of(
            Cast.ACQUIRER, "gratishost.example",
            Cast.CUTS_OFF, "mijnhoek.test",
            Cast.SHORT_DOWN, "beeldhoek.example");

    static final String CUT_OFF_HOST = "vrijeplek.example";

    private static final List<String> REGISTRARS = List.of("domeinboer", "naamstal", "zegelnaam", "puntwinkel");
    private static final int MOST_CUSTOMERS = 60;
    private static final double CUT_OFF_SHARE = 0.18;

    private final Map<String, List<Site>> byProvider;

    private Sites(Map<String, List<Site>> byProvider) {
        this.byProvider = byProvider;
    }

    static Sites of(Cast cast, Networks networks, int[] items, Streams streams) {
        Map<String, List<Site>> byProvider = new HashMap<>();
        int number = 0;
        for (int p = 0; p < items.length; p++) {
            Provider provider = cast.providers().get(p);
            List<Site> sites = new ArrayList<>();
            int customers = Math.clamp(Math.round(1.3 * Math.sqrt(items[p])), 1, MOST_CUSTOMERS);
            for (int rank = 1; rank <= customers; rank++) {
                sites.add(site(cast, networks, streams, provider, number++, rank));
            }
            if (provider.id().equals(Cast.CUTS_OFF)) {
                double others = sites.stream().mapToDouble(Site::weight).sum();
                sites.add(cutOff(cast, networks, provider, number++, others * CUT_OFF_SHARE / (1 - CUT_OFF_SHARE)));
            }
            byProvider.put(provider.id(), List.copyOf(sites));
        }
        return new Sites(Map.copyOf(byProvider));
    }

    private static Site site(Cast cast, Networks networks, Streams streams, Provider provider, int number, int rank) {
        SplittableRandom random = streams.of("site", number);
        Provider proxy = proxy(cast, provider, rank);
        Front front = proxy == null ? null : new Front(proxy, addresses(networks, proxy, number), rank % 4 == 1);
        return new Site(
                number,
                provider,
                host(provider, rank, random),
                addresses(networks, provider, number),
                front,
                REGISTRARS.get(random.nextInt(REGISTRARS.size())),
                Long.MAX_VALUE,
                provider,
                List.of(),
                block(provider, rank),
                weight(provider, rank));
    }

    private static String host(Provider provider, int rank, SplittableRandom random) {
        if (provider.id().equals(Cast.IMAGE_HOST) && rank <= 6) {
            return "i" + rank + "." + provider.domain();
        }
        String name = "h" + Ids.hexadecimal(random, 10);
        String platform = PLATFORMS.get(provider.id());
        if (platform != null && rank % 2 == 1) {
            return name + "." + platform;
        }
        String domain = name + (random.nextInt(4) == 0 ? ".test" : ".example");
        return random.nextBoolean() ? "www." + domain : domain;
    }

    private static double weight(Provider provider, int rank) {
        boolean own = provider.id().equals(Cast.IMAGE_HOST) && rank <= 6;
        return own ? 3 : 1.0 / rank;
    }

    private static @Nullable Provider proxy(Cast cast, Provider provider, int rank) {
        return switch (provider.id()) {
            case Cast.FRONTED -> rank % 2 == 1 ? cast.named(Cast.LARGE_PROXY) : null;
            case Cast.PARTLY_FRONTED -> rank % 3 == 1 ? cast.named(Cast.SMALL_PROXY) : null;
            case Cast.HIDDEN -> rank % 2 == 0 ? cast.named(Cast.LARGE_PROXY) : null;
            default -> null;
        };
    }

    private static VantageBlock block(Provider provider, int rank) {
        if (!provider.id().equals(Cast.BLOCKS_A_VANTAGE_POINT)) {
            return VantageBlock.NONE;
        }
        return rank % 2 == 0 ? VantageBlock.ALWAYS : VantageBlock.WHILE_PRESENT;
    }

    private static Site cutOff(Cast cast, Networks networks, Provider provider, int number, double weight) {
        Provider next = cast.named(Cast.TAKES_IN);
        return new Site(
                number,
                provider,
                "www." + CUT_OFF_HOST,
                addresses(networks, provider, number),
                null,
                REGISTRARS.getFirst(),
                Story.CUT_OFF,
                next,
                addresses(networks, next, number),
                VantageBlock.NONE,
                weight);
    }

    /** One IPv4 address, and an IPv6 address for a third of the sites where the provider has them. */
    private static List<String> addresses(Networks networks, Provider provider, int number) {
        List<Prefix> prefixes = networks.prefixes(provider);
        List<Prefix> ipv4 = prefixes.stream().filter(p -> !p.ipv6()).toList();
        Prefix prefix = ipv4.get(number % ipv4.size());
        List<String> addresses = new ArrayList<>(List.of(prefix.address(1 + number)));
        if (number % 3 == 0) {
            prefixes.stream().filter(Prefix::ipv6).findFirst().ifPresent(p -> addresses.add(p.address(1 + number)));
        }
        return List.copyOf(addresses);
    }

    List<Site> of(Provider provider) {
        return byProvider.getOrDefault(provider.id(), List.of());
    }

    /** Draws a site of a provider by weight. */
    Site draw(Provider provider, SplittableRandom random) {
        List<Site> sites = of(provider);
        double rest =
                random.nextDouble() * sites.stream().mapToDouble(Site::weight).sum();
        for (Site site : sites) {
            rest -= site.weight();
            if (rest < 0) {
                return site;
            }
        }
        return sites.getLast();
    }
}
