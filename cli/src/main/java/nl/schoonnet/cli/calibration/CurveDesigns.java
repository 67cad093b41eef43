// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import nl.schoonnet.takedown.curve.CensoredSample;
import nl.schoonnet.takedown.curve.ClusterBootstrap;
import nl.schoonnet.takedown.curve.CurveEstimate;
import nl.schoonnet.takedown.curve.ExactSample;
import nl.schoonnet.takedown.curve.KaplanMeier;
import nl.schoonnet.takedown.curve.Npmle;
import nl.schoonnet.takedown.curve.NpmleFit;
import nl.schoonnet.takedown.curve.Sieve;
import nl.schoonnet.takedown.curve.SieveFit;
import nl.schoonnet.testbed.SimulatedItems;
import nl.schoonnet.testbed.SimulatedItems.Looks;

/**
 * Designs for F(24 h): Weibull times of shape 0.6 with F(24 h) = 0.46, looked at for 30 days.
 *
 * <p>Bootstraps have 399 replicates, near the 400 of a report, where a fit is cheap: Kaplan-Meier, and 500 items. Elsewhere
 * 39, the fewest with which a band is printed, since a design needs 2,000 bootstraps. Their extremes hold the truth in 95% of
 * cases if replicates scatter around the estimate as estimates do around the truth; where they don't, so few pull the
 * coverage towards 95%.
 */
final class CurveDesigns {
    private static final double NORM = 24;
    private static final double SHAPE = 0.6;
    private static final double WITHIN = 0.46;
    private static final double CUT_OFF_DAYS = 30;
    private static final double TOGETHER = 0.9;
    private static final int CLUSTER = 20;

    /** As the figures have it. */
    private static final double FIT_GAP = 1e-9;

    private static final double REPLICATE_GAP = 1e-4;

    private static final String WITHIN_NORM = "F(24 h) of the generator";
    private static final String GIVEN_START = "F(24 h) of the generator, given T > a";

    private CurveDesigns() {}

    /** Kaplan-Meier on exact times, and on midpoints of hourly looks. */
    static List<Design> kaplanMeier() {
        List<Design> designs = new ArrayList<>();
        for (int items : new int[] {100, 500, 5_000}) {
            designs.add(kaplanMeier("km-exact-" + items, 0, items, 1));
        }
        designs.add(kaplanMeier("km-1h-500", 1, 500, 1));
        designs.add(kaplanMeier("km-1h-5000", 1, 5_000, 1));
        designs.add(kaplanMeier("km-exact-500-clusters-20", 0, 500, CLUSTER));
        return designs;
    }

    /** Kaplan-Meier with a percentile cluster bootstrap: what a report prints with dense looks. */
    static Design kaplanMeierBootstrap(int gap, int items, int replicates, int largestCluster, int small) {
        Looks looks = gap == 0 ? new Looks.Exact() : new Looks.Every(gap, false);
        SimulatedItems.Design simulated = simulated(items, largestCluster, looks);
        return new Design(
                "km-bootstrap-" + (gap == 0 ? "exact" : gap + "h") + "-" + items + clusters(largestCluster),
                "kaplan-meier",
                "bootstrap-" + replicates,
                gap,
                items,
                largestCluster,
                WITHIN_NORM,
                Criterion.POINT_UNBIASED,
                small,
                seed -> kaplanMeierOnce(simulated, replicates, seed));
    }

    /** The NPMLE with a percentile cluster bootstrap. */
    static Design npmle(int gap, int items, int replicates, int largestCluster, int small) {
        SimulatedItems.Design simulated = simulated(items, largestCluster, new Looks.Every(gap, false));
        return new Design(
                "npmle-" + gap + "h-" + items + clusters(largestCluster),
                "npmle",
                "bootstrap-" + replicates,
                gap,
                items,
                largestCluster,
                WITHIN_NORM,
                gap == 1 ? Criterion.POINT_UNBIASED : Criterion.POINT,
                small,
                seed -> npmleOnce(simulated, replicates, seed));
    }

    /** The sieve under delayed entry with its likelihood interval. */
    static Design sieveLikelihood(int gap, int items, int largestCluster, int small) {
        SimulatedItems.Design simulated = simulated(items, largestCluster, new Looks.Every(gap, true));
        return new Design(
                "sieve-likelihood-" + gap + "h-" + items + clusters(largestCluster),
                "sieve",
                "likelihood",
                gap,
                items,
                largestCluster,
                GIVEN_START,
                Criterion.POINT_UNBIASED,
                small,
                seed -> sieveOnce(simulated, 0, seed));
    }

    /** The sieve under delayed entry with a percentile cluster bootstrap. */
    static Design sieveBootstrap(int gap, int items, int replicates, int largestCluster, int small) {
        SimulatedItems.Design simulated = simulated(items, largestCluster, new Looks.Every(gap, true));
        return new Design(
                "sieve-bootstrap-" + gap + "h-" + items + clusters(largestCluster),
                "sieve",
                "bootstrap-" + replicates,
                gap,
                items,
                largestCluster,
                GIVEN_START,
                Criterion.POINT_UNBIASED,
                small,
                seed -> sieveOnce(simulated, replicates, seed));
    }

    /** The NPMLE under delayed entry, which claims no interval. */
    static Design npmleTruncated(int gap, int items, int small) {
        SimulatedItems.Design simulated = simulated(items, 1, new Looks.Every(gap, true));
        return new Design(
                "npmle-truncated-" + gap + "h-" + items,
                "npmle-truncated",
                "none",
                gap,
                items,
                1,
                GIVEN_START,
                Criterion.PUBLISHED,
                small,
                seed -> {
                    Npmle npmle = Npmle.prepare(sample(SimulatedItems.draw(simulated, seed)));
                    NpmleFit fit = npmle.fit(FIT_GAP);
                    return Outcome.withoutClaim(fit.cdf(NORM), given(simulated, npmle.start()), fit.collapsed(NORM));
                });
    }

    private static Design kaplanMeier(String name, int gap, int items, int largestCluster) {
        Looks looks = gap == 0 ? new Looks.Exact() : new Looks.Every(gap, false);
        SimulatedItems.Design simulated = simulated(items, largestCluster, looks);
        return new Design(
                name,
                "kaplan-meier",
                "greenwood-log-log",
                gap,
                items,
                largestCluster,
                WITHIN_NORM,
                Criterion.POINT,
                Design.DECIDING / 4,
                seed -> {
                    CensoredSample sample = sample(SimulatedItems.draw(simulated, seed));
                    CurveEstimate estimate =
                            KaplanMeier.fit(ExactSample.midpoints(sample)).cdf(NORM);
                    return Outcome.of(estimate, simulated.shareWithin(NORM));
                });
    }

    private static Outcome npmleOnce(SimulatedItems.Design simulated, int replicates, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        CensoredSample sample = sample(SimulatedItems.draw(simulated, seeds.nextLong()));
        Npmle npmle = Npmle.prepare(sample);
        NpmleFit fit = npmle.fit(FIT_GAP);
        double[] drawn = ClusterBootstrap.of(sample, seeds.nextLong())
                .replicate(
                        replicates,
                        weights -> npmle.fit(weights, REPLICATE_GAP, fit).cdf(NORM))
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Outcome.of(CurveEstimate.percentile(fit.cdf(NORM), drawn), simulated.shareWithin(NORM));
    }

    private static Outcome kaplanMeierOnce(SimulatedItems.Design simulated, int replicates, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        CensoredSample sample = sample(SimulatedItems.draw(simulated, seeds.nextLong()));
        ExactSample midpoints = ExactSample.midpoints(sample);
        double[] drawn = ClusterBootstrap.of(sample, seeds.nextLong())
                .replicate(
                        replicates,
                        weights -> KaplanMeier.fit(midpoints.withWeights(weights))
                                .cdf(NORM)
                                .value())
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double value = KaplanMeier.fit(midpoints).cdf(NORM).value();
        return Outcome.of(CurveEstimate.percentile(value, drawn), simulated.shareWithin(NORM));
    }

    private static Outcome sieveOnce(SimulatedItems.Design simulated, int replicates, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        CensoredSample sample = sample(SimulatedItems.draw(simulated, seeds.nextLong()));
        return Sieve.fit(sample, NORM)
                .map(fit ->
                        Outcome.of(interval(fit, sample, replicates, seeds.nextLong()), given(simulated, fit.start())))
                .orElse(Outcome.NOTHING);
    }

    private static CurveEstimate interval(SieveFit fit, CensoredSample sample, int replicates, long seed) {
        return replicates == 0
                ? fit.likelihoodInterval(NORM)
                : fit.bootstrap(ClusterBootstrap.of(sample, seed), replicates).cdf(NORM);
    }

    /** F(24 h) given T &gt; a. */
    private static double given(SimulatedItems.Design simulated, double start) {
        double before = simulated.shareWithin(start);
        return (simulated.shareWithin(NORM) - before) / (1 - before);
    }

    private static String clusters(int largest) {
        return largest == 1 ? "" : "-clusters-" + largest;
    }

    private static SimulatedItems.Design simulated(int items, int largestCluster, Looks looks) {
        return new SimulatedItems.Design(items, SHAPE, WITHIN, largestCluster, TOGETHER, looks, CUT_OFF_DAYS);
    }

    private static CensoredSample sample(SimulatedItems items) {
        double[] ones = new double[items.size()];
        Arrays.fill(ones, 1);
        return CensoredSample.of(items.entry(), items.left(), items.right(), ones, items.cluster());
    }
}
