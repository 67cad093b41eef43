// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.share;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Relapse: items whose content or URL had been notified to the same provider before.
 *
 * @param share the share of items that are a return, with its interval
 * @param medianTimeToReturn from the earlier removal to the return, over the returns; empty if there were none. The mean of
 *     the middle two for an even number
 */
public record Relapse(ShareInterval share, Optional<Duration> medianTimeToReturn) {

    /**
     * Of items by cluster.
     *
     * @param returned whether item i is a return
     * @param timesToReturn one per return, in any order, none negative
     */
    public static Relapse of(int[] cluster, boolean[] returned, List<Duration> timesToReturn) {
        if (cluster.length != returned.length) {
            throw new IllegalArgumentException("The columns of a relapse must have the same length.");
        }
        Standing[] standing = new Standing[returned.length];
        int returns = 0;
        for (int i = 0; i < returned.length; i++) {
            standing[i] = returned[i] ? Standing.WITHIN : Standing.BEYOND;
            returns += returned[i] ? 1 : 0;
        }
        if (returns != timesToReturn.size() || timesToReturn.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("Every return needs one time to return, none negative.");
        }
        return new Relapse(ShareInterval.of(ClusterTally.of(cluster, standing)), median(timesToReturn));
    }

    private static Optional<Duration> median(List<Duration> times) {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = times.stream().sorted(Comparator.naturalOrder()).toList();
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        Duration upper = sorted.get(sorted.size() / 2);
        return Optional.of(lower.plus(upper.minus(lower).dividedBy(2)));
    }
}
