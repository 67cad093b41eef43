// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.ArrayList;
import java.util.List;

/**
 * Beta-binomial partial pooling: providers' shares as draws from one beta distribution with mean mu and overdispersion
 * rho = 1 / (a + b + 1), each seen through a binomial on its effective size.
 *
 * <p>Fully Bayesian: mu and rho have a uniform prior on (0, 1) and are integrated out numerically, so that the credible
 * intervals contain their uncertainty and nothing breaks where the providers don't differ (rho near 0) or fall into two
 * groups (rho near 1). Providers with one cluster count as one independent item. With undecided items the low and the high
 * ends are pooled apart.
 */
public final class PartialPooling {
    private final List<PooledShare> shares;
    private final Interval mean;
    private final Interval overdispersion;

    private PartialPooling(List<PooledShare> shares, Interval mean, Interval overdispersion) {
        this.shares = List.copyOf(shares);
        this.mean = mean;
        this.overdispersion = overdispersion;
    }

    /** Pools the providers given, at least one; the order of the result is theirs. */
    public static PartialPooling of(List<ShareInterval> providers) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("Nobody to pool.");
        }
        int count = providers.size();
        double[] lowSize = new double[count];
        double[] highSize = new double[count];
        double[] lowWithin = new double[count];
        double[] highWithin = new double[count];
        boolean decided = true;
        for (int i = 0; i < count; i++) {
            ShareInterval provider = providers.get(i);
            lowSize[i] = provider.surely().size();
            highSize[i] = provider.possibly().size();
            lowWithin[i] = provider.range().low() * lowSize[i];
            highWithin[i] = provider.range().high() * highSize[i];
            decided &= provider.undecided() == 0;
        }
        BetaBinomialPosterior low = BetaBinomialPosterior.of(lowWithin, lowSize);
        BetaBinomialPosterior high = decided ? low : BetaBinomialPosterior.of(highWithin, highSize);
        List<PooledShare> pooled = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double lower = low.mean(i);
            double lowest = low.quantile(i, 0.025);
            Interval range = new Interval(lower, Math.max(lower, high.mean(i)));
            pooled.add(new PooledShare(range, new Interval(lowest, Math.max(lowest, high.quantile(i, 0.975)))));
        }
        return new PartialPooling(pooled, hull(low.mu(), high.mu()), hull(low.rho(), high.rho()));
    }

    private static Interval hull(double a, double b) {
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    /** The pooled shares, in the order of the providers given. */
    public List<PooledShare> shares() {
        return shares;
    }

    /** The posterior mean of the providers' mean share, from both ends. */
    public Interval mean() {
        return mean;
    }

    /** The posterior mean of rho, from both ends: 0 = all providers alike, 1 = each all or nothing. */
    public Interval overdispersion() {
        return overdispersion;
    }
}
