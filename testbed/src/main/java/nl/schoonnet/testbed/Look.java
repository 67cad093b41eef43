// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.testbed;

/**
 * What one look showed.
 *
 * @param second when, epoch seconds
 * @param near whether from the near vantage point
 * @param verdict code of the verdict
 * @param reason code of the reason
 * @param address the address connected to, "" if none
 */
record Look(long second, boolean near, Verdict verdict, String reason, String address) {
    enum Verdict {
        AVAILABLE,
        ABSENT,
        RESTRICTED,
        MOVED,
        UNKNOWN
    }
}
