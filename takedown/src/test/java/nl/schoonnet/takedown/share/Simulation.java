// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Clustered items with a known share: what the coverage tests draw from. */
final class Simulation {
    private Simulation() {}

    /** Pages of 1 to 200 items, spread evenly over orders of magnitude. */
    static long[] pages(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToLong(c -> (long) Math.exp(random.nextDouble() * Math.log(200.99)))
                .toArray();
    }

    /** Items within per page: shares of pages are beta with this mean and correlation rho, rho 1 is all or nothing. */
    static long[] within(SplittableRandom random, long[] pages, double share, double rho) {
        long[] within = new long[pages.length];
        for (int c = 0; c < pages.length; c++) {
            double own = ofPage(random, share, rho);
            for (long i = 0; i < pages[c]; i++) {
                within[c] += random.nextDouble() < own ? 1 : 0;
            }
        }
        return within;
    }

    static double ofPage(SplittableRandom random, double share, double rho) {
        if (rho == 0) {
            return share;
        }
        if (rho == 1) {
            return random.nextDouble() < share ? 1 : 0;
        }
        double both = (1 - rho) / rho;
        double a = gamma(random, share * both);
        double b = gamma(random, (1 - share) * both);
        return a / (a + b);
    }

    /** Marsaglia and Tsang 2000. */
    private static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
