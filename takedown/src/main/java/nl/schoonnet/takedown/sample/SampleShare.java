// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nl.schoonnet.takedown.share.ClusterTally;
import nl.schoonnet.takedown.share.Interval;
import nl.schoonnet.takedown.share.Standing;
import nl.schoonnet.takedown.share.Wilson;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The share of a frame within the norm, estimated from a sample of it.
 *
 * <p>Items are weighted by one over their inclusion probability: counts by Horvitz and Thompson (1952), shares by their
 * ratio (Hájek 1971). Variances are the textbook ones with finite population correction (Cochran 1977: simple 3.8,
 * stratified 5.52, clustered by ratio to size 9A.1). Undecided items give both ends, as in a full count. The interval is
 * Wilson's on the size of a simple sample with the same variance and degrees of freedom (Korn and Graubard 1998), for pages
 * on their {@link nl.schoonnet.takedown.share.EffectiveSize}; where all items sampled stand alike, on the size that weights
 * and pages alone give.
 *
 * @param design how the sample was drawn
 * @param items items sampled
 * @param frameSize items in the frame
 * @param weighted whether items count unequally; a report says "weighted" then
 * @param range the share surely within to the share possibly within
 * @param countWithin the number of items of the frame within, surely to possibly; whole numbers only by chance
 * @param standardErrors of the low and the high end, in their order and not in order of size; empty if the design can't
 *     tell: one page, or one item of a larger stratum
 * @param interval 95% around the whole range; empty where the standard errors are
 */
public record SampleShare(
        Design design,
        int items,
        int frameSize,
        boolean weighted,
        Interval range,
        Interval countWithin,
        Optional<StandardErrors> standardErrors,
        Optional<Interval> interval) {

    /**
     * Two standard errors.
     *
     * @param surely of the share surely within
     * @param possibly of the share possibly within
     */
    public record StandardErrors(double surely, double possibly) {}

    /** A stratum, or the whole. */
    private record Part(int frameItems, long items, long within) {
        double unsampled() {
            return 1 - items / (double) frameItems;
        }
    }

    private record End(double share, double count, Optional<Double> variance, double size) {}

    /**
     * Estimates from a sample.
     *
     * @param standings by id, one for every item drawn; {@link Standing#UNDECIDED} for one that could not be looked at
     * @throws IllegalArgumentException if an item drawn has none
     */
    public static SampleShare of(Sample sample, Map<String, Standing> standings) {
        if (!sample.drawn().stream()
                .allMatch(d -> standings.containsKey(d.unit().id()))) {
            throw new IllegalArgumentException("An item of the sample has no standing.");
        }
        End surely = end(sample, id -> standings.get(id) == Standing.WITHIN);
        End possibly = end(sample, id -> standings.get(id) != Standing.BEYOND);
        Interval range = new Interval(surely.share, Math.max(surely.share, possibly.share));
        Optional<StandardErrors> errors = surely.variance.flatMap(
                low -> possibly.variance.map(high -> new StandardErrors(Math.sqrt(low), Math.sqrt(high))));
        Optional<Interval> interval = errors.map(e -> new Interval(
                Wilson.interval(range.low(), surely.size, 0.95).low(),
                Wilson.interval(range.high(), possibly.size, 0.95).high()));
        DoubleSummaryStatistics chances = sample.drawn().stream()
                .mapToDouble(Sample.Drawn::inclusionProbability)
                .summaryStatistics();
        return new SampleShare(
                sample.design(),
                sample.drawn().size(),
                sample.frameSize(),
                chances.getMax() > chances.getMin() * (1 + 1e-9),
                range,
                new Interval(surely.count, Math.max(surely.count, possibly.count)),
                errors,
                interval);
    }

    private static End end(Sample sample, Predicate<String> within) {
        return switch (sample.design()) {
            case Design.Simple simple -> stratified(List.of(part(sample.drawn(), sample.frameSize(), within)));
            case Design.Stratified stratified -> {
                Map<String, List<Sample.Drawn>> drawn = sample.drawn().stream()
                        .collect(Collectors.groupingBy(d -> d.unit().stratum()));
                List<Part> parts = new ArrayList<>();
                sample.frameStrata()
                        .forEach((stratum, size) ->
                                parts.add(part(drawn.getOrDefault(stratum, List.of()), size, within)));
                yield stratified(parts);
            }
            case Design.Clustered clustered -> clustered(sample, within);
        };
    }

    private static Part part(List<Sample.Drawn> drawn, int frameItems, Predicate<String> within) {
        long count = drawn.stream().filter(d -> within.test(d.unit().id())).count();
        return new Part(frameItems, drawn.size(), count);
    }

    private static End stratified(List<Part> parts) {
        double all = parts.stream().mapToDouble(Part::frameItems).sum();
        double sampled = parts.stream().mapToDouble(Part::items).sum();
        double count = 0;
        double variance = 0;
        double varianceIfAlike = 0;
        boolean known = true;
        for (Part part : parts) {
            double n = part.items;
            double own = part.within / n;
            double factor = Math.pow(part.frameItems / all, 2) * part.unsampled();
            count += part.frameItems * own;
            known &= n > 1 || part.unsampled() == 0;
            variance += n > 1 ? factor * own * (1 - own) / (n - 1) : 0;
            varianceIfAlike += factor / n;
        }
        double share = parts.stream().allMatch(part -> part.within == part.items) ? 1 : count / all;
        if (!known) {
            return new End(share, count, Optional.empty(), 1);
        }
        double size = 1 / varianceIfAlike;
        if (variance > 0) {
            double simple = share * (1 - share) / variance * sampled / (sampled - 1);
            double ratio = quantile(sampled - 1) / quantile(Math.max(1, sampled - parts.size()));
            size = simple * ratio * ratio;
        }
        return new End(share, count, Optional.of(variance), size);
    }

    private static End clustered(Sample sample, Predicate<String> within) {
        Map<String, List<Sample.Drawn>> byPage = sample.drawn().stream()
                .collect(Collectors.groupingBy(d -> d.unit().page()));
        List<Part> pages = byPage.values().stream()
                .map(page -> part(page, page.size(), within))
                .toList();
        double m = pages.size();
        double unsampled = 1 - m / sample.framePages();
        double n = pages.stream().mapToDouble(Part::items).sum();
        double k = pages.stream().mapToDouble(Part::within).sum();
        double share = k / n;
        double count = k * sample.framePages() / m;
        if (m == 1 && unsampled > 0) {
            return new End(share, count, Optional.empty(), 1);
        }
        double squares = pages.stream()
                .mapToDouble(page -> Math.pow(page.within - share * page.items, 2))
                .sorted()
                .sum();
        double variance = unsampled == 0 ? 0 : unsampled * squares * m / (m - 1) / (n * n);
        double size = ClusterTally.ofClusters(
                        pages.stream().mapToLong(Part::within).toArray(),
                        new long[pages.size()],
                        pages.stream().mapToLong(Part::items).toArray())
                .sizeOfSurelyWithin()
                .size();
        return new End(share, count, Optional.of(variance), size / unsampled);
    }

    private static double quantile(double freedom) {
        return new TDistribution(freedom).inverseCumulativeProbability(0.975);
    }
}
