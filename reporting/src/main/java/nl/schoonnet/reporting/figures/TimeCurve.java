// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.schoonnet.reporting.figures.Figures.Estimate;
import nl.schoonnet.takedown.curve.AalenJohansen;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.CurveEstimate;
import nl.schoonnet.takedown.curve.ExactSample;
import nl.schoonnet.takedown.curve.KaplanMeier;
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
        if (timing.items().isEmpty()) {
            return Optional.empty();
        }
        CensoredSample sample = timing.sample();
        double norm = settings.normHours();
        if (dense(sample, norm)) {
            if (timing.hasOtherEnds()) {
                return Optional.of(
                        new Incidence(AalenJohansen.fit(ExactSample.midpoints(timing.allEnds(), timing.causes()))));
            }
            return Optional.of(
                    new Product(KaplanMeier.fit(ExactSample.midpoints(sample)), Admitted.greenwood(sample, norm)));
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

    private static Estimate estimate(CurveEstimate e) {
        return new Estimate(finite(e.value()), finite(e.low()), finite(e.high()));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Kaplan-Meier: dense looks and one kind of end. */
    record Product(KaplanMeier curve, boolean band) implements TimeCurve {
        @Override
        public String estimator() {
            return "kaplan-meier";
        }

        @Override
        public boolean corrected() {
            return false;
        }

        @Override
        public Estimate at(double hours) {
            return admitted(estimate(curve.cdf(hours)));
        }

        @Override
        public Estimate quantile(double share) {
            return admitted(estimate(curve.quantile(share)));
        }

        private Estimate admitted(Estimate estimate) {
            return band ? estimate : new Estimate(estimate.value(), null, null);
        }

        @Override
        public Estimate restrictedMean(double horizonHours) {
            KaplanMeier.RestrictedMean mean = curve.restrictedMean(horizonHours);
            double half = 1.959963984540054 * mean.standardError();
            return admitted(new Estimate(
                    finite(mean.hours()), finite(Math.max(0, mean.hours() - half)), finite(mean.hours() + half)));
        }
    }

    /** Aalen-Johansen: dense looks and competing ends. */
    record Incidence(AalenJohansen curve) implements TimeCurve {
        @Override
        public String estimator() {
            return "aalen-johansen";
        }

        @Override
        public boolean corrected() {
            return false;
        }

        private boolean known() {
            return Arrays.stream(curve.causes()).anyMatch(c -> c == 1);
        }

        @Override
        public Estimate at(double hours) {
            return known() ? estimate(curve.cdf(1, hours)) : new Estimate(0.0, null, null);
        }

        @Override
        public Estimate quantile(double share) {
            if (known()) {
                for (double time : curve.times()) {
                    if (curve.cdf(1, time).value() >= share) {
                        return new Estimate(time, null, null);
                    }
                }
            }
            return Estimate.NONE;
        }

        @Override
        public Estimate restrictedMean(double horizonHours) {
            return Estimate.NONE;
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
                return estimate(replicates.cdf(hours));
            }
            return likelihood
                    ? estimate(fit.likelihoodInterval(hours))
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
                    : estimate(replicates.quantile(share));
        }

        @Override
        public Estimate restrictedMean(double horizonHours) {
            return replicates == null
                    ? new Estimate(finite(fit.restrictedMean(horizonHours)), null, null)
                    : estimate(replicates.restrictedMean(horizonHours));
        }
    }

    /** The NPMLE of untruncated items; a band only for designs that calibration admits. */
    record Steps(NpmleFit fit, List<NpmleFit> replicates) implements TimeCurve {
        static Steps of(CensoredSample sample, FigureSettings settings) {
            Npmle npmle = Npmle.prepare(sample);
            NpmleFit fit = npmle.fit(1e-9);
            boolean replicate = settings.bootstrap() >= 39 && Admitted.npmleBootstrap(sample, settings.normHours());
            return new Steps(
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
            if (replicates.length == 0) {
                return new Estimate(finite(value), null, null);
            }
            Arrays.sort(replicates);
            int cut = (int) Math.floor(0.025 * (replicates.length + 1)) - 1;
            return new Estimate(
                    finite(value), finite(replicates[cut]), finite(replicates[replicates.length - 1 - cut]));
        }
    }
}
