// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

import java.time.Instant;

/** Times as the files write them: RFC 3339 in UTC; "" where there is none. */
final class Times {
    private Times() {}

    static String text(long second) {
        boolean none = second == Filing.NONE || second == Fate.NEVER;
        return none ? "" : Instant.ofEpochSecond(second).toString();
    }
}
