// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.takedown.sample;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a sample is drawn, always without replacement. */
public sealed interface Design {

    /**
     * So many items, each set of them equally likely.
     *
     * @param items at least 1, at most the frame
     */
    record Simple(int items) implements Design {}

    /**
     * A simple sample in each stratum.
     *
     * @param items per stratum of the frame, at least 1 each; two or more are needed for a variance
     */
    record Stratified(Map<String, Integer> items) implements Design {
        /** The map is copied. */
        public Stratified {
            items = Map.copyOf(items);
        }

        /**
         * About {@code items} in all, in proportion to the strata, at least {@code atLeast} in each (or all of it): so that
         * small providers are seen too.
         */
        public static Stratified proportional(Frame frame, int items, int atLeast) {
            SortedMap<String, Integer> sizes = frame.strata();
            double all = frame.units().size();
            SortedMap<String, Integer> allocated = new TreeMap<>();
            sizes.forEach((stratum, size) -> {
                int share = (int) Math.round(items * (size / all));
                allocated.put(stratum, Math.min(size, Math.max(Math.max(1, atLeast), share)));
            });
            return new Stratified(allocated);
        }
    }

    /**
     * So many pages, each set of them equally likely, and every item on them.
     *
     * @param pages at least 1, at most those of the frame
     */
    record Clustered(int pages) implements Design {}
}
