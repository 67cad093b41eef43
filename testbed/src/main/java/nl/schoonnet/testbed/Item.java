// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

/**
 * One notified URL with its truth.
 *
 * @param order its place within its cluster
 * @param page its page within its cluster
 * @param filing its paper trail
 * @param inclusion probability with which it was drawn into the subset on the norm schedule; 1 where all are
 * @param drawn whether it is in that subset
 * @param watchedBefore whether it was looked at between assessment and notice
 * @param lookedUntil when looking stopped because a new notice took over, else the end of looking
 */
record Item(
        String id,
        String url,
        Cluster cluster,
        int order,
        int page,
        String contentHash,
        Filing filing,
        Fate fate,
        double inclusion,
        boolean drawn,
        boolean watchedBefore,
        long lookedUntil) {
    /** Unique and independent of the order of items: the key of its random streams. */
    long key() {
        return cluster.number() * 1_000 + order;
    }

    Site site() {
        return cluster.site();
    }

    Provider host() {
        return cluster.host();
    }

    long clockAt() {
        return cluster.clockAt();
    }
}
