// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.observing.work;

import java.util.List;

/**
 * Where a vantage point gets its work and tells what came of it. An implementation is for one vantage point and safe for many
 * threads. Every method may throw {@link LeasesAwayException}, after which the same call may be made again, and
 * {@link LeasesRefusedException}, after which none is of use.
 */
public interface Leases {
    /**
     * Leases items that are due, the longest due first.
     *
     * @param most 1 or more; fewer are given where fewer are due, or where so many aren't given at once
     */
    Grant lease(int most);

    /**
     * Tells what came of leases. When this returns, what was kept is safe. May be repeated: a look that was told twice is kept
     * once.
     *
     * @return one receipt for each, in the same order
     */
    List<Receipt> report(List<Done> done);

    /**
     * A sign of life, with the spans in which the vantage point was blind: those that ended once, one that lasts each time.
     *
     * @return whether it may look
     */
    Permission alive(List<BlindSpan> blind);
}
