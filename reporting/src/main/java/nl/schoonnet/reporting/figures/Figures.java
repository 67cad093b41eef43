// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.figures;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a report says, as numbers. The names of the components are the keys of {@code figures.json}.
 *
 * <p>Counts are items unless a name says otherwise; shares are 0-1; durations are hours; maps from hours have the number of
 * hours as a string key; instants are RFC 3339 strings; a null means "not known" or "does not apply". A party is named by
 * its provider id until an edition puts a label in its place.
 *
 * @param method how the figures were made, enough to make them again
 * @param items items in the population
 * @param hosts distinct lower-case URL hosts of those items, without port
 * @param snapshots the snapshots of a snapshot feed; null for a log of looks
 * @param rightCensored items not seen to end before the cut-off
 * @param returned items that were gone and came back
 * @param sureWithin items surely ended within so many hours (the internet yardstick: off the internet)
 * @param sureBeyond items surely still there after so many hours
 * @param headline what a reader should take away
 * @param funnel from rows read to outcomes, with every exclusion
 * @param volume who holds how much
 * @param concentration how unevenly it is spread: {@code byHost}, {@code byProvider}, {@code byDomain}
 * @param speed takedown per group and yardstick: the first is all items
 * @param kaplanMeier the midpoint Kaplan-Meier curve; an estimate only if {@code admitted}
 * @param npmle the non-parametric maximum likelihood estimate; null with no items
 * @param sieve the piecewise-constant hazard; null where no cell meets its rule
 * @param incidence cumulative incidence of competing ends; null unless looks are dense
 * @param conventions what naive conventions would have said
 * @param league providers side by side
 * @param fewItems providers below the minimum n with an item open beyond the norm
 * @param stock items open at each instant of the period
 * @param relapse items that came back, at the same provider
 * @param comparison two groups or periods; null if not asked
 * @param interventions before and after each intervention asked for
 * @param cohorts providers in view before this period, and new ones
 * @param countries items per country under three definitions
 * @param archive earlier rounds as printed, and whether they add up
 * @param looks how dense the looks were at the norm
 * @param quality rejections, flags and doubts, per code
 */
public record Figures(
        Method method,
        long items,
        long hosts,
        @Nullable Snapshots snapshots,
        long rightCensored,
        long returned,
        SortedMap<String, Long> sureWithin,
        SortedMap<String, Long> sureBeyond,
        Headline headline,
        List<FunnelStep> funnel,
        Volume volume,
        SortedMap<String, Concentrated> concentration,
        List<Speed> speed,
        @Nullable KaplanMeierFigures kaplanMeier,
        @Nullable NpmleFigures npmle,
        @Nullable SieveFigures sieve,
        @Nullable Incidence incidence,
        Conventions conventions,
        League league,
        List<FewItems> fewItems,
        Stock stock,
        Relapse relapse,
        @Nullable Comparison comparison,
        List<Around> interventions,
        List<Cohort> cohorts,
        List<CountryCount> countries,
        @Nullable CountryBasis countryBasis,
        List<ArchiveRound> archive,
        Looks looks,
        Quality quality) {

    /** A number with the ends of its 95% interval, null where none is given. */
    public record Estimate(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {
        /** A number of which nothing is known. */
        public static final Estimate NONE = new Estimate(null, null, null);
    }

    /**
     * How the figures were made.
     *
     * @param version method version
     * @param product product version
     * @param command the command that makes them again
     * @param inputs SHA-256 of each input file, by role and file name
     * @param normHours the norm
     * @param from start of the period on the clock origin, inclusive, null if open
     * @param to end of the period, exclusive, null if open
     * @param cutoff events after this instant are not counted
     * @param role the role in which parties are ranked: web-host, network or platform
     * @param cluster what a cluster is: column, page, batch, domain-day or item
     * @param estimator which estimator stands in the headline: kaplan-meier, npmle, sieve or none
     * @param edition internal, preview or public
     */
    public record Method(
            String version,
            String product,
            String command,
            SortedMap<String, String> inputs,
            long seed,
            int bootstrap,
            double normHours,
            @Nullable String from,
            @Nullable String to,
            String cutoff,
            String role,
            String cluster,
            int minN,
            int top,
            String estimator,
            boolean weighted,
            String edition) {}

    /** Snapshots of a feed that were usable, and those that were outages. */
    public record Snapshots(int usable, int outages, List<Outage> outage) {}

    /** One snapshot that says nothing, and why: empty, unreadable, differs_from_index, under_half_of_neighbours. */
    public record Outage(String takenAt, long lines, String reason) {}

    /**
     * A share of which some items are undecided: the share lies in {@code [low, high]}, and with sampling uncertainty in
     * {@code [intervalLow, intervalHigh]}.
     *
     * @param n items
     * @param effectiveN n divided by the design effect of the clusters
     * @param clusters number of clusters
     * @param sure items surely counted
     * @param undecided items that may or may not count
     * @param intervalLow 95%, null where there is no interval (one cluster)
     * @param estimate point estimate; null if none is admitted
     * @param estimator how the point estimate was made, "" if none
     * @param corrected the estimate answers for all that was notified, also what vanished before anybody could look, so it may
     *     lie outside the range
     */
    public record ShareFigure(
            double n,
            double effectiveN,
            int clusters,
            double sure,
            double undecided,
            double low,
            double high,
            @Nullable Double intervalLow,
            @Nullable Double intervalHigh,
            Estimate estimate,
            String estimator,
            boolean corrected) {}

    /**
     * What a reader should take away, on both yardsticks.
     *
     * @param open items seen within 7 days before the cut-off and not seen to end; like the next two in items where the data
     *     hold all, else weighted, and with what was carried in or came back without a notice
     * @param openBeyondNorm of these, open for longer than the norm; no norm runs for what came back without a notice
     * @param notSeenSince items not seen to end, and last seen longer ago
     * @param carriedIn items notified or seen before the period and perhaps still there at its start; in the stock only
     * @param itemHoursBeyondNorm hours that items were surely there beyond the norm, summed; high: possibly
     */
    public record Headline(
            ShareFigure offNetworkWithinNorm,
            ShareFigure offInternetWithinNorm,
            ShareFigure offNetworkOrInaccessibleWithinNorm,
            long open,
            long openBeyondNorm,
            long notSeenSince,
            long carriedIn,
            Estimate itemHoursBeyondNorm) {}

    /**
     * A step of the funnel.
     *
     * @param code stable code, such as {@code rows_read}, {@code duplicate}, {@code via_police}
     * @param kind {@code in} what stays, {@code out} what is excluded here, {@code of_which} a part of the step above
     */
    public record FunnelStep(String code, String kind, long count) {}

    /**
     * Who holds how much.
     *
     * @param providers the top providers at the ranked role, largest first; the last row may be {@code others}
     * @param domains the top registrable domains; empty in editions without domains
     * @param months items per month and source
     * @param movement of the top list against the period before
     * @param itemsPerReport notices with another notice on the same page or batch: items per such group
     * @param knownByHash share of items whose content hash had been notified before, null without hashes
     */
    public record Volume(
            double providerCount,
            long domainCount,
            List<PartyVolume> providers,
            List<PartyVolume> domains,
            List<MonthVolume> months,
            @Nullable Movement movement,
            @Nullable Double itemsPerReport,
            @Nullable Double knownByHash,
            boolean constantSources) {}

    /**
     * One party's volume; {@code items} can be fractional where items stand on several parties.
     *
     * @param mark {@code under_represented} where its share of the timed items is under half its share of the volume, else ""
     */
    public record PartyVolume(
            String party,
            double items,
            double share,
            double cumulativeShare,
            long domains,
            @Nullable Estimate perTenThousandAddresses,
            @Nullable Estimate perTenThousandDomains,
            String mark) {}

    /** Items of one month ({@code 2025-03}) by source of the report; {@code constant} counts sources present in all months. */
    public record MonthVolume(
            String month, long items, SortedMap<String, Long> bySource, long constant, List<String> events) {}

    /** The top list against the first half (or the period before): parties per fate. */
    public record Movement(
            String earlier,
            String later,
            List<String> stayed,
            List<String> entered,
            List<String> neverSeen,
            List<String> left) {}

    /** Concentration over parties with at least one item: CR in percent, HHI 0-10,000, Gini 0-1. */
    public record Concentrated(
            long parties,
            double cr4,
            Estimate cr4Interval,
            double cr10,
            double hhi,
            Estimate hhiInterval,
            double gini,
            List<Point> lorenz) {}

    /** A point of a curve. */
    public record Point(double x, double y) {}

    /**
     * Takedown of one group on one yardstick.
     *
     * @param group all, channel_hotline, channel_police, channel_authority or obstructed
     * @param yardstick off-this-network or off-the-internet
     * @param classes the classes with bounds and the ends of their own
     */
    public record Speed(
            String group,
            String yardstick,
            long items,
            ShareFigure withinNorm,
            List<ClassFigure> classes,
            @Nullable Curve curve,
            Estimate median,
            Estimate ninetieth,
            Estimate restrictedMean) {}

    /**
     * A class of times or an end of its own: {@code within_24}, {@code from_24_to_48}, {@code beyond_48},
     * {@code made_inaccessible}, {@code moved}.
     *
     * @param sure number of items in it for sure, unweighted, of those drawn into the sample
     * @param possible number of items that may be in it
     * @param low share surely in it, weighted
     * @param high share possibly in it, weighted
     */
    public record ClassFigure(String code, double sure, double possible, double low, double high) {}

    /** F(t) at increasing hours with its band (null where none is admitted) and the bounds from the items themselves. */
    public record Curve(
            String estimator,
            List<Double> hours,
            List<Double> cdf,
            List<@Nullable Double> low,
            List<@Nullable Double> high,
            List<Double> boundLow,
            List<Double> boundHigh,
            List<Long> atRisk) {}

    /** Kaplan-Meier with delayed entry on interval midpoints, 95% log-log; median in hours. */
    public record KaplanMeierFigures(
            SortedMap<String, Double> cdf,
            SortedMap<String, @Nullable Double> low,
            SortedMap<String, @Nullable Double> high,
            Estimate median,
            boolean admitted) {}

    /**
     * The NPMLE; mass counts at the right end of its interval.
     *
     * @param straddle mass on intervals that straddle so many hours
     * @param truncated whether items entered late, so that it is a diagnostic without band
     * @param low percentile bootstrap over clusters, only where calibration admits the design
     */
    public record NpmleFigures(
            SortedMap<String, Double> cdf,
            SortedMap<String, Double> straddle,
            SortedMap<String, @Nullable Double> low,
            SortedMap<String, @Nullable Double> high,
            double kuhnTuckerGap,
            double logLikelihood,
            int jumps,
            boolean truncated,
            double start,
            double smallestRiskSet,
            @Nullable Double kendallTau,
            boolean collapsed,
            int replicates,
            double largestReplicateGap) {}

    /** The sieve: F given T > start. */
    public record SieveFigures(
            double start,
            SortedMap<String, Double> cdf,
            SortedMap<String, @Nullable Double> low,
            SortedMap<String, @Nullable Double> high,
            double logLikelihood,
            int cells,
            String interval) {}

    /** Cumulative incidence at so many hours per end (removed, made_inaccessible, moved). */
    public record Incidence(SortedMap<String, SortedMap<String, Estimate>> byEnd) {}

    /** Naive classes, as shares of all items. */
    public record Conventions(NaiveClasses lastSeen, NaiveClasses firstAbsent) {}

    /** Shares within 24 h, from 24 to 48 h, beyond 48 h. */
    public record NaiveClasses(double within24, double from24to48, double beyond48) {}

    /**
     * Providers side by side.
     *
     * @param itemWeightedLow surely within the norm, averaged over items; {@code High}: possibly
     * @param providerWeightedLow surely within the norm, averaged over providers; {@code High}: possibly
     * @param funnel limits for the funnel plot
     */
    public record League(
            List<LeagueRow> rows,
            int unranked,
            Estimate itemWeightedLow,
            Estimate itemWeightedHigh,
            Estimate providerWeightedLow,
            Estimate providerWeightedHigh,
            @Nullable FunnelPlot funnel) {}

    /**
     * One provider in the league.
     *
     * @param pooled beta-binomial, on the middle of the range where items are undecided
     * @param topFive bootstrap chance of being among the five with the largest share within the norm (descriptive)
     * @param position alarm_below, alert_below, in_control, alert_above, alarm_above
     * @param open as in {@link Headline}, and so are the next two
     * @param underRepresented its share of the speed sample is under half its share of volume
     * @param banded its sizes are the lower ends of bands, not counts
     */
    public record LeagueRow(
            String party,
            ShareFigure withinNorm,
            Estimate pooled,
            @Nullable Integer bestRank,
            @Nullable Integer worstRank,
            @Nullable Double topFive,
            String position,
            long open,
            long openBeyondNorm,
            long notSeenSince,
            Estimate itemHoursBeyondNorm,
            boolean underRepresented,
            boolean banded) {}

    /** Funnel limits around target (the norm's target share) and mean, over effective n. */
    public record FunnelPlot(
            double target,
            double mean,
            double overdispersion,
            List<FunnelLimit> aroundTarget,
            List<FunnelLimit> aroundMean) {}

    /** Limits at one effective n. */
    public record FunnelLimit(double n, double low998, double low95, double high95, double high998) {}

    /** A provider with few items and at least one that is open beyond the norm, notified in the period or before it. */
    public record FewItems(String party, long items, long gone, long openBeyondNorm, ShareFigure withinNorm) {}

    /**
     * Items open (surely, from origin to last seen) at each instant, by age, with what was carried in or came back without a
     * notice.
     */
    public record Stock(
            List<String> at,
            List<Long> open,
            List<Long> beyond24,
            List<Long> beyond48,
            List<Long> beyond168,
            List<Long> possiblyOpen) {}

    /** Items whose URL or hash came back at the same provider. */
    public record Relapse(
            long episodes, ShareFigure share, @Nullable Double medianDaysToReturn, long flapping) {}

    /**
     * Two groups side by side.
     *
     * @param test log-rank or interval-score; {@code none} where the looks admit no test, {@code clusters-cross} where what
     *     goes together stands in both groups; both without p
     */
    public record Comparison(
            String a,
            String b,
            long itemsA,
            long itemsB,
            ShareFigure shareA,
            ShareFigure shareB,
            Estimate difference,
            String test,
            @Nullable Double pValue) {}

    /** One intervention: share and volume before and after, against untouched providers. */
    public record Around(
            String party,
            String date,
            String kind,
            long itemsBefore,
            long itemsAfter,
            @Nullable ShareFigure before,
            @Nullable ShareFigure after,
            @Nullable ShareFigure othersBefore,
            @Nullable ShareFigure othersAfter,
            Estimate differenceInDifferences) {}

    /** Items and speed of providers in view before the period's second half, or new in it. */
    public record Cohort(
            String code,
            long providers,
            long items,
            @Nullable ShareFigure withinNorm) {}

    /**
     * What a country of an item is in this report, and what other definitions would make of it.
     *
     * @param definition the one that the report goes by: seat_else_registration
     * @param under by each other definition: seat, registration, server
     */
    public record CountryBasis(String definition, SortedMap<String, CountryChange> under) {}

    /**
     * What becomes of the items under another definition.
     *
     * @param elsewhere items whose country would be another one; -1 where it isn't shown
     * @param unknown items whose country would not be known; -1 where it isn't shown
     */
    public record CountryChange(long elsewhere, long unknown) {}

    /** Items per country for one definition: seat, registration, server. */
    public record CountryCount(String definition, String country, long items) {}

    /**
     * A round as it was printed, and the verdict on its arithmetic: the first inconsistency's code; else consistent if any of its
     * figures could be checked; else not_checkable.
     */
    public record ArchiveRound(
            String period,
            String source,
            String method,
            @Nullable Long sample,
            List<ArchiveShare> shares,
            String verdict,
            String note) {}

    /** A printed share, the integer count that gives it, its interval as a simple sample, and the verdict on it alone. */
    public record ArchiveShare(
            String code, double percent, @Nullable Long count, Estimate interval, String verdict, String note) {}

    /** Width of the interval that holds the norm, or of the last look before it, in hours: quantiles and histogram. */
    public record Looks(
            long observations,
            long items,
            Estimate widthAtNorm,
            @Nullable Double ninetiethWidth,
            double denseShare,
            List<Point> histogram) {}

    /** Rejected rows per code, flags on items per code, doubts as sentences' codes. */
    public record Quality(
            long rejected, SortedMap<String, Long> rejections, SortedMap<String, Long> flags, List<String> cautions) {}
}
