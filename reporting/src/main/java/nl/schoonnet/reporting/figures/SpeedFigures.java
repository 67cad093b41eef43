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
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    /** Points of the curve between whole hours, so that a curve drawn from them is the curve. */
    private static final int POINTS_PER_HOUR = 2;

    private final List<Item> items;
    private final FigureSettings settings;
    private final Map<Ends, Optional<TimeCurve>> fitted = new HashMap<>();

    SpeedFigures(List<Item> items, FigureSettings settings) {
        this.items = items;
        this.settings = settings;
    }

    /** The curve of some items; where the yardsticks see the same ends it is fitted once. */
    Optional<TimeCurve> curveOf(Timing timing) {
        return fitted.computeIfAbsent(Ends.of(timing), k -> TimeCurve.of(timing, settings));
    }

    /** Which items ended when and how: all that a curve depends on. Items are the same only if they are the same object. */
    private static final class Ends {
        private final List<Item> items;
        private final int[] causes;
        private final double[] bounds;

        private Ends(List<Item> items, int[] causes, double[] bounds) {
            this.items = items;
            this.causes = causes;
            this.bounds = bounds;
        }

        static Ends of(Timing timing) {
            CensoredSample sample = timing.allEnds();
            double[] bounds = new double[2 * sample.size()];
            for (int i = 0; i < sample.size(); i++) {
                bounds[2 * i] = sample.left(i);
                bounds[2 * i + 1] = sample.right(i);
            }
            return new Ends(timing.items(), timing.causes(), bounds);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(causes) + Arrays.hashCode(bounds);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // two records can be equal and yet two items
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof Ends ends)
                    || !Arrays.equals(causes, ends.causes)
                    || !Arrays.equals(bounds, ends.bounds)) {
                return false;
            }
            for (int i = 0; i < causes.length; i++) {
                if (items.get(i) != ends.items.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    Timing timing(Yardstick yardstick) {
        return new Timing(items, yardstick, false);
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
        Timing timing = new Timing(
                whole.items().stream().filter(i -> i.weight() > 0).toList(),
                whole.yardstick(),
                whole.inaccessibleToo());
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
        CensoredSample sample = timing.sample();
        int n = sample.size();
        double[] left = new double[n];
        double[] right = new double[n];
        double[] leftWeight = new double[n];
        double[] rightWeight = new double[n];
        Integer[] byLeft = new Integer[n];
        Integer[] byRight = new Integer[n];
        int[] causes = timing.causes();
        for (int i = 0; i < n; i++) {
            byLeft[i] = i;
            byRight[i] = i;
        }
        Arrays.sort(byLeft, (a, b) -> Double.compare(sample.left(a), sample.left(b)));
        Arrays.sort(byRight, (a, b) -> Double.compare(sample.right(a), sample.right(b)));
        double total = sample.totalWeight();
        double[] drawn = java.util.stream.IntStream.range(0, n)
                .filter(i -> sample.weight(i) > 0)
                .mapToDouble(sample::left)
                .sorted()
                .toArray();
        for (int i = 0; i < n; i++) {
            left[i] = sample.left(byLeft[i]);
            // What ended otherwise never counts as possibly ended.
            leftWeight[i] = (i == 0 ? 0 : leftWeight[i - 1])
                    + (causes[byLeft[i]] == Timing.OTHER_END ? 0 : sample.weight(byLeft[i]));
            right[i] = sample.right(byRight[i]);
            rightWeight[i] = (i == 0 ? 0 : rightWeight[i - 1])
                    + (sample.rightCensored(byRight[i]) ? 0 : sample.weight(byRight[i]));
        }
        List<Double> hours = new ArrayList<>();
        List<Double> cdf = new ArrayList<>();
        List<@Nullable Double> low = new ArrayList<>();
        List<@Nullable Double> high = new ArrayList<>();
        List<Double> boundLow = new ArrayList<>();
        List<Double> boundHigh = new ArrayList<>();
        List<Long> atRisk = new ArrayList<>();
        double norm = settings.normHours();
        for (int k = 0; k <= WEEK * POINTS_PER_HOUR; k++) {
            double at = (double) k / POINTS_PER_HOUR;
            addPoint(at, fitted, hours, cdf, low, high);
            double sure = upTo(right, rightWeight, at) / total;
            boundLow.add(sure);
            boundHigh.add(Math.max(sure, below(left, leftWeight, at) / total));
            atRisk.add((long) (drawn.length - count(drawn, at)));
            if (at < norm && norm < at + 1.0 / POINTS_PER_HOUR && norm < WEEK) {
                addPoint(norm, fitted, hours, cdf, low, high);
                double sureAtNorm = upTo(right, rightWeight, norm) / total;
                boundLow.add(sureAtNorm);
                boundHigh.add(Math.max(sureAtNorm, below(left, leftWeight, norm) / total));
                atRisk.add((long) (drawn.length - count(drawn, norm)));
            }
        }
        return new Curve(
                fitted.map(TimeCurve::estimator).orElse("none"), hours, cdf, low, high, boundLow, boundHigh, atRisk);
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

    private static int count(double[] sorted, double below) {
        int index = Arrays.binarySearch(sorted, below);
        if (index < 0) {
            return -index - 1;
        }
        while (index > 0 && sorted[index - 1] == below) {
            index--;
        }
        return index;
    }

    private static double below(double[] sorted, double[] cumulated, double limit) {
        int count = count(sorted, limit);
        return count == 0 ? 0 : cumulated[count - 1];
    }

    private static double upTo(double[] sorted, double[] cumulated, double limit) {
        return below(sorted, cumulated, Math.nextUp(limit));
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
        return java.util.stream.DoubleStream.concat(
                        Arrays.stream(fixed), java.util.stream.DoubleStream.of(settings.normHours()))
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
        Npmle npmle = Npmle.prepare(sample);
        TimeCurve.@Nullable Steps headline =
                fitted.isPresent() && fitted.get() instanceof TimeCurve.Steps steps ? steps : null;
        NpmleFit fit = headline == null ? npmle.fit(1e-9) : headline.fit();
        double[] hours = hours(24, 48, 168);
        boolean truncated = sample.truncated();
        List<NpmleFit> replicates = headline == null ? List.of() : headline.replicates();
        if (replicates.isEmpty() && settings.bootstrap() > 0) {
            replicates = ClusterBootstrap.of(sample, settings.seed())
                    .replicate(settings.bootstrap(), weights -> npmle.fit(weights, 1e-4, fit));
        }
        boolean band = !truncated && Admitted.npmleBootstrap(sample, settings.normHours());
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

    Figures.@Nullable SieveFigures sieve(CensoredSample sample, Optional<TimeCurve> fitted) {
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
