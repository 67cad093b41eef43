// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.hipparchus.special.Beta;
import org.hipparchus.special.Gamma;

/**
 * The joint posterior of mean and overdispersion on a grid, and the mixture of betas it gives each provider.
 *
 * <p>The grid lies on the logits of mu and rho, where the posterior is smooth and falls off on all sides; it is narrowed
 * round by round to the box in which the log density is within {@link #DEPTH} of its maximum. On such a grid the plain sum
 * converges exponentially.
 */
final class BetaBinomialPosterior {
    /** Differences in log density that no longer matter: e^-25 is 1e-11. */
    private static final double DEPTH = 25;

    private static final int SIDE = 20;
    private static final int ROUNDS = 12;

    private record Node(double a, double b, double weight) {}

    private final double[] within;
    private final double[] size;
    private final List<Node> nodes;

    private BetaBinomialPosterior(double[] within, double[] size, List<Node> nodes) {
        this.within = within;
        this.size = size;
        this.nodes = nodes;
    }

    static BetaBinomialPosterior of(double[] within, double[] size) {
        Integer[] order = IntStream.range(0, size.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> size[i]).thenComparingDouble(i -> within[i]))
                .toArray(Integer[]::new);
        double[] sortedWithin = Arrays.stream(order).mapToDouble(i -> within[i]).toArray();
        double[] sortedSize = Arrays.stream(order).mapToDouble(i -> size[i]).toArray();

        double[] muAxis = axis(-12, 12);
        double[] rhoAxis = axis(-16, 12);
        double[][] density = density(sortedWithin, sortedSize, muAxis, rhoAxis);
        for (int round = 0; round < ROUNDS; round++) {
            double peak =
                    Arrays.stream(density).flatMapToDouble(Arrays::stream).max().orElseThrow();
            int muFirst = SIDE;
            int muLast = 0;
            int rhoFirst = SIDE;
            int rhoLast = 0;
            for (int m = 0; m < SIDE; m++) {
                for (int r = 0; r < SIDE; r++) {
                    if (density[m][r] > peak - DEPTH) {
                        muFirst = Math.min(muFirst, m);
                        muLast = Math.max(muLast, m);
                        rhoFirst = Math.min(rhoFirst, r);
                        rhoLast = Math.max(rhoLast, r);
                    }
                }
            }
            double[] muNext = between(muAxis, muFirst - 1, muLast + 1);
            double[] rhoNext = between(rhoAxis, rhoFirst - 1, rhoLast + 1);
            boolean settled = width(muNext) > 0.8 * width(muAxis) && width(rhoNext) > 0.8 * width(rhoAxis);
            if (settled) {
                break;
            }
            muAxis = muNext;
            rhoAxis = rhoNext;
            density = density(sortedWithin, sortedSize, muAxis, rhoAxis);
        }
        return new BetaBinomialPosterior(within.clone(), size.clone(), nodes(density, muAxis, rhoAxis));
    }

    private static double[] axis(double from, double to) {
        double[] axis = new double[SIDE];
        Arrays.setAll(axis, i -> from + (to - from) * i / (SIDE - 1));
        return axis;
    }

    private static double[] between(double[] axis, int first, int last) {
        return axis(axis[Math.max(0, first)], axis[Math.min(SIDE - 1, last)]);
    }

    private static double width(double[] axis) {
        return axis[SIDE - 1] - axis[0];
    }

    private static double[][] density(double[] within, double[] size, double[] muAxis, double[] rhoAxis) {
        double[][] density = new double[SIDE][SIDE];
        for (int m = 0; m < SIDE; m++) {
            for (int r = 0; r < SIDE; r++) {
                double mu = logistic(muAxis[m]);
                double rho = logistic(rhoAxis[r]);
                double a = a(mu, rho);
                double b = b(mu, rho);
                double prior = logBeta(a, b);
                double sum = Math.log(mu * (1 - mu)) + Math.log(rho * (1 - rho));
                for (int i = 0; i < size.length; i++) {
                    sum += logBeta(a + within[i], b + (size[i] - within[i])) - prior;
                }
                density[m][r] = sum;
            }
        }
        return density;
    }

    private static List<Node> nodes(double[][] density, double[] muAxis, double[] rhoAxis) {
        double peak =
                Arrays.stream(density).flatMapToDouble(Arrays::stream).max().orElseThrow();
        double total = 0;
        for (double[] row : density) {
            for (double value : row) {
                total += Math.exp(value - peak);
            }
        }
        List<Node> nodes = new ArrayList<>();
        double kept = 0;
        for (int m = 0; m < SIDE; m++) {
            for (int r = 0; r < SIDE; r++) {
                double weight = Math.exp(density[m][r] - peak) / total;
                if (weight > 1e-7) {
                    double mu = logistic(muAxis[m]);
                    double rho = logistic(rhoAxis[r]);
                    nodes.add(new Node(a(mu, rho), b(mu, rho), weight));
                    kept += weight;
                }
            }
        }
        double all = kept;
        return nodes.stream()
                .map(node -> new Node(node.a, node.b, node.weight / all))
                .toList();
    }

    /** From log gammas: the library's own log beta is not a number where one argument is huge and the other tiny. */
    private static double logBeta(double a, double b) {
        return Gamma.logGamma(a) + Gamma.logGamma(b) - Gamma.logGamma(a + b);
    }

    private static double a(double mu, double rho) {
        return mu * (1 - rho) / rho;
    }

    private static double b(double mu, double rho) {
        return (1 - mu) * (1 - rho) / rho;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    double mu() {
        return nodes.stream()
                .mapToDouble(node -> node.weight * node.a / (node.a + node.b))
                .sum();
    }

    double rho() {
        return nodes.stream()
                .mapToDouble(node -> node.weight / (node.a + node.b + 1))
                .sum();
    }

    double mean(int provider) {
        double k = within[provider];
        double n = size[provider];
        return nodes.stream()
                .mapToDouble(node -> node.weight * (node.a + k) / (node.a + node.b + n))
                .sum();
    }

    double quantile(int provider, double probability) {
        if (cumulative(provider, 0) - probability >= 0) {
            return 0;
        }
        return new BracketingNthOrderBrentSolver(1e-12, 1e-9, 1e-12, 5)
                .solve(1000, x -> cumulative(provider, x) - probability, 0, 1);
    }

    private double cumulative(int provider, double x) {
        double k = within[provider];
        double n = size[provider];
        double sum = 0;
        for (Node node : nodes) {
            sum += node.weight * Beta.regularizedBeta(x, node.a + k, node.b + (n - k));
        }
        return sum;
    }
}
