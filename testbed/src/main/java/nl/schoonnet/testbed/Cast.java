// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.schoonnet.testbed.Provider.Group;
import nl.schoonnet.testbed.Provider.Months;

/**
 * The providers of the year: one image host with four tenths of the items, a handful in the middle, many tiny ones; fast
 * (90-97% within 24 hours) or slow (10-25%), hardly anything between. All names are invented.
 */
final class Cast {
    static final String IMAGE_HOST = "polderbeeld";
    static final String ACQUIRER = "noordhost";
    static final String ACQUIRED = "kleinhost";
    static final String CUTS_OFF = "klompnet";
    static final String TAKES_IN = "achterdeur";
    static final String MOVES_ABROAD = "trekvogel";
    static final String FRONTED = "tulprack";
    static final String PARTLY_FRONTED = "hoofdweg";
    static final String HIDDEN = "kaasplank";
    static final String UNREACHABLE = "dovemansnet";
    static final String VIA_POLICE = "blauwpost";
    static final String LONG_DOWN = "stroomloos";
    static final String SHORT_DOWN = "molenstroom";
    static final String IMPROVES_LATE = "fietsbel";
    static final String UNMOVED = "vlakteweb";
    static final String BLOCKS_A_VANTAGE_POINT = "regenjas";
    static final String BLOCKS_ACCESS = "drempelweb";
    static final String REMOVES_NOTHING = "stilhoek";
    static final String LARGE_PROXY = "schermweb";
    static final String SMALL_PROXY = "voorpost";

    private static final List<Integer> LARGE = List.of(27, 27);
    private static final List<Integer> MIDDLE = List.of(28, 28);
    private static final List<Integer> SMALL = List.of(28);
    private static final List<Integer> TINY = List.of(29);

    private final List<Provider> providers;
    private final Map<String, Provider> byId;

    private Cast(List<Provider> providers) {
        this.providers = providers;
        this.byId = providers.stream().collect(Collectors.toUnmodifiableMap(Provider::id, Function.identity()));
    }

    static Cast standard() {
        return new Cast(Stream.of(
                        hosts(IMAGE_HOST, "Polderbeeld B.V.", Group.FAST, 0.93, 400, 2, LARGE, 4_096, 300),
                        hosts(ACQUIRER, "Noordhost B.V.", Group.FAST, 0.95, 110, 3, MIDDLE, 65_536, 52_000),
                        hosts(CUTS_OFF, "Klompnet Hosting B.V.", Group.SLOW, 0.14, 100, 2, MIDDLE, 16_384, 9_000),
                        hosts(FRONTED, "Tulprack Datacentra B.V.", Group.SLOW, 0.20, 70, 2, MIDDLE, 131_072, 8_000),
                        hosts(SHORT_DOWN, "Molenstroom B.V.", Group.FAST, 0.92, 55, 2, MIDDLE, 32_768, 41_000),
                        hosts(MOVES_ABROAD, "Trekvogel Servers B.V.", Group.SLOW, 0.12, 45, 2, MIDDLE, 8_192, 1_200),
                        hosts(
                                PARTLY_FRONTED,
                                "Hoofdweg Internet B.V.",
                                Group.FAST,
                                0.90,
                                30,
                                1,
                                MIDDLE,
                                16_384,
                                14_000),
                        hosts(ACQUIRED, "Kleinhost v.o.f.", Group.FAST, 0.94, 20, 1, SMALL, 2_048, 6_500),
                        hosts(UNREACHABLE, "Dovemansnet Ltd.", Group.SLOW, 0.10, 16, 1, SMALL, 1_024, 150)
                                .located("GB", "NL", "NL"),
                        hosts(VIA_POLICE, "Blauwpost B.V.", Group.FAST, 0.96, 15, 1, SMALL, 4_096, 2_400),
                        hosts(TAKES_IN, "Achterdeur Webruimte", Group.SLOW, 0.15, 14, 1, SMALL, 512, 90),
                        hosts(LONG_DOWN, "Stroomloos B.V.", Group.FAST, 0.91, 12, 1, SMALL, 2_048, 3_100),
                        hosts(IMPROVES_LATE, "Fietsbel Cloud B.V.", Group.SLOW, 0.22, 11, 1, SMALL, 4_096, 1_700)
                                .located("NL", "NL", "DE"),
                        hosts("stroopserver", "Stroopserver B.V.", Group.FAST, 0.97, 10, 1, SMALL, 8_192, 11_000),
                        hosts(UNMOVED, "Vlakteweb B.V.", Group.SLOW, 0.17, 9, 1, SMALL, 1_024, 400),
                        hosts(
                                        BLOCKS_A_VANTAGE_POINT,
                                        "Regenjas Hosting B.V.",
                                        Group.FAST,
                                        0.93,
                                        8,
                                        1,
                                        SMALL,
                                        2_048,
                                        1_900)
                                .located("NL", "DE", "NL"),
                        hosts(BLOCKS_ACCESS, "Drempelweb B.V.", Group.SLOW, 0.25, 7, 1, SMALL, 1_024, 800),
                        hosts(HIDDEN, "Kaasplank Servers B.V.", Group.FAST, 0.90, 6, 1, SMALL, 1_024, 700),
                        hosts("zandkorrel", "Zandkorrel Trading Ltd.", Group.SLOW, 0.18, 5, 1, SMALL, 256, 60)
                                .located("GB", "NL", "NL"),
                        hosts("hagelnet", "Hagelnet B.V.", Group.FAST, 0.95, 5, 1, SMALL, 1_024, 2_200),
                        tiny(REMOVES_NOTHING, "Stilhoek", Group.SLOW, 0, 3, ""),
                        tiny("turfnet", "Turfnet B.V.", Group.FAST, 0.93, 25, "")
                                .during(7, 12),
                        tiny("wadkabel", "Wadkabel", Group.FAST, 0.94, 14, SHORT_DOWN),
                        tiny("griendhost", "Griendhost", Group.SLOW, 0.16, 12, FRONTED)
                                .during(1, 6),
                        tiny("veenbit", "Veenbit", Group.FAST, 0.92, 11, ACQUIRER),
                        tiny("sluisweb", "Sluisweb", Group.FAST, 0.95, 9, ACQUIRER)
                                .during(7, 12),
                        tiny("terpserver", "Terpserver", Group.SLOW, 0.12, 8, FRONTED),
                        tiny("rietnet", "Rietnet", Group.FAST, 0.91, 7, SHORT_DOWN),
                        tiny("dijkdata", "Dijkdata", Group.SLOW, 0.20, 6, FRONTED)
                                .during(4, 12),
                        tiny("kwelder", "Kwelder Webhosting", Group.FAST, 0.96, 5, SHORT_DOWN),
                        tiny("boezemnet", "Boezemnet", Group.FAST, 0.90, 4, ACQUIRER),
                        tiny("gemaalhost", "Gemaalhost", Group.FAST, 0.94, 3, SHORT_DOWN)
                                .during(1, 6),
                        tiny("polsstok", "Polsstok Online", Group.SLOW, 0.15, 2, FRONTED),
                        tiny("bietenbit", "Bietenbit", Group.FAST, 0.93, 1, ACQUIRER),
                        hosts(LARGE_PROXY, "Schermweb Inc.", Group.PROXY, 0, 0, 2, MIDDLE, 1_048_576, 0)
                                .located("US", "US", "NL"),
                        hosts(SMALL_PROXY, "Voorpost N.V.", Group.PROXY, 0, 0, 1, SMALL, 16_384, 0)
                                .located("BE", "BE", "NL"))
                .toList());
    }

    private static Provider hosts(
            String id,
            String name,
            Group group,
            double within24Hours,
            int weight,
            int systems,
            List<Integer> prefixes,
            long addresses,
            long domains) {
        return new Provider(
                id,
                name,
                group,
                new Speed(within24Hours),
                "NL",
                "NL",
                "NL",
                weight,
                0,
                systems,
                "",
                prefixes,
                addresses,
                domains,
                Months.ALL);
    }

    private static Provider tiny(String id, String name, Group group, double within24Hours, int items, String carrier) {
        return new Provider(
                id,
                name,
                group,
                new Speed(within24Hours),
                "NL",
                "NL",
                "NL",
                0,
                items,
                carrier.isEmpty() ? 1 : 0,
                carrier,
                TINY,
                256,
                40L * items,
                Months.ALL);
    }

    List<Provider> providers() {
        return providers;
    }

    Provider named(String id) {
        Provider provider = byId.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("No provider of the cast is called " + id + ".");
        }
        return provider;
    }

    /** How many items each provider gets, in the order of {@link #providers()}; adds up to about {@code items}. */
    int[] items(int items) {
        int exact = providers.stream().mapToInt(Provider::exactItems).sum();
        int weights = providers.stream().mapToInt(Provider::weight).sum();
        return providers.stream()
                .mapToInt(p -> p.weight() == 0
                        ? p.exactItems()
                        : (int) Math.max(4, Math.round((double) p.weight() * (items - exact) / weights)))
                .toArray();
    }
}
