// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import nl.schoonnet.reporting.figures.Figures.ClassFigure;
import nl.schoonnet.reporting.figures.Figures.Curve;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.reporting.figures.Figures.ShareFigure;
import nl.schoonnet.reporting.figures.Figures.Speed;
import nl.schoonnet.reporting.population.Item;
import nl.schoonnet.takedown.curve.AalenJohansen;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.CurveEstimate;
import nl.schoonnet.takedown.curve.ExactSample;
import nl.schoonnet.takedown.curve.KaplanMeier;
import nl.schoonnet.takedown.curve.Npmle;
import nl.schoonnet.takedown.curve.NpmleFit;
import nl.schoonnet.takedown.curve.SieveFit;
import nl.schoonnet.takedown.episode.Channel;
import nl.schoonnet.takedown.episode.Conventions;
import nl.schoonnet.takedown.episode.Counting;
import nl.schoonnet.takedown.episode.Episode;
import nl.schoonnet.takedown.episode.NormClasses;
import nl.schoonnet.takedown.episode.NormSplit;
import nl.schoonnet.takedown.episode.Tally;
import nl.schoonnet.takedown.episode.TimeClass;
import nl.schoonnet.takedown.episode.Yardstick;
import org.jspecify.annotations.Nullable;

/** How fast items go: per group and yardstick, and by every estimator. */
final class SpeedFigures {
    private static final double WEEK = 168;
    /** Of so many items without delayed entry the sieve is fitted too, to be compared with the others. */
    private static final int MOST_FOR_COMPARISON = 1_000_000;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private final List<Item> items;
    private final FigureSettings settings;
    private final Timing network;
    private final Timing internet;
    private final Map<Ends, Optional<TimeCurve>> fitted = new HashMap<>();

    SpeedFigures(List<Item> items, FigureSettings settings) {
        this.items = items;
        this.settings = settings;
        this.network = new Timing(items, Yardstick.OFF_THIS_NETWORK, false);
        this.internet = new Timing(items, Yardstick.OFF_THE_INTERNET, false);
    }

    /** The curve of some items; where the yardsticks see the same ends it is fitted once. */
    Optional<TimeCurve> curveOf(Timing timing) {
        return fitted.computeIfAbsent(new Ends(timing), k -> TimeCurve.of(timing, settings));
    }

    /** Which items ended when and how: all that a curve depends on. Items are the same only if they are the same object. */
    private record Ends(Timing timing) {
        @Override
        public int hashCode() {
            CensoredSample sample = timing.allEnds();
            int hash = Arrays.hashCode(timing.causes());
            for (int i = 0; i < sample.size(); i++) {
                hash = 31 * hash + Double.hashCode(sample.right(i));
            }
            return hash;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // two records can be equal and yet two items
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof Ends ends) || !Arrays.equals(timing.causes(), ends.timing.causes())) {
                return false;
            }
            CensoredSample own = timing.allEnds();
            CensoredSample others = ends.timing.allEnds();
            for (int i = 0; i < own.size(); i++) {
                if (own.left(i) != others.left(i)
                        || own.right(i) != others.right(i)
                        || timing.items().get(i) != ends.timing.items().get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    Timing timing(Yardstick yardstick) {
        return yardstick == Yardstick.OFF_THE_INTERNET ? internet : network;
    }

    /** All items on both yardsticks, then each channel and the obstructed ones by the yardstick of the provider's duty. */
    List<Speed> all() {
        List<Speed> speeds = new ArrayList<>();
        speeds.add(speed("all", timing(Yardstick.OFF_THIS_NETWORK), true));
        speeds.add(speed("all", timing(Yardstick.OFF_THE_INTERNET), true));
        for (Channel channel : Channel.values()) {
            List<Item> some = items.stream().filter(i -> i.channel() == channel).toList();
            if (!some.isEmpty() && some.size() < items.size()) {
                speeds.add(speed(
                        "channel_" + channel.name().toLowerCase(java.util.Locale.ROOT),
                        new Timing(some, Yardstick.OFF_THIS_NETWORK, false),
                        false));
            }
        }
        List<Item> obstructed =
                items.stream().filter(i -> i.offNetwork().clock().obstructed()).toList();
        if (!obstructed.isEmpty()) {
            speeds.add(speed("obstructed", new Timing(obstructed, Yardstick.OFF_THIS_NETWORK, false), false));
        }
        return speeds;
    }

    private Speed speed(String group, Timing timing, boolean curve) {
        Optional<TimeCurve> fitted = curveOf(timing);
        ShareFigure share = share(timing, fitted);
        return new Speed(
                group,
                timing.word(),
                timing.items().size(),
                share,
                classes(timing),
                curve ? curve(timing, fitted) : null,
                fitted.map(c -> c.quantile(0.5)).orElse(Estimate.NONE),
                fitted.map(c -> c.quantile(0.9)).orElse(Estimate.NONE),
                fitted.map(c -> c.restrictedMean(WEEK)).orElse(Estimate.NONE));
    }

    /** The share within the norm with its estimate, which is printed only inside its range or as a corrected one. */
    ShareFigure share(Timing timing, Optional<TimeCurve> fitted) {
        ShareFigure bare = timing.figure(settings.norm());
        if (fitted.isEmpty()) {
            return bare;
        }
        TimeCurve curve = fitted.get();
        if (timing.hasOtherEnds() && !(curve instanceof TimeCurve.Incidence)) {
            // It would say "if nothing else ended items"; with sparse looks other ends have ranges only.
            return bare;
        }
        Estimate estimate = curve.at(settings.normHours());
        Double value = estimate.value();
        boolean inside = value != null && value >= bare.low() - 1e-9 && value <= bare.high() + 1e-9;
        if (value == null || !(inside || curve.corrected())) {
            return bare;
        }
        return Timing.withEstimate(bare, estimate, curve.estimator(), curve.corrected());
    }

    private static List<ClassFigure> classes(Timing whole) {
        // What wasn't drawn is looked at too seldom to say into which class it falls.
        Timing timing = whole.drawn();
        if (timing.items().isEmpty()) {
            return List.of();
        }
        NormClasses classes = NormClasses.of(timing.episodes(), timing.weights(), timing.counting());
        List<ClassFigure> figures = new ArrayList<>();
        String[] codes = {"within_24", "from_24_to_48", "beyond_48"};
        List<TimeClass> between = classes.between(DAY, TWO_DAYS);
        for (int i = 0; i < codes.length; i++) {
            TimeClass c = between.get(i);
            figures.add(new ClassFigure(
                    codes[i], c.sure().items(), c.possible().items(), c.lowestShare(), c.highestShare()));
        }
        NormSplit split = classes.at(TWO_DAYS);
        own(figures, "made_inaccessible", split.inaccessible(), split.all());
        own(figures, "moved", split.moved(), split.all());
        return figures;
    }

    private static void own(List<ClassFigure> figures, String code, Tally tally, Tally all) {
        if (tally.items() > 0) {
            double share = tally.shareOf(all);
            figures.add(new ClassFigure(code, tally.items(), tally.items(), share, share));
        }
    }

    private Curve curve(Timing timing, Optional<TimeCurve> fitted) {
        double[] grid = Arrays.stream(TimeCurve.Incidence.grid(settings.normHours()))
                .filter(hours -> hours <= WEEK)
                .toArray();
        CensoredSample sample = timing.sample();
        int[] causes = timing.causes();
        // Each item counts from a point of the grid on.
        double[] sure = new double[grid.length + 1];
        double[] possible = new double[grid.length + 1];
        long[] unseen = new long[grid.length + 1];
        long drawn = 0;
        for (int i = 0; i < sample.size(); i++) {
            double weight = sample.weight(i);
            int afterLeft = from(grid, Math.nextUp(sample.left(i)));
            if (causes[i] != Timing.OTHER_END) {
                // What ended otherwise never counts as possibly ended.
                possible[afterLeft] += weight;
            }
            if (!sample.rightCensored(i)) {
                sure[from(grid, sample.right(i))] += weight;
            }
            if (weight > 0) {
                drawn++;
                unseen[afterLeft]++;
            }
        }
        double total = sample.totalWeight();
        List<Double> hours = new ArrayList<>();
        List<Double> cdf = new ArrayList<>();
        List<@Nullable Double> low = new ArrayList<>();
        List<@Nullable Double> high = new ArrayList<>();
        List<Double> boundLow = new ArrayList<>();
        List<Double> boundHigh = new ArrayList<>();
        List<Long> atRisk = new ArrayList<>();
        double surely = 0;
        double possibly = 0;
        long left = drawn;
        for (int k = 0; k < grid.length; k++) {
            addPoint(grid[k], fitted, hours, cdf, low, high);
            surely += sure[k];
            possibly += possible[k];
            left -= unseen[k];
            boundLow.add(surely / total);
            boundHigh.add(Math.max(surely, possibly) / total);
            atRisk.add(left);
        }
        return new Curve(
                fitted.map(TimeCurve::estimator).orElse("none"), hours, cdf, low, high, boundLow, boundHigh, atRisk);
    }

    /** The first point at or after so many hours; the number of points if there is none. */
    private static int from(double[] grid, double hours) {
        int at = Arrays.binarySearch(grid, hours);
        return at >= 0 ? at : -at - 1;
    }

    private static void addPoint(
            double at,
            Optional<TimeCurve> fitted,
            List<Double> hours,
            List<Double> cdf,
            List<@Nullable Double> low,
            List<@Nullable Double> high) {
        Estimate e = fitted.map(c -> c.drawnAt(at)).orElse(Estimate.NONE);
        hours.add(at);
        Double value = e.value();
        cdf.add(value == null ? Double.NaN : value);
        low.add(e.low());
        high.add(e.high());
    }

    // ---- every estimator on the internet yardstick ----

    private static SortedMap<String, Double> at(double[] hours, java.util.function.DoubleUnaryOperator cdf) {
        SortedMap<String, Double> map = new TreeMap<>();
        for (double h : hours) {
            double value = cdf.applyAsDouble(h);
            if (Double.isFinite(value)) {
                map.put(FigureRun.key(h), value);
            }
        }
        return map;
    }

    private double[] hours(double... fixed) {
        return DoubleStream.concat(Arrays.stream(fixed), DoubleStream.of(settings.normHours()))
                .distinct()
                .sorted()
                .toArray();
    }

    Figures.@Nullable KaplanMeierFigures kaplanMeier(CensoredSample sample) {
        if (sample.size() == 0) {
            return null;
        }
        KaplanMeier curve = KaplanMeier.fit(ExactSample.midpoints(sample));
        double[] hours = hours(24, 48, 168);
        SortedMap<String, @Nullable Double> low = new TreeMap<>();
        SortedMap<String, @Nullable Double> high = new TreeMap<>();
        for (double h : hours) {
            CurveEstimate e = curve.cdf(h);
            low.put(FigureRun.key(h), finite(e.low()));
            high.put(FigureRun.key(h), finite(e.high()));
        }
        CurveEstimate median = curve.median();
        return new Figures.KaplanMeierFigures(
                at(hours, h -> curve.cdf(h).value()),
                low,
                high,
                new Estimate(finite(median.value()), finite(median.low()), finite(median.high())),
                TimeCurve.dense(sample, settings.normHours()));
    }

    /** Where the NPMLE stands in the headline, its fit and replicates are those of the curve there. */
    Figures.@Nullable NpmleFigures npmle(CensoredSample sample, Optional<TimeCurve> fitted) {
        if (sample.size() == 0) {
            return null;
        }
        TimeCurve.@Nullable Steps headline =
                fitted.isPresent() && fitted.get() instanceof TimeCurve.Steps steps ? steps : null;
        Npmle npmle = headline == null ? Npmle.prepare(sample) : headline.npmle();
        NpmleFit fit = headline == null ? npmle.fit(1e-9) : headline.fit();
        double[] hours = hours(24, 48, 168);
        boolean truncated = sample.truncated();
        List<NpmleFit> replicates = headline == null ? List.of() : headline.replicates();
        if (replicates.isEmpty() && settings.bootstrap() > 0) {
            replicates = ClusterBootstrap.of(sample, settings.seed())
                    .replicate(settings.bootstrap(), weights -> npmle.fit(weights, 1e-4, fit));
        }
        boolean band = !replicates.isEmpty() && !truncated && Admitted.npmleBootstrap(sample, settings.normHours());
        SortedMap<String, @Nullable Double> low = new TreeMap<>();
        SortedMap<String, @Nullable Double> high = new TreeMap<>();
        for (double h : hours) {
            double[] values = replicates.stream().mapToDouble(r -> r.cdf(h)).toArray();
            CurveEstimate e = CurveEstimate.percentile(fit.cdf(h), values);
            low.put(FigureRun.key(h), band ? finite(e.low()) : null);
            high.put(FigureRun.key(h), band ? finite(e.high()) : null);
        }
        double week = Math.max(WEEK, settings.normHours());
        return new Figures.NpmleFigures(
                at(hours, fit::cdf),
                at(hours, fit::straddle),
                low,
                high,
                fit.kuhnTuckerGap(),
                fit.logLikelihood(),
                fit.jumps().size(),
                truncated,
                npmle.start(),
                npmle.smallestRiskSet(week),
                npmle.conditionalTau().isPresent() ? npmle.conditionalTau().getAsDouble() : null,
                fit.collapsed(settings.normHours()),
                replicates.size(),
                replicates.stream().mapToDouble(NpmleFit::kuhnTuckerGap).max().orElse(0));
    }

    /** Not where it would take long to repeat what the others say: of very many items without delayed entry. */
    Figures.@Nullable SieveFigures sieve(CensoredSample sample, Optional<TimeCurve> fitted) {
        if (sample.size() > MOST_FOR_COMPARISON && !sample.truncated()) {
            return null;
        }
        Optional<SieveFit> fit = fitted.isPresent() && fitted.get() instanceof TimeCurve.Hazard hazard
                ? Optional.of(hazard.fit())
                : nl.schoonnet.takedown.curve.Sieve.fit(sample, settings.normHours());
        if (fit.isEmpty()) {
            return null;
        }
        TimeCurve curve = fitted.filter(TimeCurve.Hazard.class::isInstance)
                .orElseGet(() ->
                        new TimeCurve.Hazard(fit.get(), null, Admitted.sieveLikelihood(sample, settings.normHours())));
        double[] hours = hours(24, 48);
        SortedMap<String, @Nullable Double> low = new TreeMap<>();
        SortedMap<String, @Nullable Double> high = new TreeMap<>();
        for (double h : hours) {
            Estimate e = curve.at(h);
            low.put(FigureRun.key(h), e.low());
            high.put(FigureRun.key(h), e.high());
        }
        boolean replicated = curve instanceof TimeCurve.Hazard hazard && hazard.replicates() != null;
        boolean likelihood = curve instanceof TimeCurve.Hazard hazard && hazard.likelihood();
        return new Figures.SieveFigures(
                fit.get().start(),
                at(hours, fit.get()::cdf),
                low,
                high,
                fit.get().logLikelihood(),
                fit.get().cells().size(),
                replicated ? "bootstrap" : likelihood ? "likelihood" : "none");
    }

    Figures.@Nullable Incidence incidence() {
        Timing timing = timing(Yardstick.OFF_THIS_NETWORK);
        CensoredSample all = timing.allEnds();
        if (all.size() == 0 || !TimeCurve.dense(all, settings.normHours())) {
            return null;
        }
        int[] causes = nl.schoonnet.takedown.episode.EpisodeSamples.causes(timing.episodes(), Counting.REMOVED);
        ExactSample ends = ExactSample.midpoints(all, causes);
        AalenJohansen curve = AalenJohansen.fit(ends);
        double[] hours = hours(24, 48, 168);
        int[] kinds = curve.causes();
        ClusterBand band = ClusterBand.of(all, settings, weights -> {
            AalenJohansen replicate = AalenJohansen.fit(ends.withWeights(weights));
            double[] values = new double[kinds.length * hours.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = incidence(replicate, kinds[k / hours.length], hours[k % hours.length]);
            }
            return values;
        });
        SortedMap<String, SortedMap<String, Estimate>> byEnd = new TreeMap<>();
        for (int k = 0; k < kinds.length; k++) {
            String code = switch (kinds[k]) {
                case 1 -> "removed";
                case 2 -> "made_inaccessible";
                default -> "moved";
            };
            SortedMap<String, Estimate> byHour = new TreeMap<>();
            for (int h = 0; h < hours.length; h++) {
                byHour.put(
                        FigureRun.key(hours[h]),
                        band.estimate(incidence(curve, kinds[k], hours[h]), k * hours.length + h));
            }
            byEnd.put(code, byHour);
        }
        return new Figures.Incidence(byEnd);
    }

    private static double incidence(AalenJohansen curve, int cause, double hours) {
        boolean known = Arrays.stream(curve.causes()).anyMatch(c -> c == cause);
        return known ? curve.cdf(cause, hours).value() : 0;
    }

    Figures.Conventions conventions() {
        List<Episode> episodes = timing(Yardstick.OFF_THE_INTERNET).episodes();
        return new Figures.Conventions(
                naive(Conventions.lastSeen(episodes, DAY, TWO_DAYS), episodes.size()),
                naive(Conventions.firstAbsent(episodes, DAY, TWO_DAYS), episodes.size()));
    }

    private static Figures.NaiveClasses naive(List<Tally> tallies, int all) {
        double n = Math.max(1, all);
        return new Figures.NaiveClasses(
                tallies.get(0).items() / n,
                tallies.get(1).items() / n,
                tallies.get(2).items() / n);
    }

    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
