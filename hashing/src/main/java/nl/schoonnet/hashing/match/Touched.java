// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.hashing.match;

/**
 * Memory is touched ahead of its use by adding up what lies there. The sum means nothing, but has to go somewhere, else the
 * compiler takes the reads out.
 */
final class Touched {
    private static final long UNLIKELY = 0x9E3779B97F4A7C15L;

    private Touched() {}

    static void keep(long sum) {
        if (sum == UNLIKELY) {
            Thread.onSpinWait();
        }
    }
}
