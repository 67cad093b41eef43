// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Beta;

/**
 * Funnel plot limits (Spiegelhalter 2005a, <em>Funnel plots for comparing institutional performance</em>): how far a
 * provider's share may lie from a centre by chance alone, given its effective size.
 *
 * <p>Around a target the limits are the exact binomial ones with interpolation (his appendix A.1.1), with the binomial
 * distribution continued to fractional sizes by the incomplete beta function. Around the providers' mean they allow for
 * overdispersion by an additive random effect on the variance-stabilising scale {@code asin(sqrt(share))}, tau² estimated
 * from z-scores winsorised at 10% on each side (Spiegelhalter 2005b, <em>Handling over-dispersion of performance
 * indicators</em>): ordinary differences between providers then raise no alarm.
 *
 * <p>The target says who misses the norm; the mean says who is unlike the others. Neither sees clusters that nobody named.
 */
public final class Funnel {
    /** The level of the inner limits. */
    public static final double ALERT = 0.95;
    /** The level of the outer limits. */
    public static final double ALARM = 0.998;

    /** Where a provider lies. */
    public enum Position {
        /** Below the outer limit, undecided items given the benefit of the doubt. */
        ALARM_BELOW,
        /** Below the inner limit, undecided items given the benefit of the doubt. */
        ALERT_BELOW,
        /** Between the inner limits, or perhaps so. */
        IN_CONTROL,
        /** Above the inner limit, undecided items counted against the provider. */
        ALERT_ABOVE,
        /** Above the outer limit, undecided items counted against the provider. */
        ALARM_ABOVE
    }

    private static final double WINSORISED = 0.1;

    private final double centre;
    private final boolean exact;
    private final double dispersion;
    private final double excessVariance;

    private Funnel(double centre, boolean exact, double dispersion, double excessVariance) {
        this.centre = centre;
        this.exact = exact;
        this.dispersion = dispersion;
        this.excessVariance = excessVariance;
    }

    /** Limits around the share that the norm asks for, above 0 and below 1. */
    public static Funnel aroundTarget(double target) {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("A funnel needs a target between 0 and 1, not " + target + ".");
        }
        return new Funnel(target, true, 1, 0);
    }

    /**
     * Limits around the providers' mean, weighted by effective size, wide enough for their ordinary differences. The middle
     * of each provider's range is taken as its share.
     *
     * @param providers at least two
     */
    public static Funnel aroundMean(List<ShareInterval> providers) {
        int count = providers.size();
        if (count < 2) {
            throw new IllegalArgumentException("A mean of " + count + " providers has no funnel.");
        }
        double[] share = new double[count];
        double[] size = new double[count];
        Arrays.setAll(share, i -> middle(providers.get(i)));
        Arrays.setAll(size, i -> size(providers.get(i)));
        double weighted = sumSorted(product(share, size));
        double all = sumSorted(size);
        double centre = Math.clamp(weighted / all, 0, 1);

        double[] z = new double[count];
        Arrays.setAll(z, i -> (stable(share[i]) - stable(centre)) * 2 * Math.sqrt(size[i]));
        double phi = sumSorted(product(winsorised(z), winsorised(z))) / count;
        double[] precision = new double[count];
        Arrays.setAll(precision, i -> 4 * size[i]);
        double sum = sumSorted(precision);
        double excess = (count * phi - (count - 1)) / (sum - sumSorted(product(precision, precision)) / sum);
        return new Funnel(centre, false, phi, Math.max(0, excess));
    }

    /** Values beyond the 10% smallest and largest are moved to the last value kept. */
    private static double[] winsorised(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int cut = (int) (WINSORISED * values.length);
        double lowest = sorted[cut];
        double highest = sorted[values.length - 1 - cut];
        return Arrays.stream(values)
                .map(v -> Math.clamp(v, lowest, highest))
                .sorted()
                .toArray();
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        Arrays.setAll(product, i -> a[i] * b[i]);
        return product;
    }

    private static double sumSorted(double[] values) {
        return Arrays.stream(values).sorted().sum();
    }

    private static double middle(ShareInterval provider) {
        return (provider.range().low() + provider.range().high()) / 2;
    }

    private static double size(ShareInterval provider) {
        return Math.min(provider.surely().size(), provider.possibly().size());
    }

    private static double stable(double share) {
        return Math.asin(Math.sqrt(Math.clamp(share, 0, 1)));
    }

    /** The target, or the providers' mean. */
    public double centre() {
        return centre;
    }

    /** Spiegelhalter's phi: the mean squared winsorised z-score, about 1 without overdispersion; 1 around a target. */
    public double dispersion() {
        return dispersion;
    }

    /** Spiegelhalter's tau², on the scale of {@code asin(sqrt(share))}; 0 around a target. */
    public double excessVariance() {
        return excessVariance;
    }

    /**
     * The limits for a provider of this effective size: 0 to 1 for less than one independent item.
     *
     * @param size above 0, fractions allowed
     * @param level {@link #ALERT}, {@link #ALARM}, or another between 0 and 1
     */
    public Interval limits(double size, double level) {
        double tail = (1 - level) / 2;
        if (size < 1) {
            return new Interval(0, 1);
        }
        if (exact) {
            double low = Math.min(centre, binomialLimit(size, tail));
            return new Interval(low, Math.max(centre, binomialLimit(size, 1 - tail)));
        }
        double z = new NormalDistribution().inverseCumulativeProbability(1 - tail);
        double half = z * Math.sqrt(excessVariance + 1 / (4 * size));
        double low = Math.max(0, stable(centre) - half);
        double high = Math.min(Math.PI / 2, stable(centre) + half);
        return new Interval(Math.pow(Math.sin(low), 2), Math.pow(Math.sin(high), 2));
    }

    /** The smallest count r with P(R <= r) >= p, less the part of its probability that isn't needed, over the size. */
    private double binomialLimit(double size, double p) {
        int low = 0;
        int high = (int) Math.ceil(size);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative(middle, size) >= p) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double reached = cumulative(low, size);
        double before = low == 0 ? 0 : cumulative(low - 1, size);
        double unused = (reached - p) / (reached - before);
        return Math.clamp((low - unused) / size, 0, 1);
    }

    private double cumulative(int count, double size) {
        return count >= size ? 1 : Beta.regularizedBeta(1 - centre, size - count, count + 1.0);
    }

    /** How many standard errors the low and the high end of a provider's range lie from the centre; 0 counts as none. */
    public Interval zScores(ShareInterval provider) {
        Interval range = provider.range();
        return new Interval(
                zScore(range.low(), provider.surely().size()),
                Math.max(
                        zScore(range.low(), provider.surely().size()),
                        zScore(range.high(), provider.possibly().size())));
    }

    private double zScore(double share, double size) {
        if (exact) {
            return (share - centre) / Math.sqrt(centre * (1 - centre) / size);
        }
        return (stable(share) - stable(centre)) / Math.sqrt(excessVariance + 1 / (4 * size));
    }

    /** Where a provider lies; outside only if both ends of its range are. */
    public Position position(ShareInterval provider) {
        double low = provider.range().low();
        double high = provider.range().high();
        double surely = provider.surely().size();
        double possibly = provider.possibly().size();
        if (high < limits(possibly, ALARM).low()) {
            return Position.ALARM_BELOW;
        }
        if (high < limits(possibly, ALERT).low()) {
            return Position.ALERT_BELOW;
        }
        if (low > limits(surely, ALARM).high()) {
            return Position.ALARM_ABOVE;
        }
        if (low > limits(surely, ALERT).high()) {
            return Position.ALERT_ABOVE;
        }
        return Position.IN_CONTROL;
    }
}
