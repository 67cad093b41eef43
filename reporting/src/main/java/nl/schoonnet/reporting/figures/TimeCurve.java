// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.takedown.curve.AalenJohansen;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.CurveEstimate;
import nl.schoonnet.takedown.curve.ExactSample;
import nl.schoonnet.takedown.curve.Npmle;
import nl.schoonnet.takedown.curve.NpmleFit;
import nl.schoonnet.takedown.curve.Sieve;
import nl.schoonnet.takedown.curve.SieveBootstrap;
import nl.schoonnet.takedown.curve.SieveFit;
import org.jspecify.annotations.Nullable;

/**
 * The curve that a set of items admits (MEASUREMENT.md section 3): dense looks the cumulative incidence, delayed entry the
 * sieve, sparse looks the NPMLE. A band is printed only where calibration admits it.
 */
sealed interface TimeCurve {
    /** kaplan-meier, aalen-johansen, sieve or npmle. */
    String estimator();

    /** Whether it answers for all that was notified, also what vanished before anybody could look. */
    boolean corrected();

    /** F at so many hours. */
    Estimate at(double hours);

    /** F at so many hours for drawing: as {@link #at}, without a band that would have to be searched for at each point. */
    default Estimate drawnAt(double hours) {
        return at(hours);
    }

    /** Hours until a share has ended; a null value where it isn't reached. */
    Estimate quantile(double share);

    /** Mean of min(T, horizon), in hours. */
    Estimate restrictedMean(double horizonHours);

    /** The share of finite intervals that touch (0, 2 x norm] and are shorter than norm/12, 0-1; 1 without such intervals. */
    static double denseShare(CensoredSample sample, double norm) {
        long touching = 0;
        long dense = 0;
        for (int i = 0; i < sample.size(); i++) {
            if (sample.weight(i) > 0 && !sample.rightCensored(i) && sample.left(i) < 2 * norm) {
                touching++;
                if (sample.right(i) - sample.left(i) < norm / 12) {
                    dense++;
                }
            }
        }
        return touching == 0 ? 1 : (double) dense / touching;
    }

    /** Whether the looks are dense enough for exact-time estimators. */
    static boolean dense(CensoredSample sample, double norm) {
        return denseShare(sample, norm) >= 0.99;
    }

    /** The curve for these items; empty if there are too few for any. */
    static Optional<TimeCurve> of(Timing timing, FigureSettings settings) {
        if (!timing.measured()) {
            return Optional.empty();
        }
        CensoredSample sample = timing.sample();
        double norm = settings.normHours();
        if (dense(sample, norm)) {
            return Optional.of(Incidence.of(timing, settings));
        }
        if (sample.truncated()) {
            return Sieve.fit(sample, norm).map(fit -> {
                boolean replicate = settings.bootstrap() >= 39 && Admitted.sieveBootstrap(sample, norm);
                return new Hazard(
                        fit,
                        replicate
                                ? fit.bootstrap(ClusterBootstrap.of(sample, settings.seed()), settings.bootstrap())
                                : null,
                        Admitted.sieveLikelihood(sample, norm));
            });
        }
        return Optional.of(Steps.of(sample, settings));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /**
     * The cumulative incidence of the end that is asked for, from dense looks: Kaplan-Meier where nothing else ended items,
     * else Aalen-Johansen. Bands are percentile over clusters; without replicates there is none.
     *
     * @param values F on the grid, then median, 90th percentile (+∞ where not reached) and mean up to a week
     */
    record Incidence(String estimator, List<Double> grid, List<Double> values, ClusterBand band) implements TimeCurve {
        private static final double WEEK = 168;
        /** Points of the curve per hour, so that a curve drawn from them is the curve. */
        private static final int PER_HOUR = 2;

        static Incidence of(Timing timing, FigureSettings settings) {
            CensoredSample all = timing.allEnds();
            boolean others = timing.hasOtherEnds();
            ExactSample ends = ExactSample.midpoints(all, timing.causes());
            double[] grid = grid(settings.normHours());
            Function<double[], double[]> statistic =
                    weights -> numbers(AalenJohansen.fit(ends.withWeights(weights)), grid);
            return new Incidence(
                    others ? "aalen-johansen" : "kaplan-meier",
                    Arrays.stream(grid).boxed().toList(),
                    Arrays.stream(statistic.apply(timing.weights())).boxed().toList(),
                    ClusterBand.of(all, settings, statistic));
        }

        /** Hours of a week and the norm: the points at which the curve is known, and drawn. */
        static double[] grid(double norm) {
            return DoubleStream.concat(
                            IntStream.rangeClosed(0, (int) (WEEK * PER_HOUR)).mapToDouble(k -> (double) k / PER_HOUR),
                            DoubleStream.of(norm))
                    .distinct()
                    .sorted()
                    .toArray();
        }

        private static double[] numbers(AalenJohansen curve, double[] grid) {
            double[] numbers = new double[grid.length + 3];
            boolean known = Arrays.stream(curve.causes()).anyMatch(c -> c == 1);
            double median = Double.POSITIVE_INFINITY;
            double ninetieth = Double.POSITIVE_INFINITY;
            double area = 0;
            double before = 0;
            double value = 0;
            int g = 0;
            if (known) {
                for (double time : curve.times()) {
                    while (g < grid.length && grid[g] < time) {
                        numbers[g++] = value;
                    }
                    area += value * (Math.min(time, WEEK) - Math.min(before, WEEK));
                    before = time;
                    value = curve.cdf(1, time).value();
                    median = value >= 0.5 ? Math.min(median, time) : median;
                    ninetieth = value >= 0.9 ? Math.min(ninetieth, time) : ninetieth;
                }
            }
            while (g < grid.length) {
                numbers[g++] = value;
            }
            area += value * (WEEK - Math.min(before, WEEK));
            numbers[grid.length] = median;
            numbers[grid.length + 1] = ninetieth;
            numbers[grid.length + 2] = WEEK - area;
            return numbers;
        }

        private Estimate number(int k) {
            return band.estimate(values.get(k), k);
        }

        @Override
        public boolean corrected() {
            return false;
        }

        @Override
        public Estimate at(double hours) {
            int index = Collections.binarySearch(grid, hours);
            return index < 0 ? Estimate.NONE : number(index);
        }

        @Override
        public Estimate quantile(double share) {
            if (share == 0.5) {
                return number(grid.size());
            }
            return share == 0.9 ? number(grid.size() + 1) : Estimate.NONE;
        }

        @Override
        public Estimate restrictedMean(double horizonHours) {
            return horizonHours == WEEK ? number(grid.size() + 2) : Estimate.NONE;
        }
    }

    /** The sieve, with its likelihood interval or its bootstrap, whichever calibration admits. */
    record Hazard(SieveFit fit, @Nullable SieveBootstrap replicates, boolean likelihood) implements TimeCurve {
        @Override
        public String estimator() {
            return "sieve";
        }

        @Override
        public boolean corrected() {
            return true;
        }

        @Override
        public Estimate at(double hours) {
            if (replicates != null) {
                return ClusterBand.of(replicates.cdf(hours));
            }
            return likelihood
                    ? ClusterBand.of(fit.likelihoodInterval(hours))
                    : new Estimate(finite(fit.cdf(hours)), null, null);
        }

        @Override
        public Estimate drawnAt(double hours) {
            return replicates == null ? new Estimate(finite(fit.cdf(hours)), null, null) : at(hours);
        }

        @Override
        public Estimate quantile(double share) {
            return replicates == null
                    ? new Estimate(finite(fit.quantile(share)), null, null)
                    : ClusterBand.of(replicates.quantile(share));
        }

        @Override
        public Estimate restrictedMean(double horizonHours) {
            return replicates == null
                    ? new Estimate(finite(fit.restrictedMean(horizonHours)), null, null)
                    : ClusterBand.of(replicates.restrictedMean(horizonHours));
        }
    }

    /** The NPMLE of untruncated items; a band only for designs that calibration admits. */
    record Steps(Npmle npmle, NpmleFit fit, List<NpmleFit> replicates) implements TimeCurve {
        static Steps of(CensoredSample sample, FigureSettings settings) {
            Npmle npmle = Npmle.prepare(sample);
            NpmleFit fit = npmle.fit(1e-9);
            boolean replicate = settings.bootstrap() >= 39 && Admitted.npmleBootstrap(sample, settings.normHours());
            return new Steps(
                    npmle,
                    fit,
                    replicate
                            ? ClusterBootstrap.of(sample, settings.seed())
                                    .replicate(settings.bootstrap(), w -> npmle.fit(w, 1e-4, fit))
                            : List.of());
        }

        @Override
        public String estimator() {
            return "npmle";
        }

        @Override
        public boolean corrected() {
            return false;
        }

        @Override
        public Estimate at(double hours) {
            return percentile(
                    fit.cdf(hours),
                    replicates.stream().mapToDouble(r -> r.cdf(hours)).toArray());
        }

        @Override
        public Estimate quantile(double share) {
            return percentile(
                    fit.quantile(share).orElse(Double.POSITIVE_INFINITY),
                    replicates.stream()
                            .mapToDouble(r -> r.quantile(share).orElse(Double.POSITIVE_INFINITY))
                            .toArray());
        }

        @Override
        public Estimate restrictedMean(double horizonHours) {
            return percentile(
                    fit.restrictedMean(horizonHours),
                    replicates.stream()
                            .mapToDouble(r -> r.restrictedMean(horizonHours))
                            .toArray());
        }

        private static Estimate percentile(double value, double[] replicates) {
            return ClusterBand.of(CurveEstimate.percentile(value, replicates));
        }
    }
}
