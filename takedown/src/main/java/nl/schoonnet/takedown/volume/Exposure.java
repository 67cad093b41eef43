// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.volume;

import nl.schoonnet.takedown.share.Interval;
import org.hipparchus.distribution.continuous.GammaDistribution;

/**
 * Items against the size of the one who holds them: per 10,000 addresses announced or domains hosted.
 *
 * @param items the items counted
 * @param size addresses or domains, above 0
 * @param rate items per 10,000
 * @param interval the exact 95% Poisson interval of the rate (Garwood 1936); it takes items as independent, so it is too
 *     short where they come in clusters
 */
public record Exposure(long items, double size, double rate, Interval interval) {
    private static final double PER = 10_000;

    /** The exposure of so many items on so many addresses or domains. */
    public static Exposure of(long items, double size) {
        if (!(size > 0 && size < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("An exposure needs a size above 0, not " + size + ".");
        }
        Interval count = garwood(items, 0.95);
        double per = PER / size;
        return new Exposure(items, size, items * per, new Interval(count.low() * per, count.high() * per));
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
