// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.party.ProviderRegistry;
import nl.schoonnet.reporting.figures.Figures.Around;
import nl.schoonnet.reporting.figures.Figures.Comparison;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.Timestamps;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.CurveEstimate;
import nl.schoonnet.takedown.curve.ExactSample;
import nl.schoonnet.takedown.curve.IntervalScoreTest;
import nl.schoonnet.takedown.curve.LogRank;
import nl.schoonnet.takedown.episode.Yardstick;
import nl.schoonnet.takedown.share.Standing;
import org.jspecify.annotations.Nullable;

/** Two groups side by side, and before and after what was done. */
final class ChangeFigures {
    /** Items before and after an intervention are taken from so long on either side. */
    private static final Duration WINDOW = Duration.ofDays(90);

    private static final int PERMUTATIONS = 999;

    private final Population population;
    private final FigureSettings settings;
    private final Timing timing;
    private final Months months = new Months();

    ChangeFigures(Population population, FigureSettings settings) {
        this.population = population;
        this.settings = settings;
        this.timing = new Timing(population.items(), Yardstick.OFF_THIS_NETWORK, false);
    }

    @Nullable
    Comparison comparison() {
        FigureSettings.Compared compared = settings.compare();
        if (compared == null) {
            return null;
        }
        List<Item> a = population.items().stream().filter(in(compared.a())).toList();
        List<Item> b = population.items().stream().filter(in(compared.b())).toList();
        if (a.isEmpty() || b.isEmpty()) {
            throw new InputException(
                    "empty_comparison",
                    "",
                    0,
                    "--compare has a side without items; name months, quarters or years of the period, or provider ids.");
        }
        List<Item> both = new ArrayList<>(a);
        both.addAll(b);
        Timing together = new Timing(both, Yardstick.OFF_THIS_NETWORK, false);
        int[] group = new int[both.size()];
        Arrays.fill(group, a.size(), group.length, 1);
        CensoredSample sample = together.sample();
        boolean dense = TimeCurve.dense(sample, settings.normHours());
        String test = "none";
        @Nullable Double p = null;
        if (!clustersStayInOneGroup(together.clusters(), group)) {
            // What goes together can't change places with something else: no permutation is as likely as the data.
            test = "clusters-cross";
        } else if (!bothDrawn(both, a.size())) {
            test = "none";
        } else if (dense) {
            test = "log-rank";
            p = LogRank.permutationPValue(ExactSample.midpoints(sample), group, PERMUTATIONS, settings.seed());
        } else if (!sample.truncated()) {
            test = "interval-score";
            boolean[] first = new boolean[group.length];
            Arrays.fill(first, 0, a.size(), true);
            p = IntervalScoreTest.of(sample, first, PERMUTATIONS, settings.seed())
                    .pValue();
        }
        return new Comparison(
                compared.a(),
                compared.b(),
                a.size(),
                b.size(),
                new Timing(a, Yardstick.OFF_THIS_NETWORK, false).figure(settings.norm()),
                new Timing(b, Yardstick.OFF_THIS_NETWORK, false).figure(settings.norm()),
                difference(both, a.size()),
                test,
                p);
    }

    /** Whether each side has items that were drawn to be timed. */
    private static boolean bothDrawn(List<Item> items, int split) {
        return items.subList(0, split).stream().anyMatch(i -> i.weight() > 0)
                && items.subList(split, items.size()).stream().anyMatch(i -> i.weight() > 0);
    }

    private static boolean clustersStayInOneGroup(int[] cluster, int[] group) {
        Set<Integer> first = new HashSet<>();
        Set<Integer> second = new HashSet<>();
        for (int i = 0; i < cluster.length; i++) {
            (group[i] == 0 ? first : second).add(cluster[i]);
        }
        return first.stream().noneMatch(second::contains);
    }

    private Predicate<Item> in(String name) {
        if (name.matches("\\d{4}")) {
            return i -> Integer.toString(months.of(i).getYear()).equals(name);
        }
        if (name.matches("\\d{4}-\\d{2}")) {
            return i -> months.of(i).toString().equals(name);
        }
        if (name.matches("\\d{4}-Q[1-4]")) {
            return i -> {
                YearMonth m = months.of(i);
                return name.equals(m.getYear() + "-Q" + ((m.getMonthValue() + 2) / 3));
            };
        }
        return i -> i.holdings().stream().anyMatch(h -> h.party().equals(name));
    }

    /** Share within the norm of the items from {@code split} on less that of those before, with a cluster bootstrap. */
    private Estimate difference(List<Item> items, int split) {
        Timing t = new Timing(items, Yardstick.OFF_THIS_NETWORK, false);
        Standing[] standing = t.standings(settings.norm());
        double[] weight = t.weights();
        return replicated(
                weight,
                ClusterBootstrap.of(t.clusters(), weight, settings.seed()),
                w -> Span.of(standing, w, split, items.size()).less(Span.of(standing, w, 0, split)));
    }

    /**
     * The middle of a range with an interval around the whole of it: the undecided items of one side may all have been within
     * the norm and those of the other all beyond, and chance comes on top of that.
     */
    private Estimate replicated(double[] weights, ClusterBootstrap bootstrap, Function<double[], Span> statistic) {
        double value = statistic.apply(weights).middle();
        if (!Double.isFinite(value)) {
            return Estimate.NONE;
        }
        if (settings.bootstrap() < 39 || bootstrap.clusters() < 2) {
            return new Estimate(value, null, null);
        }
        List<Span> replicates = bootstrap.replicate(settings.bootstrap(), statistic).stream()
                .filter(s -> Double.isFinite(s.middle()))
                .toList();
        double[] low = replicates.stream().mapToDouble(Span::low).toArray();
        double[] high = replicates.stream().mapToDouble(Span::high).toArray();
        return ClusterBand.of(new CurveEstimate(
                value,
                CurveEstimate.percentile(value, low).low(),
                CurveEstimate.percentile(value, high).high()));
    }

    /** From all undecided items beyond the norm to all within it; of a difference, from the least to the most it can be. */
    record Span(double low, double high) {
        static Span of(Standing[] standing, double[] weight, int from, int to) {
            double within = 0;
            double undecided = 0;
            double total = 0;
            for (int i = from; i < to; i++) {
                total += weight[i];
                within += standing[i] == Standing.WITHIN ? weight[i] : 0;
                undecided += standing[i] == Standing.UNDECIDED ? weight[i] : 0;
            }
            return new Span(within / total, (within + undecided) / total);
        }

        Span less(Span other) {
            return new Span(low - other.high, high - other.low);
        }

        double middle() {
            return (low + high) / 2;
        }
    }

    /** Before and after each intervention of the kind asked for, against providers without any. */
    List<Around> around(List<Intervention> interventions) {
        String kind = settings.around();
        Set<String> touched = new HashSet<>();
        for (Intervention i : interventions) {
            touched.add(i.provider());
            touched.add(party(i));
        }
        List<Around> rows = new ArrayList<>();
        for (Intervention intervention : interventions) {
            String code = intervention.kind().name().toLowerCase(Locale.ROOT);
            if (kind == null || !(kind.equals("all") || kind.equals(code) || kind.equals(intervention.provider()))) {
                continue;
            }
            rows.add(around(intervention, code, touched, interventions));
        }
        return rows;
    }

    /** Whose items an intervention is about: who the provider had become by then, as the registry's links say. */
    private String party(Intervention intervention) {
        ProviderRegistry registry = population.registry();
        return registry.provider(intervention.provider())
                .map(p -> registry.successorAt(p, intervention.at()).id())
                .orElse(intervention.provider());
    }

    private Around around(
            Intervention intervention, String kind, Set<String> touched, List<Intervention> interventions) {
        Instant at = intervention.at();
        String party = party(intervention);
        Duration window = window(at, breaks(party, interventions));
        Predicate<Item> own = i -> holds(i, party);
        Predicate<Item> untouched = i -> i.holdings().stream().noneMatch(h -> touched.contains(h.party()));
        List<Item> before = window(own, at.minus(window), at);
        List<Item> after = window(own, at, at.plus(window));
        List<Item> othersBefore = window(untouched, at.minus(window), at);
        List<Item> othersAfter = window(untouched, at, at.plus(window));
        return new Around(
                party,
                LocalDate.ofInstant(at, Timestamps.AMSTERDAM).toString(),
                kind,
                before.size(),
                after.size(),
                figure(before),
                figure(after),
                figure(othersBefore),
                figure(othersAfter),
                differenceInDifferences(before, after, othersBefore, othersAfter));
    }

    private static boolean holds(Item item, String party) {
        return item.holdings().stream().anyMatch(h -> h.party().equals(party));
    }

    /** What else happened to a party: other interventions, and mergers, which change whose items are its own. */
    private List<Instant> breaks(String party, List<Intervention> interventions) {
        List<Instant> breaks = new ArrayList<>();
        interventions.stream().filter(i -> party(i).equals(party)).forEach(i -> breaks.add(i.at()));
        population.registry().mergers().stream()
                .filter(m -> m.from().equals(party) || m.into().equals(party))
                .forEach(m -> breaks.add(m.on()));
        return breaks;
    }

    /**
     * Both sides are as long: where the period leaves less on one, a shorter side would look like a fall of volume. Neither
     * reaches over what else happened.
     */
    private Duration window(Instant at, List<Instant> breaks) {
        Instant from = settings.from() == null ? first() : Instant.parse(settings.from());
        Instant to = settings.to() == null ? population.cutoff() : Instant.parse(settings.to());
        Stream<Duration> toBreaks = breaks.stream()
                .filter(b -> !b.equals(at))
                .map(b -> Duration.between(at, b).abs());
        Duration shortest = Stream.concat(
                        Stream.of(WINDOW, Duration.between(from, at), Duration.between(at, to)), toBreaks)
                .min(Comparator.naturalOrder())
                .orElse(WINDOW);
        return shortest.isNegative() ? Duration.ZERO : shortest;
    }

    private Instant first() {
        return population.items().stream()
                .map(i -> timing.episode(i).origin())
                .min(Comparator.naturalOrder())
                .orElse(population.cutoff());
    }

    private List<Item> window(Predicate<Item> who, Instant from, Instant to) {
        return population.items().stream()
                .filter(who)
                .filter(i -> !timing.episode(i).origin().isBefore(from)
                        && timing.episode(i).origin().isBefore(to))
                .toList();
    }

    private @Nullable ShareFigure figure(List<Item> items) {
        return items.isEmpty() ? null : new Timing(items, Yardstick.OFF_THIS_NETWORK, false).figure(settings.norm());
    }

    private Estimate differenceInDifferences(
            List<Item> before, List<Item> after, List<Item> othersBefore, List<Item> othersAfter) {
        if (before.isEmpty() || after.isEmpty() || othersBefore.isEmpty() || othersAfter.isEmpty()) {
            return Estimate.NONE;
        }
        List<Item> all = new ArrayList<>();
        List.of(before, after, othersBefore, othersAfter).forEach(all::addAll);
        int a = before.size();
        int b = a + after.size();
        int c = b + othersBefore.size();
        Timing t = new Timing(all, Yardstick.OFF_THIS_NETWORK, false);
        Standing[] standing = t.standings(settings.norm());
        return replicated(
                t.weights(),
                ClusterBootstrap.of(t.clusters(), t.weights(), settings.seed()),
                w -> Span.of(standing, w, a, b)
                        .less(Span.of(standing, w, 0, a))
                        .less(Span.of(standing, w, c, all.size()).less(Span.of(standing, w, b, c))));
    }

    /** Providers in view in the first half of the months, and those that are new in the second. */
    List<Figures.Cohort> cohorts() {
        List<YearMonth> seen =
                population.items().stream().map(months::of).distinct().sorted().toList();
        if (seen.size() < 2) {
            return List.of();
        }
        YearMonth middle = seen.get((seen.size() + 1) / 2);
        Map<String, Double> earlier = VolumeFigures.byProvider(population.items().stream()
                .filter(i -> months.of(i).isBefore(middle))
                .toList());
        List<Item> later = population.items().stream()
                .filter(i -> !months.of(i).isBefore(middle))
                .toList();
        List<Item> known = later.stream()
                .filter(i -> i.holdings().stream().anyMatch(h -> earlier.containsKey(h.party())))
                .toList();
        List<Item> fresh = later.stream()
                .filter(i -> i.holdings().stream().noneMatch(h -> earlier.containsKey(h.party()))
                        && i.holdings().stream().anyMatch(h -> Parties.known(h.party())))
                .toList();
        Set<String> knownParties = VolumeFigures.byProvider(known).keySet();
        return List.of(
                new Figures.Cohort(
                        "known",
                        knownParties.stream().filter(earlier::containsKey).count(),
                        known.size(),
                        figure(known)),
                new Figures.Cohort("new", VolumeFigures.byProvider(fresh).size(), fresh.size(), figure(fresh)));
    }
}
