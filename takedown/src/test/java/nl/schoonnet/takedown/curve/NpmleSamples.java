// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.curve;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Made samples, and the same estimate by slow and plain means. */
final class NpmleSamples {
    static final double NEVER = Double.POSITIVE_INFINITY;

    private NpmleSamples() {}

    /** Items as rows of entry, left, right. */
    static CensoredSample items(double[]... items) {
        return CensoredSample.of(column(items, 0), column(items, 1), column(items, 2));
    }

    private static double[] column(double[][] items, int column) {
        return Arrays.stream(items).mapToDouble(item -> item[column]).toArray();
    }

    /** Ends at a Weibull time of shape 0.6 with F(24 h) = 0.46; daily looks at a uniform phase, until 30 days. */
    static CensoredSample weibullWithDailyLooks(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double shape = 0.6;
        double scale = 24 / Math.pow(-Math.log1p(-0.46), 1 / shape);
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double end = scale * Math.pow(-Math.log1p(-random.nextDouble()), 1 / shape);
            double phase = 24 * random.nextDouble();
            double look = phase;
            while (look < end && look <= 720) {
                left[i] = look;
                look += 24;
            }
            right[i] = look <= 720 ? look : NEVER;
        }
        return CensoredSample.of(left, right);
    }

    /** Small samples with ties, exact times, censoring and, if asked for, entries, on a grid of whole hours. */
    static CensoredSample onGrid(int n, boolean truncated, SplittableRandom random) {
        double[] entry = new double[n];
        double[] left = new double[n];
        double[] right = new double[n];
        double[] weight = new double[n];
        int[] cluster = new int[n];
        for (int i = 0; i < n; i++) {
            entry[i] = truncated ? random.nextInt(6) : 0;
            left[i] = entry[i] + random.nextInt(8);
            right[i] = left[i] + 1 + random.nextInt(6);
            switch (random.nextInt(4)) {
                case 0 -> left[i] = Math.nextDown(right[i]);
                case 1 -> right[i] = NEVER;
                default -> {}
            }
            weight[i] = 1 + random.nextInt(3);
            cluster[i] = i;
        }
        return CensoredSample.of(entry, left, right, weight, cluster);
    }

    /** The distinct times of a sample, ascending, and infinity. */
    static double[] cuts(CensoredSample sample) {
        double[] all = new double[3 * sample.size() + 1];
        all[0] = NEVER;
        for (int i = 0; i < sample.size(); i++) {
            all[3 * i + 1] = sample.entry(i);
            all[3 * i + 2] = sample.left(i);
            all[3 * i + 3] = sample.right(i);
        }
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    /** Mass in each cell between neighbouring cuts; what the curve leaves over lies in the last cell. */
    static double[] masses(NpmleFit fit, double[] cuts) {
        double[] masses = new double[cuts.length - 1];
        double left = 1;
        for (NpmleFit.Jump jump : fit.jumps()) {
            for (int k = 0; k < masses.length; k++) {
                if (cuts[k] < jump.right() && jump.right() <= cuts[k + 1]) {
                    masses[k] += jump.mass();
                }
            }
            left -= jump.mass();
        }
        masses[masses.length - 1] += Math.max(0, left);
        return masses;
    }

    static double logLikelihood(CensoredSample sample, double[] cuts, double[] masses) {
        double sum = 0;
        for (int i = 0; i < sample.size(); i++) {
            double inside = sum(cuts, masses, sample.left(i), sample.right(i));
            double beyond = sum(cuts, masses, sample.entry(i), NEVER);
            sum += sample.weight(i) * (Math.log(inside) - Math.log(beyond));
        }
        return sum;
    }

    /** The largest derivative of the likelihood by the mass in any cell, by the definition, per unit of weight. */
    static double kuhnTuckerGap(CensoredSample sample, double[] cuts, double[] masses) {
        double largest = 0;
        for (int k = 0; k < masses.length; k++) {
            double derivative = 0;
            for (int i = 0; i < sample.size(); i++) {
                if (sample.left(i) <= cuts[k] && cuts[k + 1] <= sample.right(i)) {
                    derivative += sample.weight(i) / sum(cuts, masses, sample.left(i), sample.right(i));
                }
                if (sample.entry(i) <= cuts[k]) {
                    derivative -= sample.weight(i) / sum(cuts, masses, sample.entry(i), NEVER);
                }
            }
            largest = Math.max(largest, derivative / sample.totalWeight());
        }
        return largest;
    }

    /** Turnbull's (1976) self-consistency, truncation included, on all cells: slow, but nothing to get wrong. */
    static double[] selfConsistent(CensoredSample sample, double[] cuts, int iterations) {
        double[] masses = new double[cuts.length - 1];
        Arrays.fill(masses, 1.0 / masses.length);
        for (int iteration = 0; iteration < iterations; iteration++) {
            double[] expected = new double[masses.length];
            for (int i = 0; i < sample.size(); i++) {
                double inside = sum(cuts, masses, sample.left(i), sample.right(i));
                double beyond = sum(cuts, masses, sample.entry(i), NEVER);
                for (int k = 0; k < masses.length; k++) {
                    if (sample.left(i) <= cuts[k] && cuts[k + 1] <= sample.right(i)) {
                        expected[k] += sample.weight(i) * masses[k] / inside;
                    }
                    if (cuts[k] < sample.entry(i)) {
                        expected[k] += sample.weight(i) * masses[k] / beyond;
                    }
                }
            }
            double total = Arrays.stream(expected).sum();
            Arrays.setAll(masses, k -> expected[k] / total);
        }
        return masses;
    }

    private static double sum(double[] cuts, double[] masses, double from, double to) {
        double sum = 0;
        for (int k = 0; k < masses.length; k++) {
            if (from <= cuts[k] && cuts[k + 1] <= to) {
                sum += masses[k];
            }
        }
        return sum;
    }
}
