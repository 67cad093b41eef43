// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import nl.schoonnet.takedown.share.Interval;
import org.hipparchus.distribution.continuous.GammaDistribution;

/**
 * Items against the size of the one who holds them: per 10,000 addresses announced or domains hosted.
 *
 * @param items the items counted, or the sum of their weights
 * @param size addresses or domains, above 0
 * @param rate items per 10,000
 * @param interval the exact 95% Poisson interval of the rate (Garwood 1936), for weighted items the gamma interval of Fay &
 *     Feuer (1997); it takes items as independent, so it is too short where they come in clusters
 */
public record Exposure(double items, double size, double rate, Interval interval) {
    private static final double PER = 10_000;

    /** The exposure of so many items on so many addresses or domains. */
    public static Exposure of(long items, double size) {
        return of((double) items, garwood(items, 0.95), size);
    }

    /**
     * The exposure of items that stand for more or less than one each: drawn ones, or shared ones. With all weights 1 it is
     * that of their number.
     *
     * @param weights positive
     */
    public static Exposure ofWeighted(double[] weights, double size) {
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (double weight : weights) {
            if (!(weight > 0 && weight < Double.MAX_VALUE)) {
                throw new IllegalArgumentException("A weight must be above 0.");
            }
            sum += weight;
            squares += weight * weight;
            largest = Math.max(largest, weight);
        }
        return of(sum, weights.length == 0 ? garwood(0, 0.95) : fayFeuer(sum, squares, largest, 0.95), size);
    }

    private static Exposure of(double items, Interval count, double size) {
        if (!(size > 0 && size < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("An exposure needs a size above 0, not " + size + ".");
        }
        double per = PER / size;
        return new Exposure(items, size, items * per, new Interval(count.low() * per, count.high() * per));
    }

    /** The gamma interval of a weighted sum of Poisson counts: with all weights 1 it is Garwood's. */
    private static Interval fayFeuer(double sum, double squares, double largest, double level) {
        double tail = (1 - level) / 2;
        double low = new GammaDistribution(sum * sum / squares, squares / sum).inverseCumulativeProbability(tail);
        double more = sum + largest;
        double moreSquares = squares + largest * largest;
        double high = new GammaDistribution(more * more / moreSquares, moreSquares / more)
                .inverseCumulativeProbability(1 - tail);
        return new Interval(low, high);
    }

    /** The exact interval of a Poisson mean from a count {@code >= 0}: quantiles of the gamma distribution. */
    static Interval garwood(long count, double level) {
        if (count < 0) {
            throw new IllegalArgumentException("A count of " + count + " can't be.");
        }
        double tail = (1 - level) / 2;
        double low = count == 0 ? 0 : new GammaDistribution(count, 1).inverseCumulativeProbability(tail);
        double high = new GammaDistribution(count + 1.0, 1).inverseCumulativeProbability(1 - tail);
        return new Interval(low, high);
    }
}
