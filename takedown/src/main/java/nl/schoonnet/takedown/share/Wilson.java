// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** The score interval for a share (Wilson 1927; recommended by Brown, Cai and DasGupta 2001). */
public final class Wilson {
    private Wilson() {}

    /**
     * The interval for a share seen on so many items.
     *
     * @param share the share seen, 0 to 1
     * @param size the number of independent items it was seen on, above 0: whole, effective (a fraction), or infinite (the
     *     interval is then the share itself)
     * @param level the confidence, above 0 and below 1
     */
    public static Interval interval(double share, double size, double level) {
        if (!(share >= 0 && share <= 1) || !(size > 0) || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "No interval for share " + share + ", size " + size + ", level " + level + ".");
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
        double shrink = z * z / size;
        double centre = (share + shrink / 2) / (1 + shrink);
        double half = Math.sqrt(shrink) * Math.sqrt(share * (1 - share) + shrink / 4) / (1 + shrink);
        double low = share == 0 ? 0 : Math.clamp(centre - half, 0, share);
        double high = share == 1 ? 1 : Math.clamp(centre + half, share, 1);
        return new Interval(low, high);
    }
}
