// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.SplittableRandom;

/**
 * Items with Weibull times that were looked at by a design: what an estimator gets, beside the truth. Hours since the
 * clock origin. Arrays of equal length, one place per item in the data; they belong to the caller.
 *
 * <p>The columns are those of {@code CensoredSample}: {@code 0 <= entry <= left < right}, right infinite if the end was not
 * seen.
 */
public final class SimulatedItems {
    private static final double CLUSTER_TAIL = 1.1;

    private final double[] entry;
    private final double[] left;
    private final double[] right;
    private final int[] cluster;
    private final double[] trueTime;
    private long drawn;

    private SimulatedItems(int items) {
        entry = new double[items];
        left = new double[items];
        right = new double[items];
        cluster = new int[items];
        trueTime = new double[items];
    }

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

    /** Draws until the design's number of items is in the data. */
    public static SimulatedItems draw(Design design, long seed) {
        SimulatedItems items = new SimulatedItems(design.items());
        new Draw(design, seed, items).run();
        return items;
    }

    /** The number of items in the data. */
    public int size() {
        return left.length;
    }

    /** Hours of the look at which each item entered; 0 where untruncated. */
    public double[] entry() {
        return entry;
    }

    /** Last hours at which each item was there. */
    public double[] left() {
        return left;
    }

    /** First hours at which each item was gone, +∞ if it never was. */
    public double[] right() {
        return right;
    }

    /** Cluster numbers from 0, ascending. */
    public int[] cluster() {
        return cluster;
    }

    /** The true times, also of items whose end was not seen. */
    public double[] trueTime() {
        return trueTime;
    }

    /** How many items were notified, those that vanished before they could enter included. */
    public long drawn() {
        return drawn;
    }

    private static final class Draw {
        private final Design design;
        private final Weibull weibull;
        private final double cutOff;
        private final SplittableRandom clusters;
        private final SplittableRandom times;
        private final SplittableRandom phases;
        private final SimulatedItems items;
        private int size;

        Draw(Design design, long seed, SimulatedItems items) {
            Streams streams = new Streams(seed);
            this.design = design;
            this.weibull = new Weibull(design.shape(), design.within24Hours());
            this.cutOff = design.cutOffDays() * 24;
            this.clusters = streams.of("clusters", 0);
            this.times = streams.of("times", 0);
            this.phases = streams.of("phases", 0);
            this.items = items;
        }

        void run() {
            int clusterNumber = 0;
            while (size < design.items()) {
                int before = size;
                int members = clusterSize();
                double shared = weibull.hoursAt(times.nextDouble());
                for (int i = 0; i < members && size < design.items(); i++) {
                    boolean alone = members > 1 && times.nextDouble() >= design.together();
                    observe(alone ? weibull.hoursAt(times.nextDouble()) : shared, clusterNumber);
                    items.drawn++;
                }
                clusterNumber += size > before ? 1 : 0;
            }
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
            double lastFound = found == 0 ? 0 : phase + Math.min(found - 1, last) * gap;
            double firstGone = found <= last ? phase + found * gap : Double.POSITIVE_INFINITY;
            add(every.entersWhenSeen() ? phase : 0, Math.max(0, lastFound), firstGone, number, time);
        }

        private void add(double entered, double lastFound, double firstGone, int number, double time) {
            items.entry[size] = entered;
            items.left[size] = lastFound;
            items.right[size] = firstGone;
            items.cluster[size] = number;
            items.trueTime[size] = time;
            size++;
        }
    }
}
