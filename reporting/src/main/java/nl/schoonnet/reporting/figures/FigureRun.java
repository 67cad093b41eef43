// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.PrintedFigure;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.FeedOutages;
import nl.schoonnet.takedown.episode.Yardstick;
import nl.schoonnet.takedown.share.ClusterTally;
import nl.schoonnet.takedown.share.ShareInterval;
import nl.schoonnet.takedown.share.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Makes the figures of a population. The same population and settings give the same figures, for any number of threads.
 */
public final class FigureRun {
    private static final double[] HISTOGRAM = {0, 0.25, 0.5, 1, 2, 4, 6, 12, 24, 48, 96, 168};

    private final Population population;
    private final FigureSettings settings;

    private FigureRun(Population population, FigureSettings settings) {
        this.population = population;
        this.settings = settings;
    }

    /** Hears which part of the work begins. */
    @FunctionalInterface
    public interface Progress {
        /** A stable code of the part: volume, speed, league, change. */
        void part(String code);
    }

    /**
     * The figures.
     *
     * @param rejections rejected rows per code
     * @param interventions what was done to providers
     * @param printed figures of earlier rounds
     */
    public static Figures of(
            Population population,
            FigureSettings settings,
            SortedMap<String, Long> rejections,
            List<Intervention> interventions,
            List<PrintedFigure> printed,
            Progress progress) {
        return new FigureRun(population, settings).figures(rejections, interventions, printed, progress);
    }

    /** A number of hours as a key: {@code 24}, {@code 0.5}. */
    static String key(double hours) {
        return hours == Math.rint(hours) ? Long.toString(Math.round(hours)) : Double.toString(hours);
    }

    private Figures figures(
            SortedMap<String, Long> rejections,
            List<Intervention> interventions,
            List<PrintedFigure> printed,
            Progress progress) {
        List<Item> items = population.items();
        progress.part("volume");
        // Parts that need nothing of one another go side by side: of millions of items each takes its time.
        ForkJoinTask<Ranked> ranked = beside(this::ranked);
        ForkJoinTask<Held> held = beside(() -> held(ranked.join().league));
        ForkJoinTask<Changed> changed = beside(() -> changed(interventions));
        ForkJoinTask<List<Figures.FunnelStep>> funnel = beside(this::funnel);
        ForkJoinTask<Figures.Relapse> relapse = beside(this::relapse);
        progress.part("speed");
        SpeedFigures speed = new SpeedFigures(items, settings);
        Timing internet = speed.timing(Yardstick.OFF_THE_INTERNET);
        CensoredSample sample = internet.sample();
        ForkJoinTask<Optional<Figures.KaplanMeierFigures>> kaplanMeier =
                beside(() -> Optional.ofNullable(speed.kaplanMeier(sample)));
        ForkJoinTask<Figures.Looks> looks = beside(() -> looks(sample));
        Optional<TimeCurve> fitted = speed.curveOf(internet);
        ForkJoinTask<Optional<Figures.SieveFigures>> sieve =
                beside(() -> Optional.ofNullable(speed.sieve(sample, fitted)));
        List<Figures.Speed> speeds = speed.all();
        Timing withInaccessible = new Timing(items, Yardstick.OFF_THIS_NETWORK, true);
        ShareFigure inaccessible = speed.share(withInaccessible, speed.curveOf(withInaccessible));
        SortedMap<String, Long> surelyWithin = sure(internet, true);
        SortedMap<String, Long> surelyBeyond = sure(internet, false);
        Figures.@Nullable NpmleFigures npmle = speed.npmle(sample, fitted);
        Figures.@Nullable Incidence incidence = speed.incidence();
        Figures.Conventions conventions = speed.conventions();
        Set<String> hosts = new HashSet<>();
        items.forEach(i -> hosts.add(i.host()));
        progress.part("change");
        Changed change = changed.join();
        progress.part("league");
        LeagueFigures league = ranked.join().league;
        Figures.Headline headline = new Figures.Headline(
                speeds.get(0).withinNorm(),
                speeds.get(1).withinNorm(),
                inaccessible,
                Math.round(league.open().seen()),
                Math.round(league.open().beyondNorm()),
                Math.round(league.open().notSeenSince()),
                population.carriedIn(),
                league.hours(Optional.empty()));
        List<String> cautions = new ArrayList<>(population.cautions());
        if (headline.offInternetWithinNorm().estimate().value() == null) {
            cautions.add("no_estimate");
        }
        if (population.clusterWord().equals("item")) {
            cautions.add("clusters_unknown");
        }
        return new Figures(
                method(fitted.map(TimeCurve::estimator).orElse("none")),
                items.size(),
                hosts.size(),
                snapshots(),
                items.stream()
                        .filter(i -> i.offInternet().end() instanceof End.StillThere)
                        .count(),
                population.returned(),
                surelyWithin,
                surelyBeyond,
                headline,
                funnel.join(),
                held.join().volume,
                held.join().concentration,
                speeds,
                kaplanMeier.join().orElse(null),
                npmle,
                sieve.join().orElse(null),
                incidence,
                conventions,
                ranked.join().rows,
                ranked.join().fewItems,
                ranked.join().stock,
                relapse.join(),
                change.comparison,
                change.around,
                change.cohorts,
                held.join().countries,
                held.join().countryBasis,
                ArchiveFigures.rounds(printed),
                looks.join(),
                new Figures.Quality(
                        rejections.values().stream().mapToLong(Long::longValue).sum(),
                        rejections,
                        population.flags(),
                        cautions));
    }

    /** Work for another thread of the pool in which this runs; if there is none, whoever waits for it does it. */
    private static <T> ForkJoinTask<T> beside(Callable<T> work) {
        return ForkJoinTask.adapt(work).fork();
    }

    private record Changed(
            Figures.@Nullable Comparison comparison, List<Figures.Around> around, List<Figures.Cohort> cohorts) {}

    private Changed changed(List<Intervention> interventions) {
        ChangeFigures change = new ChangeFigures(population, settings);
        return new Changed(change.comparison(), change.around(interventions), change.cohorts());
    }

    private record Ranked(
            LeagueFigures league, Figures.League rows, List<Figures.FewItems> fewItems, Figures.Stock stock) {}

    private Ranked ranked() {
        LeagueFigures league = new LeagueFigures(population, settings);
        return new Ranked(league, league.figures(), league.fewItems(), league.stock());
    }

    private record Held(
            Figures.Volume volume,
            SortedMap<String, Figures.Concentrated> concentration,
            List<Figures.CountryCount> countries,
            Figures.@Nullable CountryBasis countryBasis) {}

    private Held held(LeagueFigures league) {
        VolumeFigures volume = new VolumeFigures(population, settings);
        return new Held(
                volume.volume(league::underRepresented),
                volume.concentration(),
                volume.countries(),
                volume.countryBasis());
    }

    private Figures.Method method(String estimator) {
        return new Figures.Method(
                FigureSettings.METHOD_VERSION,
                settings.product(),
                settings.command(),
                settings.inputs(),
                settings.seed(),
                settings.bootstrap(),
                settings.normHours(),
                settings.from(),
                settings.to(),
                population.cutoff().toString(),
                population.role().word(),
                population.clusterWord(),
                settings.minN(),
                settings.top(),
                estimator,
                population.items().stream().anyMatch(i -> i.weight() != 1),
                settings.edition());
    }

    private Figures.@Nullable Snapshots snapshots() {
        FeedOutages outages = population.outages();
        if (outages == null) {
            return null;
        }
        return new Figures.Snapshots(
                outages.usable().size(),
                outages.outages().size(),
                outages.outages().stream()
                        .map(o -> new Figures.Outage(
                                o.snapshot().takenAt().toString(),
                                o.snapshot().items(),
                                o.cause().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    private SortedMap<String, Long> sure(Timing timing, boolean within) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (Duration at : new HashSet<>(List.of(Duration.ofDays(1), Duration.ofDays(2), settings.norm()))) {
            long count = timing.items().parallelStream()
                    .filter(i -> {
                        if (within) {
                            return timing.standing(i, at) == Standing.WITHIN;
                        }
                        Episode episode = timing.episode(i);
                        return !episode.judged(timing.counting())
                                .left()
                                .isBefore(episode.origin().plus(at));
                    })
                    .count();
            counts.put(key(at.toMillis() / 3_600_000.0), count);
        }
        return counts;
    }

    private List<Figures.FunnelStep> funnel() {
        List<Figures.FunnelStep> steps = new ArrayList<>();
        population.funnel().steps().forEach(s -> steps.add(new Figures.FunnelStep(s.code(), s.kind(), s.count())));
        List<Item> items = population.items();
        long police = items.stream()
                .filter(i -> i.channel() == nl.schoonnet.takedown.episode.Channel.POLICE)
                .count();
        if (police > 0) {
            steps.add(new Figures.FunnelStep("via_police", "of_which", police));
        }
        long obstructed =
                items.stream().filter(i -> i.offNetwork().clock().obstructed()).count();
        if (obstructed > 0) {
            steps.add(new Figures.FunnelStep("obstructed", "of_which", obstructed));
        }
        long relapses = items.stream().filter(Item::relapse).count();
        if (relapses > 0) {
            steps.add(new Figures.FunnelStep("relapse", "of_which", relapses));
        }
        count(steps, "removed", i -> i.offNetwork().end() instanceof End.Removed);
        count(steps, "made_inaccessible", i -> i.offNetwork().end() instanceof End.MadeInaccessible);
        count(steps, "moved", i -> i.offNetwork().end() instanceof End.Moved);
        count(steps, "still_open", i -> i.offNetwork().end() instanceof End.StillThere && seen(i));
        count(steps, "not_seen_since", i -> i.offNetwork().end() instanceof End.StillThere && !seen(i));
        count(steps, "provisional", i -> i.offNetwork().provisional());
        return steps;
    }

    /** Whether a look saw it after its notice. */
    private static boolean seen(Item item) {
        return item.offNetwork().end().left().isAfter(item.offNetwork().origin());
    }

    private void count(List<Figures.FunnelStep> steps, String code, java.util.function.Predicate<Item> which) {
        long count = population.items().stream().filter(which).count();
        if (count > 0) {
            steps.add(new Figures.FunnelStep(code, "outcome", count));
        }
    }

    private Figures.Relapse relapse() {
        List<Item> items = population.items();
        int[] cluster = items.stream().mapToInt(Item::cluster).toArray();
        boolean[] returned = new boolean[items.size()];
        List<Double> days = new ArrayList<>();
        for (int i = 0; i < returned.length; i++) {
            returned[i] = items.get(i).relapse();
            if (returned[i] && items.get(i).daysToReturn() >= 0) {
                days.add(items.get(i).daysToReturn());
            }
        }
        double[] volume = items.stream().mapToDouble(Item::volume).toArray();
        ShareFigure share = Timing.figure(ShareInterval.of(ClusterTally.of(cluster, standings(returned), volume)));
        days.sort(Double::compare);
        int middle = days.size() / 2;
        @Nullable
        Double median = days.isEmpty()
                ? null
                : days.size() % 2 == 1
                        ? days.get(middle)
                        : Double.valueOf((days.get(middle - 1) + days.get(middle)) / 2);
        return new Figures.Relapse(
                items.stream().mapToLong(Item::reappearances).sum()
                        + items.stream().filter(Item::relapse).count(),
                share,
                median,
                items.stream().mapToLong(i -> i.offInternet().flaps()).sum());
    }

    private static Standing[] standings(boolean[] yes) {
        Standing[] standings = new Standing[yes.length];
        for (int i = 0; i < yes.length; i++) {
            standings[i] = yes[i] ? Standing.WITHIN : Standing.BEYOND;
        }
        return standings;
    }

    /** Widths of the intervals that hold the norm or could: last look before and first look after. */
    private Figures.Looks looks(CensoredSample sample) {
        double norm = settings.normHours();
        double[] widths = new double[sample.size()];
        int n = 0;
        for (int i = 0; i < sample.size(); i++) {
            // What wasn't drawn is looked at less often, and no share rests on it.
            if (sample.weight(i) > 0 && !sample.rightCensored(i) && sample.left(i) < 2 * norm) {
                widths[n++] = sample.right(i) - sample.left(i);
            }
        }
        widths = Arrays.copyOf(widths, n);
        Arrays.sort(widths);
        List<Figures.Point> histogram = new ArrayList<>();
        for (int b = 0; b < HISTOGRAM.length && n > 0; b++) {
            double from = HISTOGRAM[b];
            double to = b + 1 < HISTOGRAM.length ? HISTOGRAM[b + 1] : Double.POSITIVE_INFINITY;
            long count = Arrays.stream(widths).filter(w -> w >= from && w < to).count();
            histogram.add(new Figures.Point(from, count));
        }
        return new Figures.Looks(
                population.looks(),
                n,
                n == 0 ? Estimate.NONE : new Estimate(widths[n / 2], widths[n / 4], widths[Math.min(n - 1, 3 * n / 4)]),
                n == 0 ? null : widths[Math.min(n - 1, (int) (0.9 * n))],
                TimeCurve.denseShare(sample, norm),
                histogram);
    }
}
