// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.util.List;

/**
 * Items that were notified together and mostly end together: one page, or a few pages of one uploader.
 *
 * @param number order of making, the key of its random streams
 * @param batch number of the notice mail it was in
 * @param pageSizes number of items on each page
 * @param clockAt when the clock starts, epoch seconds
 * @param filing how its notice went
 */
record Cluster(long number, int batch, Site site, List<Integer> pageSizes, long clockAt, Filing filing) {
    int items() {
        int sum = 0;
        for (int size : pageSizes) {
            sum += size;
        }
        return sum;
    }

    Provider host() {
        return site.providerAt(clockAt);
    }

    Cluster with(Filing other) {
        return new Cluster(number, batch, site, pageSizes, clockAt, other);
    }
}
