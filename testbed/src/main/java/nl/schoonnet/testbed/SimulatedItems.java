// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Items with Weibull times that were looked at by a design: what an estimator gets, beside the truth. Hours since the
 * clock origin. Arrays of equal length, one place per item in the data; they belong to the caller.
 *
 * <p>The columns are those of {@code CensoredSample}: {@code 0 <= entry <= left < right}, right infinite if the end was not
 * seen.
 *
 * @param entry hours of the look at which the item entered; 0 where untruncated
 * @param left last hours at which it was there
 * @param right first hours at which it was gone, +∞ if it never was
 * @param cluster cluster numbers from 0, ascending
 * @param trueTime the true times
 * @param drawn number of items that were notified, those that vanished before they could enter included
 */
@SuppressWarnings("ArrayRecordComponent") // Columns of a million items; identity of the record is not used.
public record SimulatedItems(
        double[] entry, double[] left, double[] right, int[] cluster, double[] trueTime, long drawn) {

    /** How items are looked at. */
    public sealed interface Looks {
        /** The time itself is known. */
        record Exact() implements Looks {}

        /**
         * A look every {@code gapHours} (&gt; 0), the first one at a uniform moment of the first gap.
         *
         * @param entersWhenSeen whether an item is in the data only if the first look found it (left truncation)
         */
        record Every(double gapHours, boolean entersWhenSeen) implements Looks {
            /** A design with a gap that makes sense. */
            public Every {
                if (!(gapHours > 0 && gapHours < Double.MAX_VALUE)) {
                    throw new IllegalArgumentException("The gap between looks must be positive, not " + gapHours + ".");
                }
            }
        }
    }

    /**
     * What is drawn.
     *
     * @param items number of items in the data
     * @param shape Weibull shape, &gt; 0
     * @param within24Hours generating share within 24 hours, in (0, 1)
     * @param largestCluster sizes of clusters are 1 to this, with a heavy tail; 1: no clusters
     * @param together chance that an item shares the time of its cluster, 0 to 1
     * @param looks how they are looked at
     * @param cutOffDays days after the clock origin at which looking stops, &gt; 0
     */
    public record Design(
            int items,
            double shape,
            double within24Hours,
            int largestCluster,
            double together,
            Looks looks,
            double cutOffDays) {
        /** A design within the limits. */
        public Design {
            boolean good = items > 0 && largestCluster > 0 && together >= 0 && together <= 1 && cutOffDays > 0;
            if (!good) {
                throw new IllegalArgumentException(
                        "A design needs items, clusters of at least 1, a chance in [0, 1] and a cut-off after the start.");
            }
            new Weibull(shape, within24Hours);
        }

        /** Independent items. */
        public static Design independent(
                int items, double shape, double within24Hours, Looks looks, double cutOffDays) {
            return new Design(items, shape, within24Hours, 1, 0, looks, cutOffDays);
        }

        /** The generating share that has ended within {@code hours} (&gt;= 0): the estimand. */
        public double shareWithin(double hours) {
            return new Weibull(shape, within24Hours).shareWithin(hours);
        }
    }

    private static final double CLUSTER_TAIL = 1.1;

    /** Draws until the design's number of items is in the data. */
    public static SimulatedItems draw(Design design, long seed) {
        return new Draw(design, seed).run();
    }

    /** The number of items in the data. */
    public int size() {
        return left.length;
    }

    private static final class Draw {
        private final Design design;
        private final Weibull weibull;
        private final double cutOff;
        private final SplittableRandom clusters;
        private final SplittableRandom times;
        private final SplittableRandom phases;
        private final double[] entry;
        private final double[] left;
        private final double[] right;
        private final int[] cluster;
        private final double[] trueTime;
        private int size;

        Draw(Design design, long seed) {
            Streams streams = new Streams(seed);
            this.design = design;
            this.weibull = new Weibull(design.shape(), design.within24Hours());
            this.cutOff = design.cutOffDays() * 24;
            this.clusters = streams.of("clusters", 0);
            this.times = streams.of("times", 0);
            this.phases = streams.of("phases", 0);
            int n = design.items();
            this.entry = new double[n];
            this.left = new double[n];
            this.right = new double[n];
            this.cluster = new int[n];
            this.trueTime = new double[n];
        }

        SimulatedItems run() {
            long drawn = 0;
            int clusterNumber = 0;
            while (size < design.items()) {
                int before = size;
                int members = clusterSize();
                double shared = weibull.hoursAt(times.nextDouble());
                for (int i = 0; i < members && size < design.items(); i++) {
                    boolean alone = members > 1 && times.nextDouble() >= design.together();
                    observe(alone ? weibull.hoursAt(times.nextDouble()) : shared, clusterNumber);
                    drawn++;
                }
                clusterNumber += size > before ? 1 : 0;
            }
            return new SimulatedItems(entry, left, right, cluster, trueTime, drawn);
        }

        private int clusterSize() {
            if (design.largestCluster() == 1) {
                return 1;
            }
            double u = 1 - clusters.nextDouble();
            return (int) Math.min(design.largestCluster(), StrictMath.pow(u, -1 / CLUSTER_TAIL));
        }

        private void observe(double time, int number) {
            switch (design.looks()) {
                case Looks.Exact exact -> {
                    boolean seen = time <= cutOff && time > 0;
                    add(0, seen ? Math.nextDown(time) : cutOff, seen ? time : Double.POSITIVE_INFINITY, number, time);
                }
                case Looks.Every every -> lookEvery(every, time, number);
            }
        }

        private void lookEvery(Looks.Every every, double time, int number) {
            double gap = every.gapHours();
            double phase = phases.nextDouble(Double.MIN_VALUE, gap);
            // Looks are at phase + k * gap; the item is found at a look before its time, gone at one at or after it.
            int found = Math.max(0, (int) Math.ceil((time - phase) / gap));
            int last = (int) Math.floor((cutOff - phase) / gap);
            boolean enters = found > 0 && last >= 0;
            if (every.entersWhenSeen() && !enters) {
                return;
            }
            double lastFound = found == 0 ? 0 : phase + (Math.min(found - 1, last)) * gap;
            double firstGone = found <= last ? phase + found * gap : Double.POSITIVE_INFINITY;
            add(every.entersWhenSeen() ? phase : 0, Math.max(0, lastFound), firstGone, number, time);
        }

        private void add(double entered, double lastFound, double firstGone, int number, double time) {
            entry[size] = entered;
            left[size] = lastFound;
            right[size] = firstGone;
            cluster[size] = number;
            trueTime[size] = time;
            size++;
        }
    }

    /** Equal if all columns are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SimulatedItems that
                && Arrays.equals(entry, that.entry)
                && Arrays.equals(left, that.left)
                && Arrays.equals(right, that.right)
                && Arrays.equals(cluster, that.cluster)
                && Arrays.equals(trueTime, that.trueTime)
                && drawn == that.drawn;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(trueTime);
    }
}
