// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.schoonnet.internet.party.Provider;
import nl.schoonnet.internet.party.Sizes;
import nl.schoonnet.reporting.figures.Figures.Concentrated;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.PartyVolume;
import nl.schoonnet.reporting.figures.Figures.Volume;
import nl.schoonnet.reporting.population.Hosting;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.source.NoticeSource;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.volume.Concentration;
import nl.schoonnet.takedown.volume.Exposure;
import nl.schoonnet.takedown.volume.TopMovement;
import org.jspecify.annotations.Nullable;

/** Who holds how much, how unevenly, and why volume moves. */
final class VolumeFigures {
    private static final int LORENZ_POINTS = 200;
    private static final String UNKNOWN_SOURCE = "unknown";

    private static final Map<NoticeSource, String> SOURCES = Arrays.stream(NoticeSource.values())
            .collect(Collectors.toMap(
                    source -> source,
                    source -> source.name().toLowerCase(Locale.ROOT),
                    (one, other) -> one,
                    () -> new EnumMap<>(NoticeSource.class)));

    private final Population population;
    private final List<Item> items;
    private final FigureSettings settings;
    private final Months months = new Months();

    VolumeFigures(Population population, FigureSettings settings) {
        this.population = population;
        this.items = population.items();
        this.settings = settings;
    }

    /** Items per party at the ranked role, largest first, equals by name. */
    static Map<String, Double> byParty(List<Item> items) {
        Map<String, Double> volume = new HashMap<>();
        for (Item item : items) {
            for (Item.Holding h : item.holdings()) {
                volume.merge(h.party(), h.part() * item.volume(), Double::sum);
            }
        }
        return largestFirst(volume);
    }

    /** The same without parties that are nobody in particular. */
    static Map<String, Double> byProvider(List<Item> items) {
        Map<String, Double> volume = byParty(items);
        volume.keySet().removeIf(party -> !Parties.known(party));
        return volume;
    }

    private static Map<String, Double> byDomain(List<Item> items) {
        Map<String, Double> volume = new HashMap<>();
        items.forEach(i -> volume.merge(i.domain(), i.volume(), Double::sum));
        return largestFirst(volume);
    }

    private static Map<String, Double> largestFirst(Map<String, Double> volume) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        volume.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }

    /** @param underRepresented whether a party is so among the items that were timed */
    Volume volume(Predicate<String> underRepresented) {
        Map<String, Double> parties = byParty(items);
        Map<String, Double> domains = byDomain(items);
        SortedMap<YearMonth, SortedMap<String, Double>> bySource = new TreeMap<>();
        items.forEach(i ->
                bySource.computeIfAbsent(months.of(i), m -> new TreeMap<>()).merge(source(i), i.volume(), Double::sum));
        Set<String> sources = new HashSet<>();
        bySource.values().forEach(month -> sources.addAll(month.keySet()));
        Set<String> always = new HashSet<>(sources);
        bySource.values().forEach(month -> always.retainAll(month.keySet()));
        return new Volume(
                parties.keySet().stream().filter(Parties::known).count(),
                domains.size(),
                top(parties, true, underRepresented),
                top(domains, false, domain -> false),
                months(bySource, always),
                movement(bySource.keySet()),
                itemsPerReport(),
                knownByHash(),
                always.size() == sources.size() && !sources.contains(UNKNOWN_SOURCE));
    }

    private static String source(Item item) {
        NoticeSource source = item.notice().source();
        return source == null ? UNKNOWN_SOURCE : SOURCES.getOrDefault(source, UNKNOWN_SOURCE);
    }

    private List<PartyVolume> top(Map<String, Double> volume, boolean parties, Predicate<String> underRepresented) {
        double total = volume.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Set<String>> domainsOf = new HashMap<>();
        Map<String, List<Double>> weightsOf = new HashMap<>();
        if (parties) {
            volume.keySet().stream().limit(settings.top()).forEach(party -> {
                domainsOf.put(party, new HashSet<>());
                if (population.registry().provider(party).map(Provider::sizes).isPresent()) {
                    weightsOf.put(party, new ArrayList<>());
                }
            });
            items.forEach(i -> i.holdings().forEach(h -> {
                Set<String> domains = domainsOf.get(h.party());
                if (domains != null) {
                    domains.add(i.domain());
                }
                List<Double> weights = weightsOf.get(h.party());
                if (weights != null) {
                    weights.add(h.part() * i.volume());
                }
            }));
        }
        List<PartyVolume> rows = new ArrayList<>();
        double cumulative = 0;
        double others = 0;
        for (Map.Entry<String, Double> e : volume.entrySet()) {
            if (rows.size() < settings.top()) {
                cumulative += e.getValue();
                Optional<Sizes> sizes = parties
                        ? population.registry().provider(e.getKey()).flatMap(p -> Optional.ofNullable(p.sizes()))
                        : Optional.empty();
                rows.add(new PartyVolume(
                        e.getKey(),
                        e.getValue(),
                        e.getValue() / total,
                        cumulative / total,
                        domainsOf.getOrDefault(e.getKey(), Set.of()).size(),
                        sizes.map(s -> rate(weightsOf.getOrDefault(e.getKey(), List.of()), s.addresses()))
                                .orElse(null),
                        sizes.map(s -> rate(weightsOf.getOrDefault(e.getKey(), List.of()), s.domains()))
                                .orElse(null),
                        Parties.known(e.getKey()) && underRepresented.test(e.getKey()) ? "under_represented" : ""));
            } else {
                others += e.getValue();
            }
        }
        if (others > 0) {
            rows.add(new PartyVolume("others", others, others / total, 1, 0, null, null, ""));
        }
        return rows;
    }

    private static @Nullable Estimate rate(List<Double> weights, @Nullable Long size) {
        if (size == null || size <= 0) {
            return null;
        }
        Exposure exposure = Exposure.ofWeighted(
                weights.stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(w -> w > 0)
                        .toArray(),
                size);
        return new Estimate(
                exposure.rate(), exposure.interval().low(), exposure.interval().high());
    }

    private static List<Figures.MonthVolume> months(
            SortedMap<YearMonth, SortedMap<String, Double>> volumes, Set<String> always) {
        if (volumes.isEmpty()) {
            return List.of();
        }
        List<Figures.MonthVolume> rows = new ArrayList<>();
        for (YearMonth m = volumes.firstKey(); !m.isAfter(volumes.lastKey()); m = m.plusMonths(1)) {
            SortedMap<String, Long> bySource = new TreeMap<>();
            volumes.getOrDefault(m, new TreeMap<>())
                    .forEach((source, volume) -> bySource.put(source, Math.round(volume)));
            long all = bySource.values().stream().mapToLong(Long::longValue).sum();
            long constant = bySource.entrySet().stream()
                    .filter(e -> always.contains(e.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            rows.add(new Figures.MonthVolume(m.toString(), all, bySource, constant, List.of()));
        }
        return rows;
    }

    /** The top list of the second half of the months against the first half. */
    private Figures.@Nullable Movement movement(Set<YearMonth> seen) {
        if (seen.size() < 2) {
            return null;
        }
        YearMonth first = Collections.min(seen);
        YearMonth last = Collections.max(seen);
        YearMonth middle = first.plusMonths((java.time.temporal.ChronoUnit.MONTHS.between(first, last) + 1) / 2);
        List<Item> before =
                items.stream().filter(i -> months.of(i).isBefore(middle)).toList();
        List<Item> after =
                items.stream().filter(i -> !months.of(i).isBefore(middle)).toList();
        Map<String, Double> earlier = byProvider(before);
        TopMovement<String> movement = TopMovement.between(
                TopMovement.top(earlier, settings.top()),
                earlier.keySet(),
                TopMovement.top(byProvider(after), settings.top()));
        return new Figures.Movement(
                first + "/" + middle.minusMonths(1),
                middle + "/" + last,
                movement.stayed(),
                movement.enteredFromBelow(),
                movement.neverSeenBefore(),
                movement.left());
    }

    private @Nullable Double itemsPerReport() {
        Set<String> groups = new HashSet<>();
        long grouped = 0;
        for (Item item : items) {
            String group = item.notice().page().isEmpty()
                    ? item.notice().batch()
                    : item.notice().page();
            if (!group.isEmpty()) {
                groups.add(group);
                grouped++;
            }
        }
        return groups.isEmpty() ? null : (double) grouped / groups.size();
    }

    private @Nullable Double knownByHash() {
        double hashed = 0;
        double known = 0;
        for (Item item : items) {
            hashed += item.notice().contentHash().isEmpty() ? 0 : item.volume();
            known += item.knownHash() ? item.volume() : 0;
        }
        return hashed == 0 ? null : known / hashed;
    }

    SortedMap<String, Concentrated> concentration() {
        SortedMap<String, Concentrated> result = new TreeMap<>();
        put(result, "byHost", i -> List.of(new Item.Holding(i.host(), 1)));
        put(result, "byDomain", i -> List.of(new Item.Holding(i.domain(), 1)));
        put(
                result,
                "byProvider",
                i -> i.holdings().stream().allMatch(h -> Parties.known(h.party()))
                        ? i.holdings()
                        : i.holdings().stream()
                                .filter(h -> Parties.known(h.party()))
                                .toList());
        return result;
    }

    /** Nothing where no party is known: there is no concentration of nobody. */
    private void put(SortedMap<String, Concentrated> result, String unit, Function<Item, List<Item.Holding>> holders) {
        boolean anybody =
                items.stream().anyMatch(i -> i.volume() > 0 && !holders.apply(i).isEmpty());
        if (anybody) {
            result.put(unit, concentrated(holders));
        }
    }

    private Concentrated concentrated(Function<Item, List<Item.Holding>> holders) {
        Map<String, Integer> numbers = new HashMap<>();
        int rows = items.stream().mapToInt(i -> holders.apply(i).size()).sum();
        int[] party = new int[rows];
        int[] cluster = new int[rows];
        double[] part = new double[rows];
        int row = 0;
        for (Item item : items) {
            for (Item.Holding h : holders.apply(item)) {
                party[row] = numbers.computeIfAbsent(h.party(), p -> numbers.size());
                cluster[row] = item.cluster();
                part[row++] = h.part() * item.volume();
            }
        }
        double[] volumes = new double[numbers.size()];
        for (int r = 0; r < rows; r++) {
            volumes[party[r]] += part[r];
        }
        Concentration c = Concentration.of(volumes);
        Optional<Concentration.Bands> bands =
                Concentration.bands(party, cluster, part, settings.bootstrap(), settings.seed());
        return new Concentrated(
                c.parties(),
                c.cr4(),
                estimate(c.cr4(), bands.map(Concentration.Bands::cr4)),
                c.cr10(),
                c.hhi(),
                estimate(c.hhi(), bands.map(Concentration.Bands::hhi)),
                c.gini(),
                Concentration.lorenz(volumes, LORENZ_POINTS).stream()
                        .map(p -> new Figures.Point(p.parties(), p.items()))
                        .toList());
    }

    static Estimate estimate(double value, Optional<Interval> interval) {
        return new Estimate(
                value,
                interval.map(Interval::low).orElse(null),
                interval.map(Interval::high).orElse(null));
    }

    List<Figures.CountryCount> countries() {
        SortedMap<String, SortedMap<String, Double>> counts = new TreeMap<>();
        for (Item item : items) {
            count(counts, "seat", item.hosting().seat(), item.volume());
            count(counts, "registration", item.hosting().registration(), item.volume());
            count(counts, "server", item.hosting().server(), item.volume());
        }
        boolean known =
                counts.values().stream().anyMatch(m -> m.keySet().stream().anyMatch(c -> !c.equals("unknown")));
        if (!known) {
            return List.of();
        }
        List<Figures.CountryCount> rows = new ArrayList<>();
        counts.forEach((definition, byCountry) -> byCountry.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> rows.add(new Figures.CountryCount(definition, e.getKey(), Math.round(e.getValue())))));
        return rows;
    }

    /** By the seat of the provider, else by the registration of the address; null where no country is known. */
    Figures.@Nullable CountryBasis countryBasis() {
        if (countries().isEmpty()) {
            return null;
        }
        SortedMap<String, Figures.CountryChange> under = new TreeMap<>();
        under.put("seat", change(Hosting::seat));
        under.put("registration", change(Hosting::registration));
        under.put("server", change(Hosting::server));
        return new Figures.CountryBasis("seat_else_registration", under);
    }

    private Figures.CountryChange change(Function<Hosting, String> definition) {
        double elsewhere = 0;
        double unknown = 0;
        for (Item item : items) {
            Hosting hosting = item.hosting();
            String here = hosting.seat().isEmpty() ? hosting.registration() : hosting.seat();
            String there = definition.apply(hosting);
            if (there.isEmpty() && !here.isEmpty()) {
                unknown += item.volume();
            } else if (!there.equals(here)) {
                elsewhere += item.volume();
            }
        }
        return new Figures.CountryChange(Math.round(elsewhere), Math.round(unknown));
    }

    private static void count(
            SortedMap<String, SortedMap<String, Double>> counts, String definition, String country, double volume) {
        counts.computeIfAbsent(definition, d -> new TreeMap<>())
                .merge(country.isEmpty() ? "unknown" : country, volume, Double::sum);
    }
}
