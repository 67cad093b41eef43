// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.LeagueRow;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.takedown.episode.End;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.Representation;
import nl.schoonnet.takedown.episode.Yardstick;
import nl.schoonnet.takedown.share.ClopperPearson;
import nl.schoonnet.takedown.share.Funnel;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.share.League;
import nl.schoonnet.takedown.share.PartialPooling;
import nl.schoonnet.takedown.share.PooledShare;
import nl.schoonnet.takedown.share.RankSet;
import nl.schoonnet.takedown.share.RankSets;
import nl.schoonnet.takedown.share.ShareInterval;
import nl.schoonnet.takedown.share.Standing;
import nl.schoonnet.takedown.volume.Stock;
import org.jspecify.annotations.Nullable;

/** Providers side by side on the yardstick of their duty, the stock, and the list "few items, none gone". */
final class LeagueFigures {
    private static final String UNKNOWN = "unknown:";
    private static final int TOP_FIVE = 5;
    private static final double LEVEL = 0.95;
    private static final double[] FUNNEL_SIZES = {
        1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10000
    };

    private final Population population;
    private final FigureSettings settings;
    private final Timing timing;
    private final List<String> parties = new ArrayList<>();
    private final int[] party;
    private final int[] item;
    private final double[] part;
    private final Stock stock;
    /** Items per party that were not seen to end, and those of them last seen beyond the norm. */
    private final double[] open;

    private final double[] openBeyondNorm;

    LeagueFigures(Population population, FigureSettings settings) {
        this.population = population;
        this.settings = settings;
        this.timing = new Timing(population.items(), Yardstick.OFF_THIS_NETWORK, false);
        Map<String, Integer> numbers = new HashMap<>();
        List<Integer> rows = new ArrayList<>();
        List<Integer> items = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        List<Stock.Item> stays = new ArrayList<>();
        for (int i = 0; i < population.items().size(); i++) {
            Item it = population.items().get(i);
            Episode episode = timing.episode(it);
            for (Item.Holding h : it.holdings()) {
                int number = numbers.computeIfAbsent(h.party(), p -> {
                    parties.add(p);
                    return parties.size() - 1;
                });
                rows.add(number);
                items.add(i);
                parts.add(h.part());
                End end = episode.lastEnd();
                stays.add(new Stock.Item(
                        episode.origin(), end.left(), end.rightIfEnded().orElse(null), number, h.part() * it.volume()));
            }
        }
        party = rows.stream().mapToInt(Integer::intValue).toArray();
        item = items.stream().mapToInt(Integer::intValue).toArray();
        part = parts.stream().mapToDouble(Double::doubleValue).toArray();
        stock = Stock.of(stays);
        open = new double[parties.size()];
        openBeyondNorm = new double[parties.size()];
        for (int r = 0; r < party.length; r++) {
            Item it = population.items().get(item[r]);
            if (isOpen(it, Duration.ZERO)) {
                open[party[r]] += part[r];
            }
            if (isOpen(it, settings.norm())) {
                openBeyondNorm[party[r]] += part[r];
            }
        }
    }

    private League league() {
        Standing[] standings = timing.standings(settings.norm());
        int[] cluster = new int[party.length];
        Standing[] standing = new Standing[party.length];
        double[] weight = new double[party.length];
        for (int r = 0; r < party.length; r++) {
            Item it = population.items().get(item[r]);
            cluster[r] = it.cluster();
            standing[r] = standings[item[r]];
            weight[r] = it.weight() * part[r];
        }
        return League.of(party, cluster, standing, weight);
    }

    /** Whether a party is somebody who can be ranked. */
    private boolean known(int number) {
        return !parties.get(number).startsWith(UNKNOWN);
    }

    Figures.League figures() {
        League all = league();
        League enough = all.ofAtLeast(settings.minN());
        int[] numbers = enough.providers();
        List<ShareInterval> every = enough.shares();
        List<Integer> ranked = new ArrayList<>();
        for (int k = 0; k < numbers.length; k++) {
            if (known(numbers[k])) {
                ranked.add(k);
            }
        }
        long unranked = Arrays.stream(all.providers()).filter(this::known).count() - ranked.size();
        if (ranked.isEmpty()) {
            return new Figures.League(
                    List.of(), (int) unranked, Estimate.NONE, Estimate.NONE, Estimate.NONE, Estimate.NONE, null);
        }
        List<ShareInterval> shares = ranked.stream().map(every::get).toList();
        List<PooledShare> pooled = PartialPooling.of(shares).shares();
        List<RankSet> ranks = RankSets.pairwise(shares, LEVEL);
        List<League.ChanceOfTop> chances = settings.bootstrap() > 0
                ? enough.chancesOfTop(TOP_FIVE, settings.bootstrap(), settings.seed())
                : List.of();
        Funnel target = Funnel.aroundTarget(FigureSettings.TARGET);
        @Nullable Funnel mean = shares.size() >= 2 ? Funnel.aroundMean(shares) : null;
        double allItems = part.length == 0 ? 1 : Arrays.stream(part).sum();
        List<LeagueRow> rows = new ArrayList<>();
        for (int k = 0; k < shares.size(); k++) {
            int index = ranked.get(k);
            int number = numbers[index];
            PooledShare p = pooled.get(k);
            rows.add(new LeagueRow(
                    parties.get(number),
                    Timing.figure(shares.get(k)),
                    new Estimate(
                            (p.range().low() + p.range().high()) / 2,
                            p.credible().low(),
                            p.credible().high()),
                    ranks.get(k).best(),
                    ranks.get(k).worst(),
                    chances.isEmpty() ? null : chances.get(index).bySurely(),
                    target.position(shares.get(k)).name().toLowerCase(Locale.ROOT),
                    Math.round(open[number]),
                    Math.round(openBeyondNorm[number]),
                    hours(Optional.of(number)),
                    underRepresented(number, allItems)));
        }
        rows.sort(Comparator.comparingDouble((LeagueRow r) -> r.withinNorm().low())
                .reversed()
                .thenComparing(LeagueRow::party));
        League.Averages averages = all.averages(settings.bootstrap(), settings.seed());
        return new Figures.League(
                rows,
                (int) unranked,
                low(averages.overItems()),
                high(averages.overItems()),
                low(averages.overProviders()),
                high(averages.overProviders()),
                mean == null ? null : funnel(target, mean, shares));
    }

    private static Estimate low(League.Average a) {
        return new Estimate(a.range().low(), a.interval().map(Interval::low).orElse(null), null);
    }

    private static Estimate high(League.Average a) {
        return new Estimate(
                a.range().high(), null, a.interval().map(Interval::high).orElse(null));
    }

    private Figures.FunnelPlot funnel(Funnel target, Funnel mean, List<ShareInterval> shares) {
        double largest =
                shares.stream().mapToDouble(s -> s.surely().size()).max().orElse(1);
        List<Figures.FunnelLimit> aroundTarget = new ArrayList<>();
        List<Figures.FunnelLimit> aroundMean = new ArrayList<>();
        for (double size : FUNNEL_SIZES) {
            aroundTarget.add(limit(target, size));
            aroundMean.add(limit(mean, size));
            if (size > largest) {
                break;
            }
        }
        return new Figures.FunnelPlot(
                FigureSettings.TARGET, mean.centre(), mean.dispersion(), aroundTarget, aroundMean);
    }

    private static Figures.FunnelLimit limit(Funnel funnel, double size) {
        Interval alert = funnel.limits(size, Funnel.ALERT);
        Interval alarm = funnel.limits(size, Funnel.ALARM);
        return new Figures.FunnelLimit(size, alarm.low(), alert.low(), alert.high(), alarm.high());
    }

    /** Items that the provider was notified of and that could be timed, against all it was notified of. */
    private boolean underRepresented(int number, double allItems) {
        double volume = 0;
        for (int r = 0; r < party.length; r++) {
            if (party[r] == number) {
                volume += part[r];
            }
        }
        long timed = Math.round(volume);
        long notified = population.notifiedOf(parties.get(number));
        return new Representation(timed, Math.round(allItems), Math.max(timed, notified), population.notified())
                .underRepresented();
    }

    private boolean isOpen(Item it, Duration beyond) {
        Episode e = timing.episode(it);
        return e.lastEnd() instanceof End.StillThere there
                && !there.left().isBefore(e.origin().plus(beyond));
    }

    /** Items not seen to end, last seen at an age of {@code beyond} or more. */
    long open(Duration beyond) {
        return population.items().stream().filter(i -> isOpen(i, beyond)).count();
    }

    Estimate hours(Optional<Integer> number) {
        Instant from = population.items().stream()
                .map(i -> timing.episode(i).origin())
                .min(Instant::compareTo)
                .orElse(population.cutoff());
        Interval hours = number.isPresent()
                ? stock.itemHours(number.get(), from, population.cutoff(), settings.norm())
                : stock.itemHours(from, population.cutoff(), settings.norm());
        return new Estimate(null, hours.low(), hours.high());
    }

    List<Figures.FewItems> fewItems() {
        List<Figures.FewItems> rows = new ArrayList<>();
        League all = league();
        int[] numbers = all.providers();
        List<ShareInterval> shares = all.shares();
        for (int k = 0; k < numbers.length; k++) {
            int number = numbers[k];
            ShareInterval share = shares.get(k);
            long openBeyond = Math.round(openBeyondNorm[number]);
            if (!known(number) || share.items() >= settings.minN() || openBeyond == 0) {
                continue;
            }
            long within = Math.min(share.items(), Math.round(share.within()));
            long possibly = Math.min(share.items(), Math.round(share.within() + share.undecided()));
            Figures.ShareFigure bare = Timing.figure(share);
            rows.add(new Figures.FewItems(
                    parties.get(number),
                    share.items(),
                    share.items() - Math.round(open[number]),
                    openBeyond,
                    new Figures.ShareFigure(
                            bare.n(),
                            bare.effectiveN(),
                            bare.clusters(),
                            bare.sure(),
                            bare.undecided(),
                            bare.low(),
                            bare.high(),
                            ClopperPearson.interval(within, share.items(), LEVEL)
                                    .low(),
                            ClopperPearson.interval(possibly, share.items(), LEVEL)
                                    .high(),
                            Estimate.NONE,
                            "",
                            false)));
        }
        rows.sort(Comparator.comparingLong(Figures.FewItems::openBeyondNorm)
                .reversed()
                .thenComparing(Figures.FewItems::party));
        return rows;
    }

    Figures.Stock stock() {
        Instant first = population.items().stream()
                .map(i -> timing.episode(i).origin())
                .min(Instant::compareTo)
                .orElse(population.cutoff());
        List<Instant> grid = new ArrayList<>();
        for (Instant at = first; !at.isAfter(population.cutoff()); at = at.plus(Duration.ofDays(1))) {
            grid.add(at);
        }
        List<Interval> open = stock.series(grid, Duration.ZERO).open();
        List<Interval> day = stock.series(grid, Duration.ofDays(1)).open();
        List<Interval> twoDays = stock.series(grid, Duration.ofDays(2)).open();
        List<Interval> week = stock.series(grid, Duration.ofDays(7)).open();
        List<String> at = new ArrayList<>();
        List<Long> sure = new ArrayList<>();
        List<Long> beyond24 = new ArrayList<>();
        List<Long> beyond48 = new ArrayList<>();
        List<Long> beyond168 = new ArrayList<>();
        List<Long> possibly = new ArrayList<>();
        for (int k = 0; k < grid.size(); k++) {
            at.add(grid.get(k).toString());
            sure.add(Math.round(open.get(k).low()));
            beyond24.add(Math.round(day.get(k).low()));
            beyond48.add(Math.round(twoDays.get(k).low()));
            beyond168.add(Math.round(week.get(k).low()));
            possibly.add(Math.round(open.get(k).high()));
        }
        return new Figures.Stock(at, sure, beyond24, beyond48, beyond168, possibly);
    }
}
