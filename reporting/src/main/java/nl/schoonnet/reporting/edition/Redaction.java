// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.edition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.figures.Figures.Concentrated;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.League;
import nl.schoonnet.reporting.figures.Figures.LeagueRow;
import nl.schoonnet.reporting.figures.Figures.PartyVolume;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.figures.Figures.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Turns figures with party ids into figures that an edition may show.
 *
 * <p>Internal: ids become display names. Preview: only the provider's own rows stay, under its name. Public: only providers
 * with a basis keep their name; the others get a fresh random label, their sizes are given as bands so that a size can't
 * give the label away, domains go, counts under {@value #SMALLEST_CELL} are merged with their neighbours, and what speaks
 * of one unnamed party alone goes.
 */
public final class Redaction {
    /** Counts from 1 to one under this are merged in the public edition. */
    public static final int SMALLEST_CELL = 5;

    /** The row in which unnamed parties' volumes are grouped. */
    public static final String OTHERS = "others";

    private static final int SMALLEST_BAND = 3;

    private final Map<String, String> displayNames;
    private final RandomGenerator random;

    /**
     * @param displayNames name by provider id; an id without a name is shown as it is
     * @param random source of the labels; unpredictable in earnest
     */
    public Redaction(Map<String, String> displayNames, RandomGenerator random) {
        this.displayNames = Map.copyOf(displayNames);
        this.random = random;
    }

    /** The figures as the edition may show them. */
    public Figures apply(Figures figures, Edition edition) {
        return switch (edition) {
            case Edition.Internal ignored -> named(figures, this::display);
            case Edition.Preview preview -> own(figures, preview.provider());
            case Edition.Public open -> open(figures, open);
        };
    }

    /** One provider's own figures with what sets all side by side, of which the preview then keeps that provider's rows. */
    public static Figures withLeagueOf(Figures own, Figures all) {
        return new FigureEditor(own)
                .league(all.league())
                .fewItems(all.fewItems())
                .interventions(all.interventions())
                .figures();
    }

    private String display(String party) {
        return displayNames.getOrDefault(party, party);
    }

    private Figures named(Figures f, UnaryOperator<String> name) {
        return new FigureEditor(f)
                .volume(named(f.volume(), name))
                .league(named(f.league(), name))
                .fewItems(f.fewItems().stream()
                        .map(r -> new Figures.FewItems(
                                name.apply(r.party()), r.items(), r.gone(), r.openBeyondNorm(), r.withinNorm()))
                        .toList())
                .interventions(f.interventions().stream()
                        .map(a -> new Figures.Around(
                                name.apply(a.party()),
                                a.date(),
                                a.kind(),
                                a.itemsBefore(),
                                a.itemsAfter(),
                                a.before(),
                                a.after(),
                                a.othersBefore(),
                                a.othersAfter(),
                                a.differenceInDifferences()))
                        .toList())
                .figures();
    }

    private static Volume named(Volume v, UnaryOperator<String> name) {
        Figures.Movement m = v.movement();
        return new Volume(
                v.providerCount(),
                v.domainCount(),
                v.providers().stream()
                        .map(p -> renamed(p, name.apply(p.party())))
                        .toList(),
                v.domains(),
                v.months(),
                m == null
                        ? null
                        : new Figures.Movement(
                                m.earlier(),
                                m.later(),
                                m.stayed().stream().map(name).toList(),
                                m.entered().stream().map(name).toList(),
                                m.neverSeen().stream().map(name).toList(),
                                m.left().stream().map(name).toList()),
                v.itemsPerReport(),
                v.knownByHash(),
                v.constantSources());
    }

    private static PartyVolume renamed(PartyVolume p, String name) {
        return new PartyVolume(
                name,
                p.items(),
                p.share(),
                p.cumulativeShare(),
                p.domains(),
                p.perTenThousandAddresses(),
                p.perTenThousandDomains(),
                p.mark());
    }

    private static League named(League league, UnaryOperator<String> name) {
        return new League(
                league.rows().stream()
                        .map(r -> renamed(r, name.apply(r.party())))
                        .toList(),
                league.unranked(),
                league.itemWeightedLow(),
                league.itemWeightedHigh(),
                league.providerWeightedLow(),
                league.providerWeightedHigh(),
                league.funnel());
    }

    private static LeagueRow renamed(LeagueRow r, String name) {
        return new LeagueRow(
                name,
                r.withinNorm(),
                r.pooled(),
                r.bestRank(),
                r.worstRank(),
                r.topFive(),
                r.position(),
                r.open(),
                r.openBeyondNorm(),
                r.notSeenSince(),
                r.itemHoursBeyondNorm(),
                r.underRepresented(),
                r.banded());
    }

    private Figures own(Figures f, String provider) {
        Volume v = f.volume();
        Volume ownVolume = new Volume(
                v.providerCount(),
                v.domainCount(),
                v.providers().stream().filter(p -> p.party().equals(provider)).toList(),
                v.domains(),
                v.months(),
                null,
                v.itemsPerReport(),
                v.knownByHash(),
                v.constantSources());
        League league = f.league();
        Figures only = new FigureEditor(f)
                .method(withoutPaths(f.method(), f.method().cluster()))
                .archive(archive(f.archive(), provider::equals))
                .volume(ownVolume)
                .league(new League(
                        league.rows().stream()
                                .filter(r -> r.party().equals(provider))
                                .toList(),
                        league.unranked(),
                        league.itemWeightedLow(),
                        league.itemWeightedHigh(),
                        league.providerWeightedLow(),
                        league.providerWeightedHigh(),
                        league.funnel()))
                .fewItems(f.fewItems().stream()
                        .filter(r -> r.party().equals(provider))
                        .toList())
                .interventions(f.interventions().stream()
                        .filter(a -> a.party().equals(provider))
                        .toList())
                .comparison(null)
                .figures();
        return named(only, this::display);
    }

    private Figures open(Figures f, Edition.Public open) {
        Labels labels = new Labels(random);
        UnaryOperator<String> name = party -> open.names(party) ? display(party) : labels.of(party);
        Volume v = f.volume();
        SortedMap<String, Concentrated> concentration = new TreeMap<>();
        f.concentration().forEach((unit, c) -> concentration.put(unit, withoutLorenz(c)));
        Figures.Method method = withoutPaths(
                f.method(),
                f.method().cluster().startsWith("column")
                        ? "column"
                        : f.method().cluster());
        return new FigureEditor(f)
                .method(method)
                .headline(withoutSmallCounts(f.headline()))
                .volume(new Volume(
                        v.providerCount(),
                        v.domainCount(),
                        publicVolumes(v.providers(), open),
                        List.of(),
                        v.months().stream().map(Redaction::withoutSmallSources).toList(),
                        null,
                        v.itemsPerReport(),
                        v.knownByHash(),
                        v.constantSources()))
                .concentration(concentration)
                .funnel(withoutSmallSteps(f.funnel()))
                .speed(withoutSmallGroups(f.speed()))
                .incidence(withoutSmallEnds(f))
                .archive(archive(f.archive(), open::names))
                .comparison(comparison(f.comparison(), open))
                .stock(inFives(f.stock()))
                .looks(withoutSmallBins(f.looks()))
                .quality(withoutSmallFlags(f.quality()))
                .league(publicLeague(f.league(), open, name))
                .fewItems(List.of())
                .interventions(f.interventions().stream()
                        .filter(a -> open.names(a.party()))
                        .map(this::around)
                        .toList())
                .cohorts(f.cohorts().stream()
                        .filter(c -> c.items() >= SMALLEST_CELL && c.providers() >= SMALLEST_BAND)
                        .toList())
                .countries(withoutSmallCountries(f.countries()))
                .countryBasis(withoutSmallChanges(f.countryBasis()))
                .figures();
    }

    /** What was asked, without names of files and parties: paths can hold a name. */
    private static Figures.Method withoutPaths(Figures.Method m, String cluster) {
        return new Figures.Method(
                m.version(),
                m.product(),
                "",
                withoutFileNames(m.inputs()),
                m.seed(),
                m.bootstrap(),
                m.normHours(),
                m.from(),
                m.to(),
                m.cutoff(),
                m.role(),
                cluster,
                m.minN(),
                m.top(),
                m.estimator(),
                m.weighted(),
                m.edition());
    }

    /** Earlier rounds without those that speak of a party that may not be named here. */
    private List<Figures.ArchiveRound> archive(List<Figures.ArchiveRound> rounds, Predicate<String> mayName) {
        return rounds.stream()
                .filter(r -> displayNames.entrySet().stream()
                        .filter(e -> !mayName.test(e.getKey()))
                        .noneMatch(e -> mentions(r, e.getKey()) || mentions(r, e.getValue())))
                .toList();
    }

    private static boolean mentions(Figures.ArchiveRound round, String name) {
        String text = String.join("\n", round.period(), round.source(), round.method(), round.note());
        return text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    /** Two periods stay; of two parties each must be one that may be named. */
    private Figures.@Nullable Comparison comparison(Figures.@Nullable Comparison c, Edition.Public open) {
        if (c == null || small(c.itemsA()) || small(c.itemsB())) {
            return null;
        }
        if (!(isPeriod(c.a()) || open.names(c.a())) || !(isPeriod(c.b()) || open.names(c.b()))) {
            return null;
        }
        return new Figures.Comparison(
                display(c.a()),
                display(c.b()),
                c.itemsA(),
                c.itemsB(),
                c.shareA(),
                c.shareB(),
                c.difference(),
                c.test(),
                c.pValue());
    }

    private static boolean isPeriod(String side) {
        return side.matches("\\d{4}(-\\d{2}|-Q[1-4])?");
    }

    private Figures.Around around(Figures.Around a) {
        boolean fewBefore = small(a.itemsBefore());
        boolean fewAfter = small(a.itemsAfter());
        return new Figures.Around(
                display(a.party()),
                a.date(),
                a.kind(),
                fewBefore ? -1 : a.itemsBefore(),
                fewAfter ? -1 : a.itemsAfter(),
                fewBefore ? null : a.before(),
                fewAfter ? null : a.after(),
                a.othersBefore(),
                a.othersAfter(),
                fewBefore || fewAfter ? Estimate.NONE : a.differenceInDifferences());
    }

    /** Rounded to fives: the stock of a day can be one item. */
    private static Figures.Stock inFives(Figures.Stock s) {
        return new Figures.Stock(
                s.at(),
                inFives(s.open()),
                inFives(s.beyond24()),
                inFives(s.beyond48()),
                inFives(s.beyond168()),
                inFives(s.possiblyOpen()));
    }

    private static List<Long> inFives(List<Long> counts) {
        return counts.stream()
                .map(c -> Math.round((double) c / SMALLEST_CELL) * SMALLEST_CELL)
                .toList();
    }

    /** A bin of few items joins the next one, the last one that before it. */
    private static Figures.Looks withoutSmallBins(Figures.Looks l) {
        List<Figures.Point> bins = new ArrayList<>();
        double from = Double.NaN;
        double waiting = 0;
        for (Figures.Point bin : l.histogram()) {
            from = Double.isNaN(from) ? bin.x() : from;
            waiting += bin.y();
            if (!small((long) waiting)) {
                bins.add(new Figures.Point(from, waiting));
                from = Double.NaN;
                waiting = 0;
            }
        }
        if (waiting > 0 && !bins.isEmpty()) {
            Figures.Point last = bins.removeLast();
            bins.add(new Figures.Point(last.x(), last.y() + waiting));
        }
        return new Figures.Looks(
                l.observations(), l.items(), l.widthAtNorm(), l.ninetiethWidth(), l.denseShare(), bins);
    }

    private static Figures.Quality withoutSmallFlags(Figures.Quality q) {
        SortedMap<String, Long> flags = new TreeMap<>(q.flags());
        flags.values().removeIf(Redaction::small);
        return new Figures.Quality(q.rejected(), q.rejections(), flags, q.cautions());
    }

    /** Without the ends that few items had. */
    private static Figures.@Nullable Incidence withoutSmallEnds(Figures f) {
        Figures.Incidence incidence = f.incidence();
        if (incidence == null || f.speed().isEmpty()) {
            return incidence;
        }
        SortedMap<String, SortedMap<String, Estimate>> ends = new TreeMap<>(incidence.byEnd());
        f.speed().getFirst().classes().stream()
                .filter(c -> small((long) Math.ceil(c.sure())))
                .forEach(c -> ends.remove(c.code()));
        return new Figures.Incidence(ends);
    }

    /** Groups of few items go, and with a channel all channels: the one left out would be the difference to all. */
    private static List<Figures.Speed> withoutSmallGroups(List<Figures.Speed> groups) {
        boolean smallChannel =
                groups.stream().anyMatch(s -> s.group().startsWith("channel") && s.items() < SMALLEST_CELL);
        return groups.stream()
                .filter(s -> s.items() >= SMALLEST_CELL)
                .filter(s -> !(smallChannel && s.group().startsWith("channel")))
                .map(Redaction::withoutSmallClasses)
                .toList();
    }

    private static SortedMap<String, String> withoutFileNames(SortedMap<String, String> inputs) {
        SortedMap<String, String> numbered = new TreeMap<>();
        int next = 1;
        for (Map.Entry<String, String> input : inputs.entrySet()) {
            String role = input.getKey().replaceFirst(" .*", "");
            numbered.put(role + " " + next++, input.getValue());
        }
        return numbered;
    }

    private static Concentrated withoutLorenz(Concentrated c) {
        return new Concentrated(
                c.parties(), c.cr4(), c.cr4Interval(), c.cr10(), c.hhi(), c.hhiInterval(), c.gini(), List.of());
    }

    /** Named rows stay; the others are grouped into bands of share, a band of fewer than three joins the next. */
    private List<PartyVolume> publicVolumes(List<PartyVolume> rows, Edition.Public open) {
        List<PartyVolume> result = new ArrayList<>();
        List<PartyVolume> unnamed = new ArrayList<>();
        for (PartyVolume row : rows) {
            if (!row.party().equals(OTHERS) && open.names(row.party()) && row.items() >= SMALLEST_CELL) {
                PartyVolume shown = renamed(row, display(row.party()));
                result.add(new PartyVolume(
                        shown.party(),
                        shown.items(),
                        shown.share(),
                        Double.NaN,
                        0,
                        shown.perTenThousandAddresses(),
                        null,
                        ""));
            } else {
                unnamed.add(row);
            }
        }
        double items = 0;
        double share = 0;
        for (PartyVolume row : unnamed) {
            items += row.items();
            share += row.share();
        }
        if (!unnamed.isEmpty()) {
            result.add(new PartyVolume(OTHERS, items, share, Double.NaN, 0, null, null, ""));
        }
        return result;
    }

    private League publicLeague(League league, Edition.Public open, UnaryOperator<String> name) {
        List<LeagueRow> rows = new ArrayList<>();
        int few = 0;
        for (LeagueRow row : league.rows()) {
            if (row.withinNorm().n() < SMALLEST_CELL) {
                few++;
            } else if (open.names(row.party())) {
                rows.add(withoutSmallCounts(renamed(row, display(row.party()))));
            } else {
                rows.add(new LeagueRow(
                        name.apply(row.party()),
                        banded(row.withinNorm()),
                        banded(row.pooled()),
                        row.bestRank(),
                        row.worstRank(),
                        null,
                        row.position(),
                        -1,
                        -1,
                        -1,
                        Estimate.NONE,
                        row.underRepresented(),
                        true));
            }
        }
        return new League(
                rows,
                league.unranked() + few,
                league.itemWeightedLow(),
                league.itemWeightedHigh(),
                league.providerWeightedLow(),
                league.providerWeightedHigh(),
                league.funnel());
    }

    /** The share with its size given only as the lower end of a band (20, 50, 100, 200, 500, ...), ends rounded to 1%. */
    private static ShareFigure banded(ShareFigure s) {
        return new ShareFigure(
                band(s.n()),
                band(s.effectiveN()),
                0,
                Double.NaN,
                Double.NaN,
                Math.floor(s.low() * 100) / 100,
                Math.ceil(s.high() * 100) / 100,
                rounded(s.intervalLow(), false),
                rounded(s.intervalHigh(), true),
                Estimate.NONE,
                "",
                s.corrected());
    }

    /** A point and its ends in whole per cent, outward. */
    private static Estimate banded(Estimate e) {
        Double value = e.value();
        return new Estimate(
                value == null ? null : Math.round(value * 100) / 100.0,
                rounded(e.low(), false),
                rounded(e.high(), true));
    }

    private static Figures.Headline withoutSmallCounts(Figures.Headline h) {
        return new Figures.Headline(
                h.offNetworkWithinNorm(),
                h.offInternetWithinNorm(),
                h.offNetworkOrInaccessibleWithinNorm(),
                h.open(),
                h.openBeyondNorm(),
                small(h.notSeenSince()) ? -1 : h.notSeenSince(),
                small(h.carriedIn()) ? -1 : h.carriedIn(),
                h.itemHoursBeyondNorm());
    }

    private static LeagueRow withoutSmallCounts(LeagueRow r) {
        return new LeagueRow(
                r.party(),
                r.withinNorm(),
                r.pooled(),
                r.bestRank(),
                r.worstRank(),
                r.topFive(),
                r.position(),
                small(r.open()) ? -1 : r.open(),
                small(r.openBeyondNorm()) ? -1 : r.openBeyondNorm(),
                small(r.notSeenSince()) ? -1 : r.notSeenSince(),
                r.itemHoursBeyondNorm(),
                r.underRepresented(),
                r.banded());
    }

    private static @Nullable Double rounded(@Nullable Double share, boolean up) {
        if (share == null) {
            return null;
        }
        return (up ? Math.ceil(share * 100) : Math.floor(share * 100)) / 100;
    }

    /** The largest of 1, 2, 5, 10, 20, 50, ... that is not above n. */
    static double band(double n) {
        double band = 1;
        double[] steps = {2, 2.5, 2};
        for (int i = 0; band * steps[i % 3] <= n; i++) {
            band *= steps[i % 3];
        }
        return band;
    }

    /** Small exclusions join each other, with the next smallest one where they are too few: nothing is the difference. */
    private static List<Figures.FunnelStep> withoutSmallSteps(List<Figures.FunnelStep> steps) {
        List<Figures.FunnelStep> out = steps.stream()
                .filter(s -> s.kind().equals("out"))
                .sorted(Comparator.comparingLong(Figures.FunnelStep::count))
                .toList();
        long merged = 0;
        Set<String> joined = new HashSet<>();
        for (Figures.FunnelStep step : out) {
            if (small(step.count()) || small(merged)) {
                merged += step.count();
                joined.add(step.code());
            }
        }
        List<Figures.FunnelStep> result = new ArrayList<>();
        int at = 0;
        for (Figures.FunnelStep step : steps) {
            boolean excluded = step.kind().equals("out");
            if (excluded ? !joined.contains(step.code()) : !small(step.count())) {
                result.add(step);
            }
            at = excluded ? result.size() : at;
        }
        if (merged > 0) {
            result.add(at, new Figures.FunnelStep("other_exclusions", "out", merged));
        }
        return result;
    }

    /** The smallest sources join each other until they are enough; what is not printed is not zero. */
    private static Figures.MonthVolume withoutSmallSources(Figures.MonthVolume month) {
        boolean few = small(month.items());
        SortedMap<String, Long> sources = new TreeMap<>();
        long merged = 0;
        List<Map.Entry<String, Long>> smallestFirst = month.bySource().entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Long> source : smallestFirst) {
            if (small(source.getValue()) || small(merged)) {
                merged += source.getValue();
            } else {
                sources.put(source.getKey(), source.getValue());
            }
        }
        if (merged > 0) {
            sources.merge(OTHERS, merged, Long::sum);
        }
        return new Figures.MonthVolume(
                month.month(),
                few ? -1 : month.items(),
                few ? new TreeMap<>() : sources,
                small(month.constant()) || small(month.items() - month.constant()) ? -1 : month.constant(),
                List.of());
    }

    private static Figures.Speed withoutSmallClasses(Figures.Speed speed) {
        Set<String> small = new HashSet<>();
        for (Figures.ClassFigure c : speed.classes()) {
            if (small((long) c.sure()) || small((long) c.possible())) {
                small.add(c.code());
            }
        }
        return new Figures.Speed(
                speed.group(),
                speed.yardstick(),
                speed.items(),
                speed.withinNorm(),
                speed.classes().stream().filter(c -> !small.contains(c.code())).toList(),
                speed.curve(),
                speed.median(),
                speed.ninetieth(),
                speed.restrictedMean());
    }

    private static List<Figures.CountryCount> withoutSmallCountries(List<Figures.CountryCount> counts) {
        List<Figures.CountryCount> result = new ArrayList<>();
        SortedMap<String, Long> merged = new TreeMap<>();
        List<Figures.CountryCount> smallestFirst = counts.stream()
                .sorted(Comparator.comparingLong(Figures.CountryCount::items))
                .toList();
        Set<Figures.CountryCount> joined = new HashSet<>();
        for (Figures.CountryCount c : smallestFirst) {
            if (small(c.items()) || small(merged.getOrDefault(c.definition(), 0L))) {
                merged.merge(c.definition(), c.items(), Long::sum);
                joined.add(c);
            }
        }
        counts.stream().filter(c -> !joined.contains(c)).forEach(result::add);
        merged.forEach((definition, items) -> result.add(new Figures.CountryCount(definition, OTHERS, items)));
        return result;
    }

    private static Figures.@Nullable CountryBasis withoutSmallChanges(Figures.@Nullable CountryBasis basis) {
        if (basis == null) {
            return null;
        }
        SortedMap<String, Figures.CountryChange> under = new TreeMap<>();
        basis.under()
                .forEach((definition, c) -> under.put(
                        definition,
                        new Figures.CountryChange(
                                small(c.elsewhere()) ? -1 : c.elsewhere(), small(c.unknown()) ? -1 : c.unknown())));
        return new Figures.CountryBasis(basis.definition(), under);
    }

    private static boolean small(long count) {
        return count > 0 && count < SMALLEST_CELL;
    }
}
