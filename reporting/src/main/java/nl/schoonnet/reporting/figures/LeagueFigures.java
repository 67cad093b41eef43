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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.LeagueRow;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.Stay;
import nl.schoonnet.takedown.episode.ClockOrigin;
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
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Open> open = new ArrayList<>();
    /** Per party what is open beyond the norm, in whole items: who must act is no matter of weights. */
    private final List<Long> toActOn = new ArrayList<>();

    /** Per party the parts of items that were drawn to be timed, and those of all by volume; empty for nobody in particular. */
    private final double[] timed;

    private final double[] volumes;

    private final Stock stock;
    /** Without what nobody was notified of: no norm runs there. */
    private final Stock notified;
    /** Parties that hold an item of the period; those after them only hold what else is in the stock. */
    private final int partiesWithItems;

    private Open openInAll = Open.NOTHING;
    private final Instant start;

    /**
     * What was not seen to end, weighted like volumes; what several parties share is open at each.
     *
     * @param seen seen within {@link FigureSettings#SEEN_WITHIN} before the cut-off
     * @param beyondNorm of these, those notified at least the norm before their last sighting
     * @param notSeenSince last seen longer ago
     */
    record Open(double seen, double beyondNorm, double notSeenSince) {
        static final Open NOTHING = new Open(0, 0, 0);

        Open plus(Open other) {
            return new Open(seen + other.seen, beyondNorm + other.beyondNorm, notSeenSince + other.notSeenSince);
        }
    }

    LeagueFigures(Population population, FigureSettings settings) {
        this.population = population;
        this.settings = settings;
        this.timing = new Timing(population.items(), Yardstick.OFF_THIS_NETWORK, false);
        int rows =
                population.items().stream().mapToInt(i -> i.holdings().size()).sum();
        party = new int[rows];
        item = new int[rows];
        part = new double[rows];
        int row = 0;
        for (int i = 0; i < population.items().size(); i++) {
            for (Item.Holding h : population.items().get(i).holdings()) {
                party[row] = number(h.party());
                item[row] = i;
                part[row++] = h.part();
            }
        }
        partiesWithItems = parties.size();
        timed = new double[partiesWithItems];
        volumes = new double[partiesWithItems];
        for (int r = 0; r < rows; r++) {
            if (known(party[r])) {
                Item it = population.items().get(item[r]);
                timed[party[r]] += it.weight() > 0 ? part[r] : 0;
                volumes[party[r]] += part[r] * it.volume();
            }
        }
        List<Stock.Item> all = new ArrayList<>(rows);
        List<Stock.Item> underNorm = new ArrayList<>(rows);
        for (Item it : population.items()) {
            add(it.holdings(), it.volume(), timing.episode(it), all, underNorm);
        }
        for (Stay stay : population.stays()) {
            add(stay.holdings(), stay.volume(), stay.episode(), all, underNorm);
        }
        stock = Stock.of(all);
        notified = underNorm.size() == all.size() ? stock : Stock.of(underNorm);
        start = start();
    }

    private int number(String name) {
        return numbers.computeIfAbsent(name, p -> {
            parties.add(p);
            open.add(Open.NOTHING);
            toActOn.add(0L);
            return parties.size() - 1;
        });
    }

    /** Adds what some parties hold to what is open and to the stock. */
    private void add(
            List<Item.Holding> holdings,
            double volume,
            Episode episode,
            List<Stock.Item> all,
            List<Stock.Item> underNorm) {
        Open mine = open(episode, volume);
        openInAll = openInAll.plus(mine);
        End end = episode.lastEnd();
        for (Item.Holding h : holdings) {
            int number = number(h.party());
            if (isOpen(episode)) {
                open.set(number, open.get(number).plus(mine));
                toActOn.set(number, toActOn.get(number) + (isBeyondNorm(episode) ? 1 : 0));
            }
            Stock.Item there = new Stock.Item(
                    episode.origin(), end.left(), end.rightIfEnded().orElse(null), number, h.part() * volume);
            all.add(there);
            if (!isUnnotified(episode)) {
                underNorm.add(there);
            }
        }
    }

    /** What isn't seen before the period began isn't counted before it. */
    private Instant start() {
        Instant first = Stream.concat(
                        population.items().stream().map(timing::episode),
                        population.stays().stream().map(Stay::episode))
                .map(Episode::origin)
                .min(Instant::compareTo)
                .orElse(population.cutoff());
        Instant from = population.from();
        return from == null || from.isBefore(first) ? first : from;
    }

    private Open open(Episode episode, double volume) {
        if (!isOpen(episode)) {
            return Open.NOTHING;
        }
        Instant last = episode.lastEnd().left();
        return last.isBefore(population.cutoff().minus(FigureSettings.SEEN_WITHIN))
                ? new Open(0, 0, volume)
                : new Open(volume, isBeyondNorm(episode) ? volume : 0, 0);
    }

    /** An item that no look saw since its notice isn't known to be there. */
    private static boolean isOpen(Episode e) {
        return e.lastEnd() instanceof End.StillThere
                && (isUnnotified(e) || e.lastEnd().left().isAfter(e.origin()));
    }

    /** Nobody was notified of it, so that no norm runs. */
    private static boolean isUnnotified(Episode e) {
        return e.clock().origin() == ClockOrigin.FIRST_SEEN;
    }

    private boolean isBeyondNorm(Episode e) {
        return !isUnnotified(e) && !e.lastEnd().left().isBefore(e.origin().plus(settings.norm()));
    }

    /** All rows, or only those of parties that are known: nobody in particular takes no rank and is no provider. */
    private League league(boolean all) {
        Standing[] standings = timing.standings(settings.norm());
        int[] cluster = new int[party.length];
        Standing[] standing = new Standing[party.length];
        double[] weight = new double[party.length];
        for (int r = 0; r < party.length; r++) {
            Item it = population.items().get(item[r]);
            cluster[r] = it.cluster();
            standing[r] = standings[item[r]];
            weight[r] = all || known(party[r]) ? it.weight() * part[r] : 0;
        }
        return League.of(party, cluster, standing, weight);
    }

    /** Whether a party is somebody who can be ranked. */
    private boolean known(int number) {
        return Parties.known(parties.get(number));
    }

    Figures.League figures() {
        League providers = league(false);
        League enough = providers.ofAtLeast(settings.minN());
        int[] ranked = enough.providers();
        long unranked = IntStream.range(0, partiesWithItems).filter(this::known).count() - ranked.length;
        if (ranked.length == 0) {
            return new Figures.League(
                    List.of(), (int) unranked, Estimate.NONE, Estimate.NONE, Estimate.NONE, Estimate.NONE, null);
        }
        List<ShareInterval> shares = enough.shares();
        List<PooledShare> pooled = PartialPooling.of(shares).shares();
        List<RankSet> ranks = RankSets.pairwise(shares, LEVEL);
        List<League.ChanceOfTop> chances = settings.bootstrap() > 0
                ? enough.chancesOfTop(TOP_FIVE, settings.bootstrap(), settings.seed())
                : List.of();
        Funnel target = Funnel.aroundTarget(FigureSettings.TARGET);
        @Nullable Funnel mean = shares.size() >= 2 ? Funnel.aroundMean(shares) : null;
        List<LeagueRow> rows = new ArrayList<>();
        for (int k = 0; k < shares.size(); k++) {
            int number = ranked[k];
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
                    chances.isEmpty() ? null : chances.get(k).bySurely(),
                    target.position(shares.get(k)).name().toLowerCase(Locale.ROOT),
                    Math.round(open.get(number).seen()),
                    Math.round(open.get(number).beyondNorm()),
                    Math.round(open.get(number).notSeenSince()),
                    hours(Optional.of(number)),
                    underRepresented(parties.get(number)),
                    false));
        }
        rows.sort(Comparator.comparingDouble((LeagueRow r) -> r.withinNorm().low())
                .reversed()
                .thenComparing(LeagueRow::party));
        boolean allKnown = IntStream.range(0, partiesWithItems).allMatch(this::known);
        League everybody = allKnown ? providers : league(true);
        League.Average overItems =
                everybody.averages(settings.bootstrap(), settings.seed()).overItems();
        League.Average overProviders =
                providers.averages(settings.bootstrap(), settings.seed()).overProviders();
        return new Figures.League(
                rows,
                (int) unranked,
                low(overItems),
                high(overItems),
                low(overProviders),
                high(overProviders),
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

    /** Its items that were drawn to be timed, against all it held: those, those not drawn, and those that can't be timed. */
    boolean underRepresented(String name) {
        int number = numbers.getOrDefault(name, Integer.MAX_VALUE);
        boolean held = number < partiesWithItems;
        double untimed = population.untimedByParty().getOrDefault(name, 0.0);
        double allUntimed = population.untimedByParty().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return new Representation(
                        held ? timed[number] : 0,
                        Arrays.stream(timed).sum(),
                        untimed + (held ? volumes[number] : 0),
                        allUntimed + Arrays.stream(volumes).sum())
                .underRepresented();
    }

    /** What is open at all parties together, each stay counted once. */
    Open open() {
        return openInAll;
    }

    Estimate hours(Optional<Integer> number) {
        Interval hours = number.isPresent()
                ? notified.itemHours(number.get(), start, population.cutoff(), settings.norm())
                : notified.itemHours(start, population.cutoff(), settings.norm());
        return new Estimate(null, hours.low(), hours.high());
    }

    /** Acting on an open item never depends on numbers, nor on which items were drawn for the measurement of speed. */
    List<Figures.FewItems> fewItems() {
        Standing[] standings = timing.standings(settings.norm());
        int[][] rowsOf = rowsByParty();
        List<Figures.FewItems> rows = new ArrayList<>();
        for (int number = 0; number < parties.size(); number++) {
            int[] items = rowsOf[number];
            int[] drawn = Arrays.stream(items)
                    .filter(r -> population.items().get(item[r]).weight() > 0)
                    .toArray();
            if (!known(number) || drawn.length >= settings.minN() || toActOn.get(number) == 0) {
                continue;
            }
            long gone = Arrays.stream(items)
                    .filter(r ->
                            !(timing.episode(population.items().get(item[r])).lastEnd() instanceof End.StillThere))
                    .count();
            rows.add(new Figures.FewItems(
                    parties.get(number), items.length, gone, toActOn.get(number), exact(drawn, standings)));
        }
        rows.sort(Comparator.comparingLong(Figures.FewItems::openBeyondNorm)
                .reversed()
                .thenComparing(Figures.FewItems::party));
        return rows;
    }

    private int[][] rowsByParty() {
        int[] size = new int[parties.size()];
        for (int p : party) {
            size[p]++;
        }
        int[][] rows = new int[parties.size()][];
        Arrays.setAll(rows, p -> new int[size[p]]);
        for (int r = party.length - 1; r >= 0; r--) {
            rows[party[r]][--size[party[r]]] = r;
        }
        return rows;
    }

    /** The share within the norm of some rows, in whole items, with exact limits around its range. */
    private Figures.ShareFigure exact(int[] rows, Standing[] standings) {
        int n = rows.length;
        if (n == 0) {
            return Timing.NO_SHARE;
        }
        long within = Arrays.stream(rows)
                .filter(r -> standings[item[r]] == Standing.WITHIN)
                .count();
        long undecided = Arrays.stream(rows)
                .filter(r -> standings[item[r]] == Standing.UNDECIDED)
                .count();
        int clusters = (int) Arrays.stream(rows)
                .map(r -> population.items().get(item[r]).cluster())
                .distinct()
                .count();
        return new Figures.ShareFigure(
                n,
                n,
                clusters,
                within,
                undecided,
                (double) within / n,
                (double) (within + undecided) / n,
                ClopperPearson.interval(within, n, LEVEL).low(),
                ClopperPearson.interval(within + undecided, n, LEVEL).high(),
                Estimate.NONE,
                "",
                false);
    }

    Figures.Stock stock() {
        List<Instant> grid = new ArrayList<>();
        for (Instant at = start; !at.isAfter(population.cutoff()); at = at.plus(Duration.ofDays(1))) {
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
